// The order of test files. Vitest begins with those that took longest the last time. On a clean checkout it
// knows only their sizes, and would leave a small file that takes minutes for the end, with one worker idle.
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest, of each project the longest first. */
const longest: readonly string[] = [
  'src/engine/gradients/rules.test.ts',
  'src/training/channel-counts.test.ts',
  'bench/samplers/curves.test.ts',
  'docs/docstring-examples.test.ts',
  'test/studio/every-page.test.ts',
  'test/device.test.ts',
  'test/intake/intake.test.ts',
  'test/examples.test.ts',
  'test/docstring-examples.test.ts',
  'test/report.test.ts',
  'test/studio/shop.test.ts',
  'test/network.test.ts',
];

/** Begins with the files that take longest. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const placeOf = ({ moduleId }: TestSpecification) => {
      const place = longest.findIndex((name) => moduleId.endsWith(`/${name}`));
      return place < 0 ? longest.length : place;
    };
    return sorted.toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}
