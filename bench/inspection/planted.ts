// Planted defects on photographs and on drawn textures: each method, and a second implementation of
// PatchCore in Python on the same pixels and the same network (peer.py). Peak memory and times are of the
// same run.
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { evaluateInspector, evaluationIntervals } from '../../src/inspection/evaluate-inspector.ts';
import { openInspector } from '../../src/inspection/inspector.ts';
import { learnInspector } from '../../src/inspection/learn.ts';
import type { MethodName } from '../../src/inspection/methods/names.ts';
import { inspectionThreshold } from '../../src/inspection/threshold.ts';
import { readBackbone } from '../../src/node/foreign/backbone-file.ts';
import { evaluateFolder } from '../../src/node/inspection/evaluate-folder.ts';
import { goodFolder } from '../../src/node/inspection/good-folder.ts';
import { readMask } from '../../src/node/inspection/mask-file.ts';
import { plantFolder } from '../../src/node/inspection/plant-folder.ts';
import { testPieces } from '../../src/node/inspection/test-folder.ts';
import { Random } from '../../src/random.ts';

export interface PlantedOptions {
  readonly backbone: string;
  /** Folders with pictures of good pieces; `textures` draws some. */
  readonly data: readonly string[];
  readonly methods: readonly MethodName[];
  /** Pictures of each kind and strength. */
  readonly each: number;
  readonly falseAlarms: number;
  readonly threads: number;
  /** A Python with numpy, onnx and onnxruntime, for the second implementation. */
  readonly python?: string | undefined;
}

/** The figures of a method on a data set. */
export interface PlantedRow {
  readonly data: string;
  readonly method: string;
  readonly imageAuroc: number;
  readonly pixelAuroc: number | null;
  readonly aupro: number | null;
  /** The share of good pieces above the threshold, and the interval that was promised. */
  readonly falseAlarms?: string;
  readonly learningSeconds: number;
  readonly perSecond: number;
}

/** Only defects of this strength are counted. */
const middleStrength = 3;

/** Measures all methods on all data. */
export async function measurePlanted(
  options: PlantedOptions,
  progress: (line: string) => void,
): Promise<PlantedRow[]> {
  const rows: PlantedRow[] = [];
  for (const name of options.data) {
    const place = await mkdtemp(join(tmpdir(), 'atelier-planted-'));
    try {
      const good = name === 'textures' ? await drawTextures(join(place, 'textures')) : name;
      const out = join(place, 'planted');
      await plantFolder(good, { out, each: options.each, testShare: 0.3, seed: 1 });
      for (const method of options.methods) {
        rows.push(await measureMethod(out, name, method, options));
        progress(plantedTable(rows.slice(-1)));
      }
      if (options.python === undefined) continue;
      rows.push(await measurePeer(out, name, options.python, options));
      progress(plantedTable(rows.slice(-1)));
    } finally {
      await rm(place, { recursive: true });
    }
  }
  return rows;
}

async function measureMethod(
  folder: string,
  data: string,
  method: MethodName,
  { backbone: file, falseAlarms, threads }: PlantedOptions,
): Promise<PlantedRow> {
  const { backbone, normalization, size, channels } = await readBackbone(file);
  const target = { channels, height: size, width: size };
  const { variants } = await goodFolder(join(folder, 'train', 'good'), target);
  const started = performance.now();
  const bytes = await learnInspector({ backbone, normalization, variants, method, falseAlarms, threads });
  const learnt = performance.now();
  const inspector = await openInspector(bytes, method, { threads });
  const { pieces } = await evaluateFolder(inspector, folder, () => undefined);
  const judged = performance.now();
  await inspector.dispose();
  const { card } = inspector;
  const counted = pieces.filter(({ defect, file }) => !defect || file.includes(`strength-${middleStrength}`));
  const [alarms, good] = evaluationIntervals(counted, card.threshold).falseAlarms;
  const { interval } = inspectionThreshold(card.heldBack.scores, falseAlarms);
  return {
    ...{ data, method },
    ...evaluateInspector(counted, card.threshold),
    falseAlarms: `${alarms}/${good} of ${interval.map((share) => `${(100 * share).toFixed(1)} %`).join(' to ')}`,
    learningSeconds: (learnt - started) / 1000,
    perSecond: pieces.length / ((judged - learnt) / 1000),
  };
}

/** The second implementation, on the same pixels: they are handed over as raw bytes. */
async function measurePeer(
  folder: string,
  data: string,
  python: string,
  { backbone: file, threads }: PlantedOptions,
): Promise<PlantedRow> {
  const { size, channels } = await readBackbone(file);
  const target = { channels, height: size, width: size };
  const [train] = (await goodFolder(join(folder, 'train', 'good'), target)).variants;
  const pieces = (await testPieces(folder)).filter(
    ({ defect, file: picture }) => !defect || picture.includes(`strength-${middleStrength}`),
  );
  const tested = (await goodFolder(join(folder, 'test'), target)).variants;
  const files = new Map<string, [variant: number, index: number]>();
  const listed = await testPieces(folder);
  tested.forEach(({ name, count }, variant) => {
    const own = listed.filter(({ defect }) => (defect ?? 'good') === name);
    for (let i = 0; i < count; i++) files.set(own[i]!.file, [variant, i]);
  });
  const read = (picture: string) => {
    const [variant, index] = files.get(picture)!;
    return tested[variant]!.read([index]);
  };
  const images: Uint8Array[] = [];
  for (const { file: picture } of pieces) images.push(await read(picture));
  const masks = await Promise.all(
    pieces.map(async ({ mask, file: picture }) =>
      mask ? readMask(mask, picture, target, 'size') : new Uint8Array(size * size),
    ),
  );
  const all = Array.from({ length: train!.count }, (_, i) => i);
  const place = join(folder, 'peer');
  await writeFile(`${place}-train.bin`, await train!.read(all));
  await writeFile(`${place}-test.bin`, Buffer.concat(images));
  await writeFile(`${place}-masks.bin`, Buffer.concat(masks));
  const script = fileURLToPath(new URL('peer.py', import.meta.url));
  const { stdout, stderr, status } = spawnSync(python, [script, file, place, String(size), String(threads)], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw new Error(stderr);
  return { data, method: 'Python', ...(JSON.parse(stdout) as Omit<PlantedRow, 'data' | 'method'>) };
}

/** Woven textures with a pattern, each a little different. */
async function drawTextures(folder: string, count = 200): Promise<string> {
  const { makeFolder } = await import('../../src/node/files/make-folder.ts');
  await makeFolder(folder);
  const [side, random] = [256, new Random(1, 'textures')];
  for (let piece = 0; piece < count; piece++) {
    const [across, down, light] = [random.between(0, 8), random.between(0, 8), random.between(-8, 8)];
    const pixels = Uint8Array.from({ length: 3 * side * side }, (_, i) => {
      const [y, x, channel] = [Math.floor(i / 3 / side), Math.floor(i / 3) % side, i % 3];
      const weave = 22 * Math.sin((x + across) * 0.8) * Math.sin((y + down) * 0.8);
      const check = Math.floor((x + across) / 32) % 2 === Math.floor((y + down) / 32) % 2 ? 18 : -18;
      return 120 + 20 * channel + light + weave + check + random.between(-6, 6);
    });
    const file = join(folder, `${String(piece).padStart(3, '0')}.png`);
    await sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
      .png()
      .toFile(file);
  }
  return folder;
}

/** The rows as a table. */
export function plantedTable(rows: readonly PlantedRow[]): string {
  const figure = (value: number | null) => (value === null ? '–' : value.toFixed(3)).padStart(8);
  return rows
    .map(
      ({ data, method, imageAuroc, pixelAuroc, aupro, falseAlarms = '', learningSeconds, perSecond }) =>
        `${data.split('/').at(-1)!.padEnd(10)}${method.padEnd(11)}${[imageAuroc, pixelAuroc, aupro].map(figure).join('')}` +
        `  learnt in ${learningSeconds.toFixed(1)} s, ${perSecond.toFixed(1)} judged a second  ${falseAlarms}`,
    )
    .join('\n');
}
