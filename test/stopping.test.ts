// Training that does not reach its end: whatever stops it, there is a complete model.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { atelier } from './testing/atelier.ts';
import { start } from './testing/process.ts';
import { smallIdxFiles, temporaryFolder, writeFolder } from './testing/folders.ts';

const folder = await temporaryFolder();
const data = await writeFolder(join(folder, 'tiny'), smallIdxFiles());
const runs = join(folder, 'runs');
/** Far more epochs than a test has time for. */
const endless = (name: string) =>
  start(['train', '--data', data, '--out', runs, '--name', name, '--epochs', '5000', '--json']);

async function expectUsable(model: string): Promise<void> {
  const { code, stdout, stderr } = await atelier('evaluate', model, '--data', data, '--json');
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ count: 60 });
}

describe('kill -9', () => {
  it("leaves the last whole epoch's models", async () => {
    const training = endless('killed');
    await training.saysOnError('epoch 1/5000');
    training.process.kill('SIGKILL');
    expect((await training.result).signal).toBe('SIGKILL');
    await expectUsable(join(runs, 'killed'));
    await expectUsable(join(runs, 'killed', 'last.onnx'));
  });
});

describe('Ctrl-C', () => {
  it('ends after the current step, with a model, a summary and exit code 130', async () => {
    const training = endless('interrupted');
    await training.saysOnError('epoch 1/5000');
    training.process.kill('SIGINT');
    const { code, stdout } = await training.result;
    expect(code).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ run: join(runs, 'interrupted'), stopped: true });
    expect(await readdir(join(runs, 'interrupted'))).toContain('metrics.json');
    await expectUsable(join(runs, 'interrupted'));
  });

  it('counts once if the terminal and npm both send it', async () => {
    const training = endless('twice');
    await training.saysOnError('epoch 1/5000');
    training.process.kill('SIGINT');
    training.process.kill('SIGINT');
    const { code, stdout } = await training.result;
    expect(code).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ stopped: true });
  });

  it('before there is a model, and as SIGTERM, gives code 143 and no empty run', async () => {
    const training = endless('early');
    await training.saysOnError('training paper-cnn');
    training.process.kill('SIGTERM');
    const { code, stderr } = await training.result;
    expect(code, stderr).toBe(143);
    const isLeft = (await readdir(runs)).includes('early');
    expect(isLeft ? await readdir(join(runs, 'early')) : ['best.onnx']).toContain('best.onnx');
  });
});
