// Mutation tests of one folder, by that folder's own unit tests: `npm run mutation -- src/metrics`.
// docs/mutation.md has the scores.
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  plugins: ['@stryker-mutator/vitest-runner', './scripts/mutation-sample.js'],
  ignorers: ['sample'],
  coverageAnalysis: 'perTest',
  reporters: ['clear-text', 'json', 'progress'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: '.tmp/mutation.json' },
  tempDirName: '.tmp/stryker',
  disableTypeChecks: false,
  inPlace: false,
  ignorePatterns: ['/models', '/runs', '/site', '/bench/.venv', '/docs/images'],
  timeoutMS: 8_000,
  dryRunTimeoutMinutes: 30,
  concurrency: 2,
};
