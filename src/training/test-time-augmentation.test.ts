// A classifier with test-time augmentation, against predictions of each view by itself.
import { describe, expect, it } from 'vitest';
import type { ViewName } from '../data/augmentation/views.ts';
import { InputError } from '../errors.ts';
import { ensemble } from '../nn/ensemble.ts';
import { meanOfRows, randomPictures, side, smallClassifier } from '../nn/testing/small-classifiers.ts';
import { withTestTimeAugmentation } from './test-time-augmentation.ts';

/** Each pixel from another place of its picture; black where there is none. */
const moved = (images: Uint8Array, source: (x: number, y: number) => [x: number, y: number]): Uint8Array =>
  images.map((_, i) => {
    const [x, y] = source(i % side, Math.floor(i / side) % side);
    const isInside = x >= 0 && x < side && y >= 0 && y < side;
    return isInside ? images[Math.floor(i / side ** 2) * side ** 2 + y * side + x]! : 0;
  });

const images = randomPictures(150); // more than a batch
const mirrored = moved(images, (x, y) => [side - 1 - x, y]);
const shifted = [
  moved(images, (x, y) => [x - 1, y]),
  moved(images, (x, y) => [x + 1, y]),
  moved(images, (x, y) => [x, y - 1]),
  moved(images, (x, y) => [x, y + 1]),
];

describe.each<[ViewName[], Uint8Array[]]>([
  [['flip'], [images, mirrored]],
  [['shift'], [images, ...shifted]],
  [
    ['flip', 'shift'],
    [images, mirrored, ...shifted],
  ],
])('with %j', (names, views) => {
  it('predicts the mean over the views', async () => {
    const classifier = await smallClassifier(1);
    const apart = await Promise.all(views.map((view) => classifier.predict(view)));
    const found = await withTestTimeAugmentation(classifier, names).predict(images);
    expect(found).toHaveLength(150 * 4);
    found.forEach((value, i) => expect(value).toBeCloseTo(meanOfRows(apart, i), 6));
  });
});

it('predicts the same for a picture and its mirror image', async () => {
  const classifier = withTestTimeAugmentation(await smallClassifier(1), ['flip']);
  const [one, other] = [await classifier.predict(images), await classifier.predict(mirrored)];
  one.forEach((value, i) => expect(other[i]).toBeCloseTo(value, 6));
});

it('applies to each member of an ensemble', async () => {
  const members = await Promise.all([1, 2].map((seed) => smallClassifier(seed)));
  const over = await withTestTimeAugmentation(ensemble(members), ['flip']).predict(images);
  const within = await ensemble(members.map((one) => withTestTimeAugmentation(one, ['flip']))).predict(
    images,
  );
  over.forEach((value, i) => expect(within[i]).toBeCloseTo(value, 6));
});

it('refuses unknown views', async () => {
  const classifier = await smallClassifier(1);
  expect(() => withTestTimeAugmentation(classifier, [])).toThrow(InputError);
  expect(() => withTestTimeAugmentation(classifier, ['turn' as ViewName])).toThrow(/got 'turn'$/);
});
