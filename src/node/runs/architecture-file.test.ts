// Architectures by name and by file, and what is refused.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { resnet20 } from '../../architectures/index.ts';
import { InputError } from '../../errors.ts';
import { conv2d, dense, flatten, residual } from '../../nn/layers/index.ts';
import { sequential } from '../../nn/model.ts';
import { isArchitectureArgument, readArchitectureFile, resolveArchitecture } from './architecture-file.ts';

const folder = await mkdtemp(join(tmpdir(), 'atelier-architecture-'));
afterAll(() => rm(folder, { recursive: true }));

async function write(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('an architecture', () => {
  it('may be built in, by its name', async () => {
    expect((await resolveArchitecture('resnet20'))(7).toJSON()).toEqual(resnet20(7).toJSON());
    expect(isArchitectureArgument('resnet20')).toBe(true);
  });

  it('may be a YAML file, whose name it takes', async () => {
    const path = await write(
      'my-cnn.yaml',
      `# three by three
layers:
  - conv2d: { filters: 4, kernelSize: 3 }
  - &block
    residual:
      layers: [{ conv2d: { filters: 4, kernelSize: 3, padding: same } }]
  - *block
  - flatten
  - dense: { units: classes }
`,
    );
    const block = () => residual({ layers: [conv2d({ filters: 4, kernelSize: 3, padding: 'same' })] });
    const inCode = sequential(
      [conv2d({ filters: 4, kernelSize: 3 }), block(), block(), flatten(), dense({ units: 7 })],
      'my-cnn',
    );
    expect(isArchitectureArgument(path)).toBe(true);
    const model = (await resolveArchitecture(path))(7);
    expect(model.toJSON()).toEqual(inCode.toJSON());
    expect(model.weightSpecs([1, 9, 9])).toEqual(inCode.weightSpecs([1, 9, 9]));
  });

  it('may be a JSON file, as written by a model', async () => {
    const path = await write('mine.json', JSON.stringify(resnet20(10), null, '\t'));
    const model = (await readArchitectureFile(path))(3);
    expect(model.toJSON()).toEqual(resnet20(10).toJSON());
  });
});

describe('what is refused', () => {
  it('is an unknown name, with the nearest one', async () => {
    expect(isArchitectureArgument('resnet')).toBe(false);
    await expect(resolveArchitecture('lenet')).rejects.toThrow(InputError);
    await expect(resolveArchitecture('lenet')).rejects.toThrow(
      /^expected paper-cnn, .* got 'lenet': did you mean lenet5\?$/,
    );
  });

  it('names file, line and column', async () => {
    const path = await write('bad.yaml', 'layers:\n  - flatten\n  - conv2d:\n      filters: many\n');
    await expect(readArchitectureFile(path)).rejects.toThrow(
      new InputError(`${path}:4:16: conv2d: filters: expected a whole number from 1, got "many"`),
    );
  });

  it('names line and layer if shapes do not fit', async () => {
    const path = await write(
      'high.yml',
      'layers:\n  - repeat:\n      times: 2\n      layers:\n        - dense: { units: 3 }\n',
    );
    const model = (await readArchitectureFile(path))(10);
    expect(() => model.countParameters([1, 2, 2])).toThrow(
      new InputError(
        `${path}:5:11: dense: expected [batch, features], got [1, 1, 2, 2]: put flatten() before it`,
      ),
    );
  });

  it('is a missing file, a large one, or one that is not text', async () => {
    await mkdir(join(folder, 'folder.yaml'));
    await expect(readArchitectureFile(join(folder, 'folder.yaml'))).rejects.toThrow(
      /expected an architecture, got a folder, pipe or device$/,
    );
    await expect(readArchitectureFile(join(folder, 'gone.yaml'))).rejects.toThrow(
      /gone\.yaml: can't be read: no such file or directory$/,
    );
    const large = await write('large.json', ' '.repeat(2 ** 20 + 1));
    await expect(readArchitectureFile(large)).rejects.toThrow(
      /expected an architecture of at most 1 MiB, got 1048577 bytes$/,
    );
    const binary = await write('binary.yaml', Uint8Array.of(0xff, 0xfe, 0x00));
    await expect(readArchitectureFile(binary)).rejects.toThrow(/expected text in UTF-8, got other bytes$/);
  });
});
