// As `npm start` runs: without it the libraries check more of each value (graphql looks for a second copy of itself).
process.env.NODE_ENV = 'production';

export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  moduleNameMapper: {
    '^#(.*)\\.js$': '<rootDir>/src/$1.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  // Many suites wait more than they reckon: a third worker uses what the two cores have left.
  maxWorkers: 3,
  // Suites leave some of their modules behind. To give back gigabytes takes a worker longer than jest waits for its end;
  // one that holds more than this when a suite is over is replaced.
  workerIdleMemoryLimit: '800MB',
  testSequencer: '<rootDir>/test/support/longest-first.mjs',
  testTimeout: 30_000,
};
