// Inspectors of drawn pieces, from learning to judging.
import { beforeAll, describe, expect, it } from 'vitest';
import { openModel } from '../engine/runtime/program.ts';
import { InputError } from '../errors.ts';
import { acceptPieces } from './accept.ts';
import { variantOf } from './good-pieces.ts';
import { decodeInspectorCard } from './inspector-file.ts';
import { openInspector, type Inspection } from './inspector.ts';
import { learnInspector, type LearnOptions } from './learn.ts';
import { partedPieces } from './piece-parts.ts';
import { inspectionThreshold } from './threshold.ts';
import { imageSize, side, smallBackbone } from './testing/backbone.ts';
import { drawPieces, stained } from './testing/pieces.ts';

const small = smallBackbone();
const good = drawPieces(40, 1);
const others = drawPieces(20, 2);
const corner = [6, 9] as const;

const learn = (options: Partial<LearnOptions> = {}) =>
  learnInspector({
    ...small,
    ...{ variants: [variantOf(good, imageSize)], falseAlarms: 0.1, bankSize: 300, threads: 1 },
    ...options,
  });

async function inspect(bytes: Uint8Array, images: Uint8Array): Promise<Inspection> {
  const inspector = await openInspector(bytes, 'test', { threads: 1 });
  return inspector.inspect(images).finally(() => inspector.dispose());
}

const lowest = (values: ArrayLike<number>) => Math.min(...Array.from(values));
const highest = (values: ArrayLike<number>) => Math.max(...Array.from(values));

/** The row and column of the largest value of the first map. */
function peakOf({ maps }: Inspection): [row: number, column: number] {
  const map = maps!.subarray(0, imageSize);
  const at = map.indexOf(highest(map));
  return [Math.floor(at / side), at % side];
}

describe.each(['patchcore', 'padim', 'knn'] as const)('an inspector by %s', (method) => {
  let bytes: Uint8Array;
  beforeAll(async () => {
    bytes = await learn({ method });
  });

  it('finds all pieces with a stain more unlike good ones than other good ones', async () => {
    const [own, bad] = [await inspect(bytes, others), await inspect(bytes, stained(others, corner))];
    expect(lowest(bad.scores)).toBeGreaterThan(highest(own.scores));
  });

  it('is the same bytes again', async () => {
    expect(await learn({ method })).toEqual(bytes);
  });

  it('is the judge of its held-back part, so that its scores are like those of the threshold', async () => {
    const { parts } = partedPieces(variantOf(good, imageSize), 1);
    const { scores } = await inspect(bytes, good);
    const heldBack = decodeInspectorCard(bytes, 'test').heldBack.scores;
    const own = parts.map((indices) => indices.filter((i) => scores[i] === heldBack[i]).length);
    expect(own).toEqual([parts[0]!.length, ...new Array<number>(9).fill(0)]);
  });

  it('keeps about the rate of false alarms that was asked for', async () => {
    const inspector = await openInspector(bytes, 'test', { threads: 1 });
    const { threshold, heldBack } = inspector.card;
    const { scores } = await inspector.inspect(drawPieces(200, 3));
    await inspector.dispose();
    expect(heldBack.scores.filter((score) => score > threshold)).toHaveLength(3); // 4.1 of 41 at most, less the one to come
    const share = scores.filter((score) => score > threshold).length / 200;
    const { interval } = inspectionThreshold(heldBack.scores, 0.1);
    const noise = 2 * Math.sqrt((0.1 * 0.9) / 200); // of so many pieces
    expect(share).toBeGreaterThan(interval[0] - noise);
    expect(share).toBeLessThan(interval[1] + noise);
  });

  it('is a plain ONNX model from bytes to a score', async () => {
    const program = await openModel(bytes, { threads: 1 });
    const { score } = await program.run({ image: others });
    await program.dispose();
    expect(score).toEqual((await inspect(bytes, others)).scores);
  });
});

describe('maps', () => {
  it.each(['patchcore', 'padim'] as const)('are largest at the stain: %s', async (method) => {
    const [row, column] = peakOf(await inspect(await learn({ method }), stained(others, corner)));
    expect(Math.hypot(row - corner[0] - 1.5, column - corner[1] - 1.5)).toBeLessThan(4);
  });

  it('are largest at the stain in the mean of pieces where whole pictures are compared', async () => {
    const { scores, maps } = await inspect(await learn({ method: 'knn' }), stained(others, corner));
    const sums = new Float32Array(imageSize);
    maps!.forEach((value, i) => (sums[i % imageSize]! += value));
    const [row, column] = peakOf({ scores, maps: sums });
    expect(Math.hypot(row - corner[0] - 1.5, column - corner[1] - 1.5)).toBeLessThan(4);
  });
});

describe('learnInspector', () => {
  it('does not look outside of the region', async () => {
    const region = new Uint8Array(imageSize).fill(1);
    for (let y = 0; y < 14; y++) region.fill(0, y * side, y * side + side);
    const bytes = await learn({ region });
    const { maps } = await inspect(bytes, stained(others, corner));
    const above = maps!.filter((_, i) => !region[i % imageSize]);
    expect(highest(above)).toBe(0);
    expect(highest(maps!)).toBeGreaterThan(0);
  });

  it('undoes shifts, and says where in the picture as it is', async () => {
    const [plain, aligned] = [await learn(), await learn({ alignment: 4 })];
    const moved = drawPieces(20, 2, { shift: [3, -2] });
    const [before, after] = [await inspect(plain, moved), await inspect(aligned, moved)];
    const still = await inspect(aligned, others);
    expect(lowest(before.scores)).toBeGreaterThan(highest(still.scores));
    after.scores.forEach((score, i) => expect(score).toBeLessThan(before.scores[i]!));
    expect(highest(after.scores)).toBeLessThan(1.2 * highest(still.scores));
    const [row, column] = peakOf(await inspect(aligned, stained(moved, [9, 7])));
    expect(Math.hypot(row - 10.5, column - 8.5)).toBeLessThan(4);
  });

  it('judges a piece by the variant that it is most like', async () => {
    const dark = { grey: 120 };
    const variants = [
      variantOf(good, imageSize, 'light'),
      variantOf(drawPieces(40, 4, dark), imageSize, 'dark'),
    ];
    const [one, both] = [await learn(), await learn({ variants })];
    const pieces = drawPieces(20, 5, dark);
    const [unknown, known] = [await inspect(one, pieces), await inspect(both, pieces)];
    expect(highest(known.scores)).toBeLessThan(0.5 * lowest(unknown.scores));
    const bad = await inspect(both, stained(pieces, corner));
    expect(lowest(bad.scores)).toBeGreaterThan(highest(known.scores));
    const [row, column] = peakOf(bad);
    expect(Math.hypot(row - corner[0] - 1.5, column - corner[1] - 1.5)).toBeLessThan(4);
  });

  it('tells its progress', async () => {
    const told: number[] = [];
    await learn({ onProgress: (done, all) => told.push(done / all) });
    expect(told.at(-1)).toBe(1);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
  });

  it.each<[string, Partial<LearnOptions>, string]>([
    [
      'three pieces',
      { variants: [variantOf(good.subarray(0, 3 * imageSize), imageSize)] },
      'at least 10 good pieces, got 3',
    ],
    [
      'one picture a hundred times',
      {
        variants: [
          {
            name: 'x',
            count: 100,
            read: (indices) => Promise.resolve(new Uint8Array(indices.length * imageSize)),
          },
        ],
      },
      'at least 10 different pieces of the variant x, got 1',
    ],
    ['no variants', { variants: [] }, 'expected good pieces, got none'],
    ['a rate of 1', { falseAlarms: 1 }, 'falseAlarms: expected a share between 0 and 1, got 1'],
    ['an empty bank', { bankSize: 0 }, 'bankSize: expected a whole number of 1 or more, got 0'],
    ['too little memory', { memoryLimit: 1000 }, 'learning would take about 2 MiB beside the network'],
    [
      'a region for whole pictures',
      { method: 'knn', region: new Uint8Array(imageSize).fill(1) },
      'region: knn',
    ],
    ['a black region', { region: new Uint8Array(imageSize) }, 'region: expected a mask with white pixels'],
    ['a region of another size', { region: new Uint8Array(3) }, 'region: expected 28 × 28 pixels, got 3'],
  ])('refuses %s', async (_, options, message) => {
    await expect(learn(options)).rejects.toThrow(InputError);
    await expect(learn(options)).rejects.toThrow(message);
  });

  it('needs no memory for a bank that is larger than what there is to keep', async () => {
    const variants = [variantOf(drawPieces(10, 4), imageSize)];
    const bytes = await learn({ variants, bankSize: 1e9, memoryLimit: 2 ** 25 });
    const { scores } = await inspect(bytes, drawPieces(10, 4));
    expect(scores.filter((score) => score < 1e-3)).toHaveLength(9); // it knows every place of nine
  });
});

describe('acceptPieces', () => {
  const dark = drawPieces(12, 6, { grey: 120 });

  it.each(['patchcore', 'knn'] as const)(
    'makes pieces that were accepted good, and others like them: %s',
    async (method) => {
      const bytes = await learn({ method });
      const grown = await acceptPieces(bytes, dark.subarray(0, 6 * imageSize), { threads: 1 });
      const { threshold } = decodeInspectorCard(bytes, 'test');
      const [before, after] = [await inspect(bytes, dark), await inspect(grown, dark)];
      expect(lowest(before.scores)).toBeGreaterThan(threshold);
      expect(highest(after.scores.subarray(0, 6))).toBeLessThan(threshold);
      expect(highest(after.scores)).toBeLessThan(0.5 * lowest(before.scores));
      expect(decodeInspectorCard(grown, 'test').variants).toEqual([{ name: '', pieces: 40, accepted: 6 }]);
      const stains = await inspect(grown, stained(dark, corner));
      expect(lowest(stains.scores)).toBeGreaterThan(highest(after.scores));
    },
  );

  it('keeps the judgement of pieces that it knows, the region and the other variants', async () => {
    const region = new Uint8Array(imageSize).fill(1, 14 * side);
    const variants = [
      variantOf(good, imageSize, 'light'),
      variantOf(drawPieces(40, 4, { grey: 120 }), imageSize, 'dark'),
    ];
    const bytes = await learn({ variants, region });
    const grown = await acceptPieces(bytes, dark, { threads: 1 });
    const [before, after] = [await inspect(bytes, others), await inspect(grown, others)];
    after.scores.forEach((score, i) => expect(score).toBeCloseTo(before.scores[i]!, 4));
    expect(after.maps!.filter((_, i) => !region[i % imageSize]).every((value) => value === 0)).toBe(true);
    expect(decodeInspectorCard(grown, 'test').variants.map(({ accepted }) => accepted)).toEqual([0, 12]);
  });

  it('moves the distributions of padim towards pieces that were accepted, in their variant alone', async () => {
    const variants = [
      variantOf(good, imageSize, 'light'),
      variantOf(drawPieces(40, 4, { grey: 120 }), imageSize, 'dark'),
    ];
    const bytes = await learn({ method: 'padim', variants });
    const darker = drawPieces(20, 6, { grey: 95 });
    const grown = await acceptPieces(bytes, darker.subarray(0, 10 * imageSize), { threads: 1 });
    const [before, after] = [await inspect(bytes, darker), await inspect(grown, darker)];
    // Those that were accepted, and ten others like them.
    after.scores.forEach((score, i) => expect(score).toBeLessThan(0.75 * before.scores[i]!));
    const stains = await inspect(grown, stained(darker, corner));
    expect(lowest(stains.scores)).toBeGreaterThan(highest(after.scores));
    expect((await inspect(grown, others)).scores).toEqual((await inspect(bytes, others)).scores);
    expect(decodeInspectorCard(grown, 'test').variants.map(({ accepted }) => accepted)).toEqual([0, 10]);
    expect(Math.abs(grown.length - bytes.length)).toBeLessThan(200); // names and digits
  });

  it('refuses other models', async () => {
    await expect(acceptPieces(new Uint8Array(3), dark, { source: 'x' })).rejects.toThrow(
      'x: not an ONNX model',
    );
  });
});
