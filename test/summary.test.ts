// `summary` of architectures, files and models; and profiling of files like built-in architectures.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lenet5 } from '../src/architectures/index.ts';
import type { SummaryDocument } from '../src/cli/summary/tables.ts';
import { encodeClassifier } from '../src/nn/classifier-file.ts';
import { initialWeights } from '../src/nn/model.ts';
import { atelier, atelierIn, lines } from './testing/atelier.ts';
import { repository } from './testing/process.ts';
import { temporaryFolder } from './testing/folders.ts';

const folder = await temporaryFolder();

describe('summary', () => {
  it('prints an architecture as a table', async () => {
    const { code, stdout, stderr } = await atelier('summary', 'paper-cnn');
    expect(code, stderr).toBe(0);
    const [first, , head, ...rows] = lines(stdout);
    expect(first).toBe('paper-cnn for pictures of 1×28×28: 225,034 parameters, 2,631,040 multiply-adds');
    expect(head).toMatch(/^layer +type +output +parameters +multiply-adds$/);
    expect(rows).toHaveLength(8);
    expect(rows[2]).toMatch(/^conv2d_1 +conv2d +64×11×11 +18,496 +2,230,272$/);
  });

  it('indents layers within layers', async () => {
    const { stdout } = await atelier('summary', 'resnet20');
    expect(stdout).toMatch(/^residual_3 +residual +32×14×14/m);
    expect(stdout).toMatch(/^ {2}conv2d_2 +conv2d +32×14×14 +512 +100,352$/m);
  });

  it('prints one JSON document, and draws the network', async () => {
    const file = join(folder, 'resnet20.svg');
    const { code, stdout, stderr } = await atelier(
      ...['summary', 'resnet20', '--input', '3x32x32', '--classes', '100', '--json', '--out', file],
    );
    expect(code, stderr).toBe(0);
    const summary = JSON.parse(stdout) as SummaryDocument;
    const { layers, ...whole } = summary;
    expect(Object.keys(whole)).toEqual(['model', 'input', 'parameters', 'multiplyAdds']);
    expect(whole).toMatchObject({ model: 'resnet20', input: [3, 32, 32] });
    expect(layers[0]).toEqual({
      ...{ name: 'conv2d', type: 'conv2d', output: [16, 32, 32] },
      ...{ parameters: 27 * 16, multiplyAdds: 32 * 32 * 27 * 16 },
    });
    expect(layers[3]!.layers!.map(({ name }) => name)).toEqual(
      ['conv2d', 'batchNormalization', 'activation', 'conv2d_1', 'batchNormalization_1'].map(
        (name) => `residual/${name}`,
      ),
    );
    expect(layers.at(-1)).toMatchObject({
      type: 'dense',
      output: [100],
      parameters: 6500,
      multiplyAdds: 6400,
    });
    for (const cost of ['parameters', 'multiplyAdds'] as const)
      expect(layers.reduce((sum, layer) => sum + layer[cost], 0)).toBe(summary[cost]);
    expect(stderr).toContain(`figure: ${file}`);
    expect(await readFile(file, 'utf8')).toMatch(/^<svg [\s\S]*resnet20[\s\S]*<\/svg>\n$/);
  });

  it('describes a saved model, for its own pictures', async () => {
    const model = lenet5(10);
    const file = join(folder, 'lenet.onnx');
    await writeFile(
      file,
      encodeClassifier(model, initialWeights(model.weightSpecs([3, 32, 32]), 1), {
        classNames: Array.from({ length: 10 }, (_, label) => `class ${label}`),
        input: { channels: 3, height: 32, width: 32 },
        preprocessing: { mean: [0.3, 0.3, 0.3], std: [0.35, 0.35, 0.35] },
        ...{ data: 'nothing', seed: 1, epoch: 0 },
      }),
    );
    const { code, stdout, stderr } = await atelier('summary', file, '--json');
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ model: 'lenet5', input: [3, 32, 32], parameters: model.countParameters([3, 32, 32]) },
      layers: lenet5(10).layers.map(({ type }) => ({ type })),
    });
    const { code: refused, stderr: why } = await atelier('summary', file, '--input', '1x28x28');
    expect([refused, why]).toEqual([2, expect.stringMatching(/^atelier: --input: .*lenet\.onnx/)]);
  });
});

describe('the file of docs/architectures.md', async () => {
  const guide = await readFile(join(repository, 'docs', 'architectures.md'), 'utf8');
  const example = /^```yaml\n([^]*?)^```$/m.exec(guide)![1]!;
  const file = join(folder, 'my-cnn.yaml');
  await writeFile(file, example);

  it('agrees with the page', async () => {
    const { code, stdout, stderr } = await atelierIn(
      folder,
      'summary',
      'my-cnn.yaml',
      '--input',
      '3x64x64',
      '--classes',
      '4',
    );
    expect(code, stderr).toBe(0);
    const [said] = /^my-cnn for pictures of 3×64×64: .*$/m.exec(guide)!;
    expect(lines(stdout)[0]).toBe(said);
    expect(lines(stdout).at(-1)).toMatch(/^dense +dense +4 /);
  });

  it('is profiled like any architecture', async () => {
    const quick = ['--batch-size', '4', '--steps', '1', '--threads', '1'];
    const { code, stdout, stderr } = await atelierIn(folder, 'profile', 'my-cnn.yaml', ...quick, '--json');
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ model: 'my-cnn.yaml', kind: 'training step' });
    expect(await readdir(join(folder, 'runs'))).toContain('profile-my-cnn.svg');
  });
});

describe('summary refuses, in one line', () => {
  it.each([
    [['resnet2'], ['resnet2', 'or one of', 'did you mean resnet20?']],
    [['gone.yaml'], ['gone.yaml', 'no such file']],
    [['gone.onnx'], ['gone.onnx', 'no such file']],
    [
      ['lenet5', '--input', '28x28'],
      ['--input', "'28x28'"],
    ],
    [
      ['lenet5', '--input', '0x28x28'],
      ['--input', "'0x28x28'"],
    ],
    [
      ['lenet5', '--input', '1x5x5'],
      ['--input', 'lenet5', '1×5×5'],
    ],
    [
      ['lenet5', '--classes', '0'],
      ['--classes', "'0'"],
    ],
    [
      ['lenet5', '--out', 'figure.png'],
      ['--out', 'figure.png'],
    ],
    [
      ['lenet5', '--out', 'nowhere/figure.svg'],
      ['--out', 'nowhere'],
    ],
    [['bad.yaml'], ['bad.yaml:3:24', 'conv2d: filters: expected a whole number from 1, got "many"']],
    [['misfit.json'], ['misfit.json:3:5', 'dense: expected [batch, features], got [1, 1, 28, 28]']],
  ])('%j', async (args, words) => {
    const own = await temporaryFolder();
    await writeFile(
      join(own, 'bad.yaml'),
      'name: bad\nlayers:\n  - conv2d: { filters: many, kernelSize: 3 }\n',
    );
    await writeFile(join(own, 'misfit.json'), '{\n  "layers": [\n    { "dense": { "units": 3 } }\n  ]\n}\n');
    const { code, stdout, stderr } = await atelierIn(own, 'summary', ...args);
    expect(code, stderr).toBe(2);
    expect(stdout).toBe('');
    expect(lines(stderr), stderr).toHaveLength(1);
    expect(stderr).toMatch(/^atelier: /);
    for (const word of words) expect(stderr).toContain(word);
    expect((await readdir(own)).sort()).toEqual(['bad.yaml', 'misfit.json']);
  });
});
