// This project as a trainer: a process that loads its libraries, reads its work, and trains by the clock.
// What it does is in ../time-to-accuracy/train-until.ts; this is its hand to standard input and output.
import { createInterface } from 'node:readline';
import { InputError } from '../../src/errors.ts';
import { loadData } from '../../src/node/data/load.ts';
import { packageVersion } from '../../src/node/package-version.ts';
import { parseTrainingConfig } from '../../src/training/config.ts';
import { ourWorkSchema, type Message } from '../time-to-accuracy/protocol.ts';
import { trainUntil } from '../time-to-accuracy/train-until.ts';

send({ ready: true, versions: { 'onnxruntime-node': packageVersion('onnxruntime-node') } });
// One line is the work; then it waits, so that its use of the processor can be read, until standard input
// ends.
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
