// Runs the examples of all public docstrings and checks the results that they state. One process runs them
// one after another, in a folder with the files that they read.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { docstringExamples } from '../docs/testing/docstring-examples.ts';
import { repository, startNode } from './testing/process.ts';

/** Examples that are compiled but not run, and why. */
const notRun: Readonly<Record<string, string>> = {
  auditData: 'takes half a minute; test/audit.test.ts runs an audit',
  cachedAudit: 'asks the network for data, and takes minutes',
  loadData: 'asks the network for data',
  readStudy: 'needs a study; test/studio/copied-code.test.ts reads one',
};

/** Creates the files that examples read. */
const makeFiles = `
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { fit, learnInspector, lenet5, sketches, variantOf } from 'atelier';
import { readBackbone } from 'atelier/node';

const { train } = sketches({ train: 1200 });
const { best } = await fit(lenet5(10), { data: train });
for (const name of ['best', 'first', 'second']) await writeFile(name + '.onnx', best);
const variants = [variantOf(train.images.subarray(0, 20 * 784), 784)];
const { backbone, normalization } = await readBackbone('pocket');
await writeFile('inspector.onnx', await learnInspector({ backbone, normalization, variants, bankSize: 100 }));
const pixels = train.images.subarray(0, 784);
await sharp(pixels, { raw: { width: 28, height: 28, channels: 1 } }).resize(200).jpeg().toFile('boot.jpg');
for (const [folder, i] of [['shoes', 0], ['bags', 1]] as const) {
  await mkdir('photos/' + folder, { recursive: true });
  const picture = sharp(train.images.slice(784 * i, 784 * (i + 1)), { raw: { width: 28, height: 28, channels: 1 } });
  await picture.jpeg().toFile('photos/' + folder + (i === 0 ? '/boot.jpg' : '/bag.jpg'));
}
await copyFile(${JSON.stringify(join(repository, 'models', 'pocket.onnx'))}, 'pocket.onnx');
await writeFile('my-cnn.yaml', 'layers: [flatten, dense: { units: classes }]\\n');
`;

/** Runs modules one after another, and prints the failures as JSON. */
const runAll = (names: readonly string[]) => `
import './files.ts';
const failures: string[] = [];
for (const name of ${JSON.stringify(names)})
  await import('./' + name + '.ts').catch((error: unknown) => failures.push(name + ': ' + String(error)));
console.log(JSON.stringify(failures));
process.exit();
`;

it('the examples of public docstrings run', async () => {
  // Within the repository, so that the package can import itself by name.
  await mkdir(join(repository, '.tmp'), { recursive: true });
  const folder = await mkdtemp(join(repository, '.tmp', 'examples-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const all = docstringExamples();
  const examples = all.filter(({ name }) => !(name in notRun));
  expect(all.length - examples.length).toBe(Object.keys(notRun).length);
  const names = examples.map(({ name }, i) => `example-${i}-${name}`);
  for (const [i, { code }] of examples.entries()) await writeFile(join(folder, `${names[i]!}.ts`), code);
  await writeFile(join(folder, 'files.ts'), makeFiles);
  await writeFile(join(folder, 'all.ts'), runAll(names));
  const { code, stdout, stderr } = await startNode(['all.ts'], folder, {
    XDG_CACHE_HOME: join(folder, 'cache'),
  }).result;
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout.trim().split('\n').at(-1)!)).toEqual([]);
});
