// Deletion and insertion of a model whose probability is known for any set of pixels.
import { describe, expect, it } from 'vitest';
import { faithfulness, randomMaps } from './faithfulness.ts';
import { linear, toyExplainer } from './testing/toy-models.ts';

/**
 * Logits z and -z, so that the probability of the first is σ(2z): z is 1 a pixel of 100 in the first half of
 * 4×4, less 4.
 */
const size = [1, 4, 4] as const;
const weights = Array.from({ length: 16 }, (_, i) => (i < 8 ? 0.01 : 0));
const explainer = toyExplainer(size, linear(weights));
const picture = new Float32Array(16).fill(100);
const targets = Int32Array.of(0);
const probability = (counted: number) => 1 / (1 + Math.exp(-2 * counted));

const mapOf = (rank: (place: number) => number) => Float32Array.from({ length: 16 }, (_, i) => rank(i));

describe('deletion', () => {
  it('of the important pixels first falls at once, of the others first at the end', async () => {
    const best = { maps: mapOf((i) => -i), targets };
    const worst = { maps: mapOf((i) => i), targets };
    const curve = async (of: typeof best) =>
      (await faithfulness(explainer, picture, of, { steps: 16 })).deletion;
    const counted = Array.from({ length: 17 }, (_, gone) => Math.max(0, 8 - gone));
    const expected = counted.map(probability);
    const [found, opposite] = [await curve(best), await curve(worst)];
    found.probabilities.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 5));
    const late = Array.from({ length: 17 }, (_, gone) => probability(Math.min(8, 16 - gone)));
    opposite.probabilities.forEach((value, i) => expect(value).toBeCloseTo(late[i]!, 5));
    // σ of 16, 14, ... 0 and eight times more of 0: 12.35995, less half of both ends, over 16 steps.
    expect(found.area).toBeCloseTo(0.7256219, 6);
    expect(opposite.area).toBeCloseTo(0.9756218, 6);
  });

  it('has the area under the curve by trapezoids', async () => {
    // Of none, half and all of the pixels: probabilities 1, 1/2 and 1/2, so trapezoids of 3/8 and 1/4.
    const { deletion } = await faithfulness(
      explainer,
      picture,
      { maps: mapOf((i) => -i), targets },
      { steps: 2 },
    );
    expect(deletion.area).toBeCloseTo(0.625, 6);
  });

  it('removes several pixels in a step, and averages over pictures', async () => {
    const maps = Float32Array.from({ length: 32 }, (_, i) => (i < 16 ? -i : i));
    const two = Float32Array.from({ length: 32 }, () => 100);
    const both = { maps, targets: Int32Array.of(0, 0) };
    const { deletion, shares } = await faithfulness(explainer, two, both, { steps: 2 });
    expect(shares).toEqual([0, 0.5, 1]);
    const means = [probability(8), (probability(0) + probability(8)) / 2, probability(0)];
    deletion.probabilities.forEach((value, i) => expect(value).toBeCloseTo(means[i]!, 5));
  });
});

it('insertion begins with the blurred picture, and ends with the picture', async () => {
  const edge = mapOf((i) => (i % 4 < 2 ? 100 : 0)); // blurred, the first half of its pixels keeps half its sum
  const { insertion } = await faithfulness(
    explainer,
    edge,
    { maps: mapOf((i) => -i), targets },
    { steps: 16 },
  );
  expect(insertion.probabilities.at(0)).toBeCloseTo(probability(4), 3);
  expect(insertion.probabilities.at(-1)).toBeCloseTo(probability(4), 5);
});

it('random maps depend on the seed only, and not on places', () => {
  const [a, b, c] = [randomMaps(2, explainer), randomMaps(2, explainer), randomMaps(2, explainer, 5)];
  expect(a).toEqual(b);
  expect(a).not.toEqual(c);
  expect(a).toHaveLength(32);
});
