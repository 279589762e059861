// Writes the findings of an audit as tables of comma-separated values, for a spreadsheet. Each list has file
// names if the pictures are files.
import type { Audit } from '../../audit/audit.ts';
import { placeIn, type Place } from '../../audit/pooled-splits.ts';
import type { DataSplits } from '../../data/dataset.ts';
import type { Pictures } from '../../data/pictures.ts';
import { csvTable } from '../../data/write-csv.ts';

/** The tables by file name. */
export function auditTables(audit: Audit, splits: DataSplits<Pictures>): Record<string, string> {
  const { classNames } = splits.train;
  const name = (label: number) => classNames[label]!;
  const file = ({ split, index }: Place) => splits[split]?.files?.[index] ?? '';
  const place = (found: Place) => [found.split, found.index, file(found)];
  const pairOf = (number: number) => [number, ...place(placeIn(audit.summary.splits, number))];
  return {
    'label-errors.csv': csvTable(
      ['split', 'index', 'file', 'given', 'suggested', 'score'],
      audit.labelErrors.map((e) => [...place(e), name(e.given), name(e.suggested), e.score]),
    ),
    'near-duplicates.csv': csvTable(
      ['a', 'aSplit', 'aIndex', 'aFile', 'b', 'bSplit', 'bIndex', 'bFile', 'distance'],
      audit.nearDuplicates.map(({ a, b, distance }) => [...pairOf(a), ...pairOf(b), distance]),
    ),
    'outliers.csv': csvTable(
      ['split', 'index', 'file', 'class', 'score'],
      audit.outliers.map((o) => [...place(o), name(splits[o.split]!.labels[o.index]!), o.score]),
    ),
  };
}
