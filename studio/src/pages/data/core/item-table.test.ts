import { expect, it } from 'vitest';
import { augmentedSheet } from './augmented-sheet.ts';
import { classesCsv, itemsCsv } from './item-table.ts';
import { decisionMap } from './items.ts';

const classNames = ['hat', 'bag'];
const place = (index: number) => ({ split: 'train' as const, index });
const decisions = decisionMap([
  { place: place(1), decided: { decision: 'relabel', label: 1 } },
  { place: place(2), decided: { decision: 'keep' } },
]);

it('pictures have their decisions', () => {
  const items = [0, 1, 2].map((index) => ({ ...place(index), label: 0, file: `${index}.png` }));
  expect(itemsCsv(items, classNames, decisions)).toBe(
    'split,index,file,class,decision,decided class\n' +
      'train,0,0.png,hat,,\ntrain,1,1.png,hat,relabel,bag\ntrain,2,2.png,hat,keep,\n',
  );
});

it('findings also have what the audit says', () => {
  const items = [
    { ...place(0), label: 0, suggested: 1, score: 0.5 },
    { ...place(1), label: 1, twin: place(7), score: 0.25 },
  ];
  expect(itemsCsv(items, classNames, decisions)).toBe(
    'split,index,file,class,suggested,score,twin split,twin index,decision,decided class\n' +
      'train,0,,hat,bag,0.5,,,,\ntrain,1,,bag,,0.25,train,7,relabel,bag\n',
  );
});

it('classes have their numbers of pictures', () =>
  expect(classesCsv(classNames, [3])).toBe('class,pictures\nhat,3\nbag,0\n'));

it('augmented pictures stand in a line after the one that they are made of', () => {
  const shape = { channels: 1, height: 1, width: 1 };
  const { width, height, data } = augmentedSheet([Uint8Array.of(9), Uint8Array.of(200)], shape, {}, 1);
  // Eight pixels and the gaps between them; two lines and the gap.
  expect([width, height]).toEqual([15, 3]);
  expect([data[0], data[4 * 14], data[4 * 2 * 15]]).toEqual([9, 9, 200]);
});
