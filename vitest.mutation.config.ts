// The unit tests of the folder whose mutants are tested: see stryker.config.js.
import { defineConfig } from 'vitest/config';

const folder = process.env['MUTATED_FOLDER'] ?? 'src';

export default defineConfig({
  test: {
    include: [`${folder}/**/*.test.ts`],
    testTimeout: 120_000, // instrumented, and perhaps on a busy machine
    env: { ORT_DISABLE_TELEMETRY: '1' },
  },
});
