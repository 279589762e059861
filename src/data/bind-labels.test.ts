import { describe, expect, it } from 'vitest';
import { bindLabels, digestOfSplits } from './bind-labels.ts';
import type { DataSplits } from './dataset.ts';
import type { LabelDecision, LabelsFile } from './labels-file.ts';

const classNames = ['hat', 'bag', 'shoe'];
const dataset = (labels: number[], files?: string[]) => ({
  ...{ name: 'tiny', classNames, channels: 1, height: 1, width: 1, count: labels.length },
  images: Uint8Array.from(labels, (label) => 10 * label),
  labels: Int32Array.from(labels),
  ...(files && { files }),
});
const pixels: DataSplits = { train: dataset([0, 1, 2, 0]), test: dataset([2, 1]) };
const photographs: DataSplits = { train: dataset([0, 1], ['a.jpg', 'b.jpg']), test: dataset([2], ['c.jpg']) };

const about = async (splits: DataSplits, decisions: LabelDecision[]): Promise<LabelsFile> => ({
  ...{ labels: 1, data: 'tiny', decisions },
  ...(!splits.train.files && { digest: await digestOfSplits(splits) }),
});
const bind = async (splits: DataSplits, ...decisions: LabelDecision[]) =>
  bindLabels(await about(splits, decisions), splits, 'l.json');

describe('decisions about pixel data', () => {
  it('name pictures by split and index', async () => {
    const { train, others } = await bind(
      pixels,
      { split: 'train', index: 1, given: 'bag', decision: 'relabel', label: 'shoe' },
      { split: 'train', index: 3, given: 'hat', decision: 'exclude' },
      { split: 'train', index: 2, given: 'shoe', decision: 'keep' },
      { split: 'test', index: 0, given: 'shoe', decision: 'exclude' },
      { split: 'test', index: 1, given: 'bag', decision: 'keep' },
    );
    expect([...train]).toEqual([
      [1, 2],
      [3, null],
    ]);
    expect(others).toBe(1);
  });

  it.each([
    ['a pixel', { ...pixels.train, images: Uint8Array.of(0, 10, 20, 1) }],
    ['a label', { ...pixels.train, labels: Int32Array.of(0, 1, 2, 1) }],
    ['a name', { ...pixels.train, classNames: ['hat', 'bag', 'boot'] }],
  ])('are refused for data that differ in %s', async (_, train) => {
    const file = await about(pixels, []);
    await expect(bindLabels(file, { ...pixels, train }, 'l.json')).rejects.toThrow(
      'l.json: its decisions are about other pictures or labels than those of tiny',
    );
  });

  it('are refused for data with another test split, or without a digest', async () => {
    const file = await about(pixels, []);
    await expect(bindLabels(file, { train: pixels.train })).rejects.toThrow('other pictures');
    await expect(bindLabels({ ...file, digest: undefined }, pixels)).rejects.toThrow('other pictures');
  });

  const keep = { split: 'train', index: 0, given: 'hat', decision: 'keep' } as const;
  it.each<[string, LabelDecision[]]>([
    ['decisions[1]: there is a decision about this picture already', [keep, keep]],
    ['decisions[0]: there is no picture 4 in the train split', [{ ...keep, index: 4 }]],
    ['decisions[0]: there is no picture 0 in the validation split', [{ ...keep, split: 'validation' }]],
    ["labelled 'hat', and was 'bag' when it was looked at", [{ ...keep, given: 'bag' }]],
    ["expected one of the classes, got 'sock'", [{ ...keep, decision: 'relabel', label: 'sock' }]],
  ])('are refused: %s', async (message, decisions) => {
    await expect(bind(pixels, ...decisions)).rejects.toThrow(message);
  });
});

describe('decisions about photographs', () => {
  const exclude = { split: 'train', index: 0, given: 'bag', decision: 'exclude' } as const;

  it('find pictures by their files, wherever these are now', async () => {
    const { train } = await bind(photographs, { ...exclude, file: 'b.jpg' });
    expect([...train]).toEqual([[1, null]]);
    const moved = await bind(photographs, { ...exclude, given: 'shoe', file: 'c.jpg' });
    expect([moved.train.size, moved.others]).toEqual([0, 1]);
  });

  it('of photographs that are gone are counted, and refused if there are no others', async () => {
    const gone = { ...exclude, file: 'z.jpg' };
    const { places, train } = await bind(photographs, gone, { ...exclude, file: 'b.jpg' });
    expect(places).toEqual([undefined, { split: 'train', index: 1 }]);
    expect(train.size).toBe(1);
    await expect(bind(photographs, gone)).rejects.toThrow('l.json: none of its photographs are among those');
  });

  it('are refused without a file', async () => {
    await expect(bind(photographs, exclude)).rejects.toThrow('expected the file of the photograph');
  });
});
