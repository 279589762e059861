// What a form of data is: IDX files, a folder for each class, a table and so on. Each form has a file here
// and recognises itself in what lies at a place; ../recognise.ts asks them one after the other.
import type { DataSplits } from '../../../data/dataset.ts';
import type { InputError } from '../../../errors.ts';
import type { LeftOut } from '../left-out.ts';
import type { ReadOptions } from '../photographs/read.ts';
import type { PictureOptions } from '../photographs/shape.ts';
import { makePixelData } from '../pixel-data.ts';
import type { SampleParts } from '../pixel-parts.ts';
import type { Place } from '../place.ts';

export type FormName = 'idx' | 'npz' | 'pixel table' | 'photograph folders' | 'photograph table';

/** How many pictures each class has, by label. */
export interface Counts {
  readonly classNames: readonly string[];
  /** For each split that there is; `all` where there are none. */
  readonly counts: Readonly<Record<string, readonly number[]>>;
  readonly leftOut: readonly LeftOut[];
  /** What the user should know of how the data are read, a line each. */
  readonly notices: readonly string[];
  /** Why the data can't be trained on, in one line. */
  readonly problem?: string | undefined;
}

/** A data set that was recognised, and is read when it is asked for. */
export interface RecognisedData {
  readonly form: FormName;
  readonly name: string;
  /** What was seen, in words: `four IDX files`. */
  readonly seen: string;
  /** A file or folder that stands for this data set alone where a place has several. */
  readonly argument: string;
  /** Counts what is there, without decoding photographs. @throws InputError as `load` does */
  count(): Promise<Counts>;
  /** @throws InputError where the data are not valid, or can't be read */
  load(pictures: PictureOptions, reading: ReadOptions): Promise<DataSplits>;
}

/** What keeps a file, which nobody named, from being of a form. */
export interface Flaw {
  /** The file's. */
  readonly name: string;
  /** Whether it is certain that the file is of the form. */
  readonly kind: 'certain' | 'unclear';
  readonly problem: InputError;
}

export interface Form {
  /** What a refusal says is expected: `IDX files (…)`. */
  readonly words: string;
  /**
   * The data sets of this form that a place has: none where it has nothing of it.
   *
   * @param onFlaw told of what could be of this form, and is said where nothing else is recognised
   * @throws InputError where there is something of this form which can't be a data set
   */
  recognise(place: Place, onFlaw?: (flaw: Flaw) => void): Promise<readonly RecognisedData[]>;
}

/** Where data that are pixels already come from. */
interface PixelFiles {
  readonly name: string;
  readonly folder: string;
  readonly read: () => Promise<SampleParts>;
  /** What was seen beside them, a line each. */
  readonly notices?: readonly string[];
}

/** The two ways to read data that are pixels already. */
export function pixelReaders({
  name,
  folder,
  read,
  notices: seen = [],
}: PixelFiles): Pick<RecognisedData, 'count' | 'load'> {
  return {
    async count() {
      const { splits, notices, hints } = await makePixelData(name, folder, await read());
      const { classNames } = splits.train;
      const counts = Object.entries(splits as unknown as Record<string, DataSplits['train']>).map(
        ([split, { labels }]) => {
          const byClass = classNames.map(() => 0);
          for (const label of labels) byClass[label]!++;
          return [split, byClass] as const;
        },
      );
      return {
        classNames,
        counts: Object.fromEntries(counts),
        leftOut: [],
        notices: [...notices, ...seen, ...hints],
      };
    },
    async load(_, { onNotice, labelNames }) {
      const { splits, notices } = await makePixelData(name, folder, await read(), labelNames);
      for (const notice of [...notices, ...seen]) onNotice?.(`${splits.train.name}: ${notice}`);
      return splits;
    },
  };
}
