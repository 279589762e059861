import { expect, it } from 'vitest';
import { differingPictures } from './differing-sheet.ts';

// Five pictures of class 0 or 1; a row of probabilities for each.
const predictions = {
  labels: [0, 0, 0, 1, 1],
  probabilitiesA: [
    [0.9, 0.1],
    [0.6, 0.4],
    [0.2, 0.8],
    [0.3, 0.7],
    [0.8, 0.2],
  ].flat(),
  probabilitiesB: [
    [0.4, 0.6],
    [0.1, 0.9],
    [0.3, 0.7],
    [0.2, 0.8],
    [0.1, 0.9],
  ].flat(),
  classNames: ['cat', 'dog'],
};

it('takes the pictures that only one model recognises, the widest apart first', () => {
  // The gaps at the true class: picture 0 has 0.5, picture 1 has 0.5, picture 4 has 0.7; 2 and 3 are alike.
  expect(differingPictures(predictions, 9)).toEqual([
    { index: 0, label: 0, a: 0, b: 1, certainty: [0.9, 0.6] },
    { index: 1, label: 0, a: 0, b: 1, certainty: [0.6, 0.9] },
    { index: 4, label: 1, a: 0, b: 1, certainty: [0.8, 0.9] },
  ]);
});

it('takes at most so many of each model', () =>
  expect(differingPictures(predictions, 1).map(({ index }) => index)).toEqual([0, 4]));
