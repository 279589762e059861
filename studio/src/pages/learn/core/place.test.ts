import { describe, expect, it } from 'vitest';
import { chapterBeside, chapterOf, chapters, stageFor } from './chapters.ts';
import { movedCell, placeOf, searchFor } from './place.ts';
import type { Stage } from './plain-network.ts';
import { readLearnSearch } from './search.ts';

const sliding = { size: [3, 3], strides: [1, 1], dilations: [1, 1], before: [0, 0] } as const;
const stages: readonly Stage[] = [
  { id: 'picture', kind: 'picture', type: 'picture', shape: [1, 8, 8] },
  { id: 'conv2d', kind: 'convolution', type: 'conv2d', shape: [4, 6, 6], sliding },
  { id: 'conv2d/relu', kind: 'activation', type: 'relu', shape: [4, 6, 6] },
  { id: 'conv2d_1', kind: 'convolution', type: 'conv2d', shape: [2, 4, 4], sliding },
  { id: 'flatten', kind: 'flatten', type: 'flatten', shape: [32] },
  { id: 'dense', kind: 'dense', type: 'dense', shape: [5] },
  { id: 'dense_1', kind: 'dense', type: 'dense', shape: [3] },
];

describe('the chapters', () => {
  it('show the first stage of their kind, and the last dense layer', () => {
    expect(stageFor('convolution', stages).id).toBe('conv2d');
    expect(stageFor('dense', stages).id).toBe('dense_1');
    expect(stageFor('gradient', stages).id).toBe('conv2d');
  });

  it('show the chosen stage if it fits', () => {
    expect(stageFor('convolution', stages, 'conv2d_1').id).toBe('conv2d_1');
    expect(stageFor('convolution', stages, 'dense').id).toBe('conv2d');
    expect(stageFor('gradient', stages, 'conv2d/relu').id).toBe('conv2d/relu');
    expect(stageFor('softmax', stages, 'dense').id).toBe('dense_1'); // the scores, always
  });

  it('explain every stage, and follow each other', () => {
    for (const stage of stages)
      expect(stageFor(chapterOf(stage), stages, stage.id).kind).toBe(
        stage.kind === 'flatten' ? 'dense' : stage.kind,
      );
    expect(chapterBeside('pixels', -1)).toBeUndefined();
    expect(chapterBeside('step', 1)).toBeUndefined();
    expect(chapters.slice(0, -1).map((chapter) => chapterBeside(chapter, 1))).toEqual(chapters.slice(1));
  });
});

describe('a place', () => {
  it('stays within the network, whatever the address says', () => {
    const place = placeOf(
      { chapter: 'convolution', stage: 'conv2d', map: 99, at: '7,99', from: 9, weight: 50 },
      stages,
    );
    expect(place).toMatchObject({ map: 3, row: 5, column: 5, from: 0, weight: 8 });
    expect(place.source.id).toBe('picture');
  });

  it('begins in the middle', () => {
    expect(placeOf({ chapter: 'convolution' }, stages)).toMatchObject({ row: 3, column: 3, weight: 4 });
  });

  it('can be addressed', () => {
    const search = searchFor(stages[3]!, 1);
    expect(placeOf(search, stages)).toMatchObject({ chapter: 'convolution', map: 1 });
    expect(placeOf(search, stages).stage).toBe(stages[3]);
  });
});

describe('the address', () => {
  it('keeps what is valid and drops the rest', () => {
    const search = { chapter: 'dense', model: 'first', picture: 3, map: 2, at: '4,5', label: 1 };
    expect(readLearnSearch(search)).toEqual({ ...search, picture: '3' });
    const wrong = { chapter: 'magic', map: -1, at: '4', label: 1.5, stage: '', other: 1, weight: '3' };
    expect(readLearnSearch(wrong)).toEqual({});
  });
});

describe('arrow keys', () => {
  it.each([
    ['ArrowUp', [1, 1], [0, 1]],
    ['ArrowUp', [0, 1], [0, 1]],
    ['ArrowRight', [1, 3], [1, 3]],
    ['Home', [2, 3], [2, 0]],
    ['PageDown', [0, 2], [2, 2]],
  ] as const)('%s moves from %j to %j', (key, from, to) => {
    expect(movedCell(key, from, [3, 4])).toEqual(to);
  });

  it('other keys do nothing', () => {
    expect(movedCell('a', [0, 0], [3, 3])).toBeUndefined();
  });
});
