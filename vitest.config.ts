import { defineConfig } from 'vitest/config';
import { softwareVulkan } from './src/engine/testing/software-vulkan.ts';
import { LongestFirst } from './test/testing/longest-first.ts';

/** Tests that load ONNX Runtime themselves must turn its telemetry off as the library does. */
const quiet = { ORT_DISABLE_TELEMETRY: '1' };

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'src/**/*.test.ts',
            'bench/**/*.test.ts',
            'docs/**/*.test.ts',
            'scripts/**/*.test.ts',
            'studio/**/*.test.ts',
          ],
          setupFiles: 'test/testing/equal-arrays.ts',
          testTimeout: 60_000, // the slowest takes 10 s on a quiet machine
          // Files share a process: loading the modules anew for each file takes as long as the tests.
          isolate: false,
          maxWorkers: 2,
          env: { ...softwareVulkan(), ...quiet },
        },
      },
      {
        resolve: { conditions: ['source'] },
        test: {
          name: 'end-to-end',
          include: ['test/**/*.test.ts'],
          globalSetup: 'test/testing/build.ts',
          setupFiles: 'test/testing/equal-arrays.ts',
          server: { deps: { external: [/\/\.built\//] } },
          testTimeout: 300_000,
          hookTimeout: 300_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 }, // after the unit tests
          env: quiet,
        },
      },
    ],
  },
});
