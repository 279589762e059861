// What only a process shows, for a command of each kind: it ends by itself with its exit code, and nothing
// but the result is on standard output. The other tests run commands in their own process.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { atelier } from './testing/atelier.ts';
import { small, smallIdxFiles, temporaryFolder, writeFolder } from './testing/folders.ts';
import { atelierProcess } from './testing/process.ts';

const folder = await temporaryFolder();
const data = await writeFolder(join(folder, 'tiny'), smallIdxFiles());
const runs = join(folder, 'runs');
const picture = join(folder, 'garment.png');
const broken = join(folder, 'broken.png');
const garment = sharp(small.test.images.subarray(0, 784), { raw: { width: 28, height: 28, channels: 1 } });
await garment.toFile(picture);
await writeFile(broken, 'no picture');

describe('a process', () => {
  it('trains, evaluates and predicts as in the process of the tests, byte for byte', async () => {
    const train = (name: string) => [
      ...['train', '--data', data, '--out', runs, '--name', name, '--arch', 'lenet5', '--epochs', '1'],
      ...['--threads', '1'],
    ];
    expect(await atelierProcess(...train('there'))).toMatchObject({ code: 0, signal: null });
    expect(await atelier(...train('here'))).toMatchObject({ code: 0 });
    for (const command of [
      ['evaluate', '--data', data, '--json'],
      ['predict', picture, '--json'],
    ]) {
      const [name, ...options] = command as [string, ...string[]];
      const there = await atelierProcess(name, join(runs, 'there'), ...options);
      expect(there).toMatchObject({ code: 0, stderr: '' });
      const here = await atelier(name, join(runs, 'here'), ...options);
      expect(JSON.parse(here.stdout.replaceAll('here', 'there'))).toEqual(JSON.parse(there.stdout));
    }
  });

  it('ends with code 1 if one of the pictures is none, and with code 2 on bad input', async () => {
    const model = join(runs, 'there');
    const partly = await atelierProcess('predict', model, picture, broken);
    expect(partly.code).toBe(1);
    expect(partly.stdout).toMatch(/garment\.png: /);
    expect(partly.stderr).toContain('broken.png: ');
    expect(await atelierProcess('evaluate', join(folder, 'gone.onnx'))).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^atelier: .*gone\.onnx: no such file.*\n$/) as string,
    });
  });
});
