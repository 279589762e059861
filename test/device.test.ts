// `--device`: a run on WebGPU over software Vulkan ends within chance of the CPU's accuracy, nothing falls
// back, and devices that can't be used are refused. Each command has a process of its own, because the driver
// reads the environment when it is loaded.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sketches } from '../src/data/sketches.ts';
import { softwareVulkan } from '../src/engine/testing/software-vulkan.ts';
import { lines } from './testing/atelier.ts';
import { smallIdxFiles, temporaryFolder, writeFolder } from './testing/folders.ts';
import { repository, start, startNode, type Environment } from './testing/process.ts';

const folder = await temporaryFolder();
const data = await writeFolder(join(folder, 'some'), smallIdxFiles(sketches({ train: 400, test: 300 })));
const runs = join(folder, 'runs');

const atelier = (env: Environment, ...args: string[]) => start(args, repository, env).result;

async function succeed(...args: string[]): Promise<{ json: unknown; stderr: string }> {
  const { code, stdout, stderr } = await atelier(softwareVulkan(), ...args, '--json');
  expect(code, stderr).toBe(0);
  return { json: JSON.parse(stdout), stderr };
}

const found = (await succeed('devices')).json as { name: string; isAvailable: boolean }[];
const isMissing = !found.some(({ name, isAvailable }) => name === 'webgpu' && isAvailable);

describe.skipIf(isMissing && !process.env['ATELIER_REQUIRE_WEBGPU'])('a run on WebGPU', () => {
  const train = (name: string, ...more: string[]) =>
    succeed(
      ...['train', '--data', data, '--out', runs, '--name', name],
      ...['--epochs', '1', '--batch-size', '8', ...more],
    );

  it('ends within chance of the accuracy on the CPU, and nothing falls back', async () => {
    await train('cpu');
    const { stderr } = await train('webgpu', '--device', 'webgpu');
    expect(stderr).not.toContain('lacks');
    const [cpu, webgpu] = [join(runs, 'cpu'), join(runs, 'webgpu')];
    const config = JSON.parse(await readFile(join(webgpu, 'config.json'), 'utf8')) as { device: string };
    expect(config.device).toBe('webgpu');
    const evaluation = await succeed('evaluate', webgpu, '--data', data, '--device', 'webgpu');
    const { accuracy } = evaluation.json as { accuracy: number };
    const compared = (await succeed('compare', cpu, webgpu, '--data', data)).json as {
      readonly mcnemarP: number;
      readonly a: { readonly accuracy: number };
      readonly b: { readonly accuracy: number };
    };
    // Chance is a tenth. Both ways of a tie between two classes are right: one picture of 300.
    expect(compared.a.accuracy).toBeGreaterThan(0.4);
    expect(compared.b.accuracy).toBeGreaterThan(0.4);
    expect(compared.mcnemarP).toBeGreaterThan(0.001);
    expect(Math.abs(accuracy - compared.b.accuracy)).toBeLessThan(1.5 / 300);
  });
});

/** `bench/device.ts`, which is meant for a machine with a graphics card. */
const bench = (...args: string[]) =>
  startNode([join(repository, 'bench', 'device.ts'), ...args], repository, softwareVulkan()).result;

describe('the bench of devices', () => {
  it.skipIf(isMissing && !process.env['ATELIER_REQUIRE_WEBGPU'])(
    'measures WebGPU beside the CPU',
    async () => {
      const { code, stdout, stderr } = await bench('webgpu', '2', '1', 'lenet5');
      expect(code, stderr).toBe(0);
      expect(stderr).not.toContain('falls back');
      const images: unknown = expect.any(Number);
      const rates = { trainingImagesPerSecond: images, predictedImagesPerSecond: images };
      expect(JSON.parse(stdout)).toMatchObject({
        ...{ network: 'lenet5', batchSize: 2, repetitions: 1 },
        results: [
          { device: 'cpu', ...rates },
          { device: 'webgpu', ...rates },
        ],
      });
    },
  );

  it.each([[['gpu']], [['cpu', '0']], [['cpu', '2', '1', 'lenet']]])('refuses %j', async (args) => {
    const { code, stdout, stderr } = await bench(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(lines(stderr)).toEqual([expect.stringMatching(/^usage: /)]);
  });
});

describe('refused', () => {
  /** Without a driver the runtime writes lines of its own before the last one. */
  const refuse = async (env: Environment, ...args: string[]) => {
    const { code, stdout, stderr } = await atelier(env, ...args);
    expect({ code, stdout }, stderr).toEqual({ code: 2, stdout: '' });
    return lines(stderr);
  };

  it('an unknown device, and one that several threads can’t share', async () => {
    expect(await refuse({}, 'train', '--device', 'gpu')).toEqual([
      "atelier: --device: expected cpu, webgpu, cuda, got 'gpu': did you mean webgpu?",
    ]);
    expect(await refuse({}, 'serve', data, '--device', 'webgpu')).toEqual([
      "atelier: --device: expected cpu, cuda, got 'webgpu'",
    ]);
  });

  it('CUDA without its library, in one line', async () => {
    for (const command of [['train', '--data', data], ['serve']])
      expect(await refuse({}, ...command, '--device', 'cuda')).toEqual([
        expect.stringMatching(
          /^atelier: --device: cuda can't be used here \(libonnxruntime_.* is not installed\)/,
        ),
      ]);
  });

  it('WebGPU without a driver, before anything is written', async () => {
    const args = ['train', '--data', data, '--out', runs, '--name', 'none', '--device', 'webgpu'];
    const said = await refuse({ VK_ICD_FILENAMES: join(folder, 'no-driver.json') }, ...args);
    expect(said.at(-1)).toMatch(/^atelier: --device: webgpu can't be used here \(.*\); install the driver/);
    expect(existsSync(join(runs, 'none'))).toBe(false);
  });
});
