// As `npm start` runs: without it the libraries check more of each value (graphql looks for a second copy of itself).
process.env.NODE_ENV = 'production';

export default {
  testEnvironment: '<rootDir>/test/support/suite-environment.ts',
  runtime: '<rootDir>/test/support/suite-runtime.ts',
  injectGlobals: false,
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  // Many suites wait more than they reckon: a third worker uses what the two cores have left.
  maxWorkers: 3,
  // Each suite leaves its own files behind. To give back gigabytes takes a worker longer than jest waits for its end; one
  // that holds more than this when a suite is over is replaced.
  workerIdleMemoryLimit: '800MB',
  testSequencer: '<rootDir>/test/support/longest-first.mjs',
  testTimeout: 30_000,
};
