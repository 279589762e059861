// Runs as `atelier train` leaves them, with settings and curves that differ, in thousands.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mapInParallel } from '../../src/node/files/in-parallel.ts';
import { Random } from '../../src/random.ts';

const header = 'epoch,learningRate,loss,accuracy,validationLoss,validationAccuracy,seconds,imagesPerSecond';
const epochs = 20;

/** Writes runs into a folder. */
export async function writeRuns(folder: string, count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, i) => i);
  await mapInParallel(numbers, (number) => writeRun(folder, number));
}

async function writeRun(folder: string, number: number): Promise<void> {
  const random = new Random(number);
  const path = join(folder, `run-${number}`);
  const config = {
    ...{ data: 'sketches', architecture: ['lenet5', 'paper-cnn', 'resnet20'][number % 3], epochs },
    ...{
      batchSize: 32 * (1 + (number % 4)),
      seed: number,
      optimizer: { type: 'adam', rate: random.uniform() },
    },
  };
  const rows = Array.from({ length: epochs }, (_, i) => {
    const accuracy = 1 - 0.9 / (i + 1 + random.uniform());
    return [i + 1, 0.01, 1 - accuracy, accuracy, 1.1 - accuracy, accuracy, 2, 900].join(',');
  });
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'config.json'), JSON.stringify(config));
  await writeFile(join(path, 'history.csv'), `${[header, ...rows].join('\n')}\n`);
}
