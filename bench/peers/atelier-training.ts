// This project as a trainer: a process that loads its libraries, reads its work, and trains against the
// clock. The training is in ../time-to-accuracy/train-until.ts; this file connects it to standard input and
// output.
import { createInterface } from 'node:readline';
import { InputError } from '../../src/errors.ts';
import { loadData } from '../../src/node/data/load.ts';
import { packageVersion } from '../../src/node/files/package-version.ts';
import { parseTrainingConfig } from '../../src/training/config.ts';
import { ourWorkSchema, type Message } from '../time-to-accuracy/protocol.ts';
import { trainUntil } from '../time-to-accuracy/train-until.ts';

send({ ready: true, versions: { 'onnxruntime-node': packageVersion('onnxruntime-node') } });
// The first line is the work. After it, the process waits until standard input ends, so that its processor
// time can be read.
for await (const line of createInterface({ input: process.stdin })) send(await answer(line));

async function answer(line: string): Promise<Message> {
  const { folder, split, until, config } = ourWorkSchema.parse(JSON.parse(line));
  const training = { config: parseTrainingConfig(config), load: () => loadData(folder), split, until };
  try {
    return { done: true, ...(await trainUntil(training, send)) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { failed: error.message };
  }
}

function send(message: Message): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
