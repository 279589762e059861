// Checks decisions about labels against the data set that they are about.
import { InputError } from '../errors.ts';
import type { Dataset, DataSplits } from './dataset.ts';
import { digestOf, digestOfData } from './digest.ts';
import type { Corrections, DecidedPlace, LabelDecision, LabelsFile } from './labels-file.ts';
import type { Pictures } from './pictures.ts';
import { splitOrder } from './split-words.ts';

/** Identifies a data set by the pictures, labels and classes of all its splits. */
export async function digestOfSplits(splits: DataSplits<Pictures>): Promise<string> {
  const digests = await Promise.all(
    splitOrder.map((name) => (splits[name] ? digestOfData(splits[name]) : Promise.resolve('none'))),
  );
  return digestOf(new TextEncoder().encode(JSON.stringify(digests)));
}

/**
 * Checks that decisions belong to a data set and finds their pictures there.
 *
 * @param owner how errors begin, such as the name of the file
 * @throws InputError if the data set is another one, or naming the first decision whose picture or class it
 *   does not have
 * @example
 * const splits = sketches({ train: 100 });
 * const digest = await digestOfSplits(splits);
 * const file = parseLabels({ labels: 1, data: 'sketches', digest, decisions: [] });
 * (await bindLabels(file, splits)).train.size // 0
 */
export async function bindLabels(
  file: LabelsFile,
  splits: DataSplits<Pictures>,
  owner = 'labels',
): Promise<Corrections> {
  const isOfFiles = splits.train.files !== undefined;
  if (!isOfFiles && file.digest !== (await digestOfSplits(splits)))
    throw new InputError(
      `${owner}: its decisions are about other pictures or labels than those of ${splits.train.name}`,
    );
  const placeOf = isOfFiles ? placesByFile(splits) : placeByIndex;
  const places = file.decisions.map((decision, i) => placeOf(decision, `${owner}: decisions[${i}]`));
  if (places.length > 0 && places.every((place) => !place))
    throw new InputError(`${owner}: none of its photographs are among those of ${splits.train.name}`);
  const train = new Map<number, number | null>();
  const seen = new Set<string>();
  let others = 0;
  file.decisions.forEach((decision, i) => {
    const [place, where] = [places[i], `${owner}: decisions[${i}]`];
    if (!place) return;
    const change = changeOf(decision, splits[place.split], place, where);
    const key = `${place.split} ${place.index}`;
    if (seen.has(key)) throw new InputError(`${where}: there is a decision about this picture already`);
    seen.add(key);
    if (change === undefined) return;
    if (place.split === 'train') train.set(place.index, change);
    else others++;
  });
  return { train, others, places, file };
}

const placeByIndex = ({ split, index }: LabelDecision): DecidedPlace => ({ split, index });

/** Finds photographs by their files: a new share or a new file changes the indices. */
function placesByFile(
  splits: DataSplits<Pictures>,
): (decision: LabelDecision, where: string) => DecidedPlace | undefined {
  const places = new Map<string, DecidedPlace>();
  for (const split of splitOrder)
    splits[split]?.files?.forEach((file, index) => places.set(file, { split, index }));
  return ({ file }, where) => {
    if (file === undefined)
      throw new InputError(`${where}: expected the file of the photograph, got only its index`);
    return places.get(file);
  };
}

/** The new class, null to leave the picture out, or undefined if it stays as it is. */
function changeOf(
  decision: LabelDecision,
  dataset: Dataset<Pictures> | undefined,
  { split, index }: DecidedPlace,
  where: string,
): number | null | undefined {
  if (!dataset || index >= dataset.count)
    throw new InputError(`${where}: there is no picture ${index} in the ${split} split`);
  const { classNames, labels } = dataset;
  const now = classNames[labels[index]!]!;
  if (now !== decision.given)
    throw new InputError(
      `${where}: the picture is labelled '${now}', and was '${decision.given}' when it was looked at`,
    );
  if (decision.decision === 'keep') return undefined;
  if (decision.decision === 'exclude') return null;
  const label = classNames.indexOf(decision.label);
  if (label >= 0) return label;
  throw new InputError(`${where}: expected one of the classes, got '${decision.label}'`);
}
