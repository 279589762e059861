import { expect, it } from 'vitest';
import { correctLabels } from './correct-labels.ts';
import { sketches } from './sketches.ts';

const { train } = sketches({ train: 40, test: 10 });
const pictureAt = ({ images, channels, height, width }: typeof train, index: number) =>
  images.subarray(index * channels * height * width, (index + 1) * channels * height * width);

it('relabels and leaves out pictures, and nothing else', () => {
  const other = (train.labels[5]! + 1) % 10;
  const changes = new Map([
    [5, other],
    [7, null],
    [9, train.labels[9]!], // the class that it has already
  ]);
  const { train: corrected, corrected: counts } = correctLabels(train, { train: changes });
  expect(counts).toEqual({ relabelled: 1, excluded: 1 });
  const kept = Array.from(train.labels, (_, index) => index).filter((index) => index !== 7);
  expect([...corrected.labels]).toEqual(kept.map((index) => (index === 5 ? other : train.labels[index]!)));
  kept.forEach((index, i) => expect(pictureAt(corrected, i)).toEqual(pictureAt(train, index)));
  expect(corrected.count).toBe(39);
});

it('counts and changes only the pictures that are trained on', () => {
  const allButFirst = Array.from(train.labels, (_, index) => index).slice(1);
  const changes = new Map([
    [0, null],
    [1, null],
    [2, (train.labels[2]! + 1) % 10],
  ]);
  const { train: corrected, corrected: counts } = correctLabels(train, { train: changes }, allButFirst);
  expect(counts).toEqual({ relabelled: 1, excluded: 1 });
  expect(pictureAt(corrected, 1)).toEqual(pictureAt(train, 3));
});

it('leaves the original as it is', () => {
  const before = train.labels.slice();
  correctLabels(train, { train: new Map([[0, (train.labels[0]! + 1) % 10]]) });
  expect(train.labels).toEqual(before);
});

it('refuses to take the last picture of a class', () => {
  const first = Array.from(train.labels.entries()).filter(([, label]) => label === 0);
  const changes = new Map(first.map(([index]) => [index, null]));
  expect(() => correctLabels(train, { train: changes })).toThrow(
    `labels: with these decisions the training pictures have none of '${train.classNames[0]}' left; keep some`,
  );
});
