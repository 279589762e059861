// How far the scores and maps of an inspector differ between runtimes: ONNX Runtime in Node, in a browser's
// form (WebAssembly), and in Python.
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as web from 'onnxruntime-web';
import { openInspector, type Inspection } from '../../src/inspection/inspector.ts';
import { pieceTarget } from '../../src/node/inspection/piece-target.ts';
import { readImage } from '../../src/node/pictures/read-image.ts';

/** Compares runtimes with Node's on pictures. @returns a line for each */
export async function compareRuntimes(
  file: string,
  pictures: readonly string[],
  python: string,
): Promise<string[]> {
  const bytes = new Uint8Array(await readFile(file));
  const inspector = await openInspector(bytes, file, { threads: 2 });
  const target = pieceTarget(inspector.card.input);
  const images = Buffer.concat(await Promise.all(pictures.map((picture) => readImage(picture, target))));
  const expected = await inspector.inspect(images);
  const browser = await openInspector(bytes, file, { device: 'wasm', runtime: web, threads: 1 });
  const inBrowser = await browser.inspect(images);
  const inPython = await runPython(python, file, images, expected);
  await Promise.all([inspector.dispose(), browser.dispose()]);
  return [
    differences('onnxruntime-web', inBrowser, expected),
    differences('onnxruntime in Python', inPython, expected),
  ];
}

async function runPython(
  python: string,
  file: string,
  images: Uint8Array,
  { scores, maps }: Inspection,
): Promise<Inspection> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-runtimes-'));
  try {
    const script = fileURLToPath(new URL('run.py', import.meta.url));
    await writeFile(join(folder, 'images.bin'), images);
    const { status, stderr } = spawnSync(python, [script, file, folder], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    const numbers = async (name: string, length: number) =>
      new Float32Array(new Uint8Array(await readFile(join(folder, name))).buffer, 0, length);
    return {
      scores: await numbers('score.bin', scores.length),
      ...(maps && { maps: await numbers('map.bin', maps.length) }),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function differences(name: string, found: Inspection, expected: Inspection): string {
  const largest = (a: Float32Array, b: Float32Array) =>
    a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
  const maps =
    found.maps && expected.maps ? `, maps ${largest(found.maps, expected.maps).toExponential(1)}` : '';
  const highest = expected.scores.reduce((a, b) => Math.max(a, b), 0).toFixed(1);
  return `${name}: scores differ by at most ${largest(found.scores, expected.scores).toExponential(1)}${maps}; the highest score is ${highest}`;
}
