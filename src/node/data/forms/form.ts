// Defines a form of data: IDX files, a folder for each class, a table and so on. Each form has a file here
// and recognises its own data at a place. ../recognise.ts asks them in turn.
import type { DataSplits } from '../../../data/dataset.ts';
import type { Pictures } from '../../../data/pictures.ts';
import type { InputError } from '../../../errors.ts';
import type { LeftOut } from '../left-out.ts';
import type { ReadOptions } from '../photographs/reading.ts';
import type { PictureOptions } from '../photographs/shape.ts';
import { makePixelData } from '../pixel-data.ts';
import type { SampleParts } from '../pixel-parts.ts';
import type { Place } from '../place.ts';

export type FormName =
  'idx' | 'npz' | 'pixel table' | 'photograph folders' | 'photograph table' | 'catalogue';

/** How many pictures each class has, by label. */
export interface Counts {
  readonly classNames: readonly string[];
  /** By split; `all` if there are no splits. */
  readonly counts: Readonly<Record<string, readonly number[]>>;
  readonly leftOut: readonly LeftOut[];
  /** Notices about how the data are read, a line each. */
  readonly notices: readonly string[];
  /** Why the data can't be used for training, in one line. */
  readonly problem?: string | undefined;
}

/** A recognised data set, which is read on request. */
export interface RecognisedData {
  readonly form: FormName;
  readonly name: string;
  /** What was recognised, in words: `four IDX files`. */
  readonly seen: string;
  /** A file or folder that names only this data set, if a place has several. */
  readonly argument: string;
  /**
   * Counts the pictures without decoding photographs.
   *
   * @throws InputError like `load`
   */
  count(): Promise<Counts>;
  /** @throws InputError if the data are not valid, or can't be read */
  load(pictures: PictureOptions, reading: ReadOptions): Promise<DataSplits>;
  /** Like `load`, but leaves many photographs on disk. Only photographs have it. */
  open?(pictures: PictureOptions, reading: ReadOptions): Promise<DataSplits<Pictures>>;
}

/** Why a file that nobody named is not of a form. */
export interface Flaw {
  /** The name of the file. */
  readonly name: string;
  /** Whether the file is certainly of the form. */
  readonly kind: 'certain' | 'unclear';
  readonly problem: InputError;
}

export interface Form {
  /** The expected data, as errors name them: `IDX files (…)`. */
  readonly words: string;
  /**
   * Finds the data sets of this form at a place.
   *
   * @param onFlaw receives problems of files that may be of this form; they are reported if nothing else is
   *   recognised
   * @returns an empty list if there are none
   * @throws InputError if something is of this form but not a valid data set
   */
  recognise(place: Place, onFlaw?: (flaw: Flaw) => void): Promise<readonly RecognisedData[]>;
}

/** The source of data that are pixels already. */
interface PixelFiles {
  readonly name: string;
  readonly folder: string;
  readonly read: () => Promise<SampleParts>;
  /** Notices about other files beside them, a line each. */
  readonly notices?: readonly string[];
}

/** The functions that read data of pixels. */
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
