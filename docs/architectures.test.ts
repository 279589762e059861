// docs/architectures.md agrees with the code. test/summary.test.ts runs its example file.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { architectures } from '../src/architectures/index.ts';
import { architectureNames } from '../src/architectures/names.ts';
import { architectureFromDocument } from '../src/nn/architecture-document.ts';
import { describeModel } from '../src/nn/describe.ts';
import { drawModel } from '../src/figures/model/figure.ts';
import { parseYaml } from '../src/node/files/yaml-document.ts';

const guide = await readFile(new URL('architectures.md', import.meta.url), 'utf8');
const describe28 = (name: keyof typeof architectures) => describeModel(architectures[name](10), [1, 28, 28]);

it('has all architectures with their costs', () => {
  const rows = [...guide.matchAll(/^\| `(\S+)` .*\| +([\d,]+) \| +([\d,]+) \|$/gm)].map(
    ([, ...cells]) => cells,
  );
  const costs = architectureNames.map((name) => {
    const { parameters, multiplyAdds } = describe28(name);
    return [name, parameters.toLocaleString('en'), multiplyAdds.toLocaleString('en')];
  });
  expect(rows).toEqual(costs);
});

it('shows resnet20 as `npx tsx src/cli/main.ts summary resnet20 --out docs/images/resnet20.svg` draws it', async () => {
  const image = await readFile(new URL('images/resnet20.svg', import.meta.url), 'utf8');
  expect(image).toBe(drawModel(describe28('resnet20')));
  expect(guide).toContain('(images/resnet20.svg)');
});

describe('the messages on the page', () => {
  const example = /^```yaml\n([^]*?)^```$/m.exec(guide)![1]!;
  const build = (text: string) => {
    const { value, locate } = parseYaml(text, 'my-cnn.yaml');
    return architectureFromDocument(value, { name: 'my-cnn', locate })(4).countParameters([3, 64, 64]);
  };

  it.each([
    [/filters: 16/, 'filters: many'],
    [/^ +- globalAveragePooling2d\n/m, ''],
  ])('are right if %s is replaced by "%s"', (part, other) => {
    let complaint = '';
    try {
      build(example.replace(part, other));
    } catch (error) {
      complaint = (error as Error).message;
    }
    expect(complaint).not.toBe('');
    expect(guide).toContain(`atelier: ${complaint}\n`);
  });
});
