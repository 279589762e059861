// The tables of an audit, cell by cell.
import { expect, it } from 'vitest';
import { subset } from '../../data/dataset.ts';
import { sketches } from '../../data/sketches.ts';
import { auditTables } from './audit-tables.ts';

it('has splits, indices, files and class names; quotes cells if needed, and defuses formulas', () => {
  const { train, test } = sketches({ train: 20, test: 10 });
  const labels = Int32Array.of(0, 3);
  const splits = {
    train: { ...subset(train, [0, 1]), labels, files: ['dress/a, b.png', '=x.png'] },
    test: { ...subset(test, [0]), labels: Int32Array.of(8) },
  };
  const parts = [
    { split: 'train', first: 0, count: 2 },
    { split: 'test', first: 2, count: 1 },
  ] as const;
  const tables = auditTables(
    {
      labelErrors: [{ split: 'train', index: 0, given: 0, suggested: 3, score: 0.75 }],
      nearDuplicates: [{ a: 1, b: 2, distance: 0.125 }],
      outliers: [{ split: 'test', index: 0, score: 0.5 }],
      summary: {
        pictures: 3,
        splits: parts,
        labelSuspects: 1,
        estimatedLabelErrors: 1,
        unlearntClasses: [],
        outOfFoldAccuracy: 0.5,
      },
    },
    splits,
  );
  expect(tables).toEqual({
    'label-errors.csv':
      'split,index,file,given,suggested,score\ntrain,0,"dress/a, b.png",T-shirt/top,Dress,0.75\n',
    'near-duplicates.csv':
      "a,aSplit,aIndex,aFile,b,bSplit,bIndex,bFile,distance\n1,train,1,'=x.png,2,test,0,,0.125\n",
    'outliers.csv': 'split,index,file,class,score\ntest,0,,Bag,0.5\n',
  });
});
