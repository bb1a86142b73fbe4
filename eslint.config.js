import { parser, plugin } from 'typescript-eslint';

// Few rules, each of which needs the types or keeps a promise of the house; form and habits are biome's.

const environment = {
  selector:
    "MemberExpression[object.name='process'][property.name='env'], MemberExpression[object.object.name='process'][object.property.name='env']",
  message: 'Only src/config.ts reads the environment: ask for the setting there and have the value handed in.',
};
const defaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name, so that a thing is called the same wherever it is used.',
};
const ownClock = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Nouns and verbs have no clock: use op.now and op.today, or take the time as an argument.',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Nouns and verbs have no clock: use op.now and op.today, or take the time as an argument.',
  },
];
const unit = ['worker', 'posting', 'willingness', 'referral', 'trip', 'arrival', 'picture', 'party', 'sheet'];

export default [
  { ignores: ['dist/', 'client/dist/', 'bench/node_modules/', 'node_modules/', 'test/support/documents.ts'] },
  {
    files: ['src/**/*.ts', 'dashboard/src/**/*.{ts,tsx}', 'test/**/*.ts', 'migrations/*.ts', 'client/src/**/*.ts'],
    languageOptions: { parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { '@typescript-eslint': plugin },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  { files: ['client/src/**/*.ts'], rules: { 'no-restricted-syntax': ['error', defaultExport] } },
  { files: ['src/**/*.ts'], rules: { 'no-restricted-syntax': ['error', environment, defaultExport] } },
  { files: ['src/config.ts'], rules: { 'no-restricted-syntax': ['error', defaultExport] } },
  {
    files: ['src/**/*.entity.ts', `src/{${unit.join(',')}}/*.ts`],
    rules: { 'no-restricted-syntax': ['error', environment, defaultExport, ...ownClock] },
  },
];
