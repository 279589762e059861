// The losses of folds against the definition, written out.
import { describe, expect, it } from 'vitest';
import { Random } from '../random.ts';
import { FoldLosses } from './fold-losses.ts';

const [count, dimensions, classes] = [7, 3, 2];
const random = new Random(5, 'fold losses');
const values = Float32Array.from({ length: count * dimensions }, () => random.normal());
const labels = Int32Array.of(0, 1, 1, 0, 1, 0, 1);
const data = { features: { count, dimensions, values }, labels, classes };
const folds = [Int32Array.of(0, 4), Int32Array.of(1, 2, 6)];
const size = (dimensions + 1) * classes;
const layers = folds.map(() => Float64Array.from({ length: size }, () => random.normal()));

const score = (layer: Float64Array, row: number, label: number): number =>
  Array.from(
    { length: dimensions },
    (_, i) => values[row * dimensions + i]! * layer[i * classes + label]!,
  ).reduce((sum, product) => sum + product, layer[dimensions * classes + label]!);

/** The mean cross-entropy of all rows but those held out. */
function lossOf(layer: Float64Array, held: Int32Array): number {
  const rows = [...labels.keys()].filter((row) => !held.includes(row));
  const losses = rows.map((row) => {
    const [a, b] = [score(layer, row, 0), score(layer, row, 1)];
    return Math.log(Math.exp(a) + Math.exp(b)) - (labels[row] === 0 ? a : b);
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / rows.length;
}

const opened = () => FoldLosses.open(data, folds, { threads: 1 });

describe('the losses of folds', () => {
  it('are means over the rows outside of the fold, with their gradients', async () => {
    const losses = await opened();
    const found = await losses.searchEach(folds.length, (fold, evaluate) => evaluate(layers[fold]!));
    for (const [fold, { value, gradient }] of found.entries()) {
      expect(value).toBeCloseTo(lossOf(layers[fold]!, folds[fold]!), 5);
      for (let i = 0; i < size; i++) {
        const [up, down] = [1e-4, -1e-4].map((change) =>
          lossOf(
            layers[fold]!.map((weight, j) => (i === j ? weight + change : weight)),
            folds[fold]!,
          ),
        ) as [number, number];
        expect(gradient[i]).toBeCloseTo((up - down) / 2e-4, 5);
      }
    }
    await losses.dispose();
  });

  it('are found for a search that goes on after another one has ended', async () => {
    const losses = await opened();
    const found = await losses.searchEach(folds.length, async (fold, evaluate) => {
      for (let times = 0; times < 3 * fold; times++) await evaluate(layers[0]!);
      return (await evaluate(layers[fold]!)).value;
    });
    found.forEach((value, fold) => expect(value).toBeCloseTo(lossOf(layers[fold]!, folds[fold]!), 5));
    await losses.dispose();
  });

  it('end the other searches if one fails', async () => {
    const losses = await opened();
    const failing = losses.searchEach(folds.length, async (fold, evaluate) => {
      if (fold === 0) throw new Error('no');
      return evaluate(layers[fold]!);
    });
    await expect(failing).rejects.toThrow('no');
    await losses.dispose();
  });

  it('come with the scores of all rows by each layer', async () => {
    const losses = await opened();
    const scores = await losses.scores(layers);
    for (let row = 0; row < count; row++)
      for (let fold = 0; fold < folds.length; fold++)
        for (let label = 0; label < classes; label++)
          expect(scores[(row * folds.length + fold) * classes + label]).toBeCloseTo(
            score(layers[fold]!, row, label),
            5,
          );
    await losses.dispose();
  });
});
