// The experiments in docs/: each can be read, and all its variants build a network that takes the pictures of
// the data.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfigFile } from '../src/node/files/config-file.ts';
import { configuredArchitecture } from '../src/node/runs/configured-architecture.ts';
import { parseExperiment } from '../src/training/experiment.ts';

const folder = join(import.meta.dirname, '..', 'docs', 'experiments');
const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml'));

it('are the four of the paper, with their files', () => {
  expect(files).toEqual(
    expect.arrayContaining(['activations.yaml', 'augmentation.yaml', 'kernels.yaml', 'overfitting.yaml']),
  );
});

describe.each(files)('%s', (file) => {
  it('can be run', async () => {
    const { value, locate } = await readConfigFile(join(folder, file));
    const { name, variants } = parseExperiment(value, locate);
    expect(`${name}.yaml`).toBe(file);
    for (const [variant, config] of variants) {
      const model = (await configuredArchitecture(config))(10);
      expect(model.countParameters([1, 28, 28]), variant).toBeGreaterThan(1000);
    }
  });
});
