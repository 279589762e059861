// The findings of an audit as text and short tables. The files of `--out` have the complete lists.
import type { Audit } from '../../audit/audit.ts';
import { placeIn, type Place } from '../../audit/pooled-splits.ts';
import type { DataSplits } from '../../data/dataset.ts';
import type { Pictures } from '../../data/pictures.ts';
import { firstFew } from '../../few-words.ts';
import { counted, percent } from '../../number-words.ts';
import { oneLine } from '../terminal/output.ts';
import { alignColumns } from '../terminal/table.ts';

const shown = 10;

export function describeAudit(audit: Audit, splits: DataSplits<Pictures>): string {
  const { pictures, splits: parts } = audit.summary;
  const counts = parts.map(({ split, count }) => `${split} ${count.toLocaleString('en')}`).join(', ');
  return [
    `${splits.train.name}: ${pictures.toLocaleString('en')} pictures (${counts})`,
    describeLabelErrors(audit, splits),
    describeDuplicates(audit, splits),
    describeOutliers(audit, splits),
  ].join('\n\n');
}

function describeLabelErrors({ labelErrors, summary }: Audit, splits: DataSplits<Pictures>): string {
  const name = (label: number) => splits.train.classNames[label]!;
  const { labelSuspects, estimatedLabelErrors, outOfFoldAccuracy, unlearntClasses } = summary;
  return [
    `likely label errors: ${labelSuspects.toLocaleString('en')} suspects; confident learning estimates about ${estimatedLabelErrors.toLocaleString('en')} wrong labels`,
    `(networks agree with the labels of ${percent(outOfFoldAccuracy)} of the pictures that they were not trained on)`,
    ...describeUnlearnt(unlearntClasses, name),
    table(
      ['picture', 'given', 'suggested', 'score'],
      labelErrors.map((e) => [nameOf(e, splits), name(e.given), name(e.suggested), e.score.toFixed(4)]),
    ),
  ].join('\n');
}

function describeUnlearnt(
  classes: Audit['summary']['unlearntClasses'],
  name: (label: number) => string,
): string[] {
  if (classes.length === 0) return [];
  const some = classes.map(({ label, count }) => `${oneLine(name(label))} (${counted(count, 'picture')})`);
  return [`(labels not checked, too few pictures to learn the class: ${firstFew(some, shown)})`];
}

function describeDuplicates({ nearDuplicates, summary }: Audit, splits: DataSplits<Pictures>): string {
  const place = (number: number) => placeIn(summary.splits, number);
  const across = nearDuplicates.filter(({ a, b }) => place(a).split !== place(b).split).length;
  return [
    `near-duplicates: the ${nearDuplicates.length.toLocaleString('en')} nearest pairs, ${across.toLocaleString('en')} of them across splits`,
    table(
      ['picture', 'and', 'distance'],
      nearDuplicates.map(({ a, b, distance }) => [
        nameOf(place(a), splits),
        nameOf(place(b), splits),
        distance.toFixed(4),
      ]),
    ),
  ].join('\n');
}

function describeOutliers({ outliers }: Audit, splits: DataSplits<Pictures>): string {
  const className = ({ split, index }: Place) => splits.train.classNames[splits[split]!.labels[index]!]!;
  return [
    'outliers, by distance to their nearest neighbours',
    table(
      ['picture', 'class', 'score'],
      outliers.map((o) => [nameOf(o, splits), className(o), o.score.toFixed(4)]),
    ),
  ].join('\n');
}

const nameOf = ({ split, index }: Place, splits: DataSplits<Pictures>): string =>
  oneLine([split, index, splits[split]!.files?.[index] ?? ''].join(' '));

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return 'none';
  return alignColumns([header, ...rows.slice(0, shown)], header.length - 1);
}
