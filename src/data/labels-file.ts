// What a person decided about the labels of a data set, as a document of its own: the data stay as they are.
// A document names the classes in words, so that it can be read, and belongs to one data set: by the digest
// of its pictures and labels, or, for photographs, by the name of each file.
import { z } from 'zod';
import { parseConfig } from '../parse-config.ts';
import { splitOrder } from './split-words.ts';

/** Its name beside the data, where the studio keeps it. */
export const labelsFileName = 'atelier-labels.json';

const place = {
  /** The split that the picture is in. */
  split: z.enum(splitOrder),
  /** The picture's index there, from 0. */
  index: z.int().min(0),
  /** The file of a photograph, as in `Dataset.files`. It is what counts where there is one. */
  file: z.string().min(1).optional(),
  /** The class that the picture had when it was looked at. */
  given: z.string().min(1),
};

const decision = z.discriminatedUnion('decision', [
  z.strictObject({
    ...place,
    /** The label is right. */
    decision: z.literal('keep'),
  }),
  z.strictObject({
    ...place,
    /** The picture shows another class. */
    decision: z.literal('relabel'),
    /** The class that it shows. */
    label: z.string().min(1),
  }),
  z.strictObject({
    ...place,
    /** No class is right: nothing should be trained on the picture. */
    decision: z.literal('exclude'),
  }),
]);

/** Of a file of decisions. */
export const labelsSchema = z.strictObject({
  /** The version of this format. */
  labels: z.literal(1),
  /** The name of the data set. */
  data: z.string(),
  /** What `digestOfSplits` gives for the data set; missing for photographs. */
  digest: z.string().optional(),
  /** At most one for each picture. */
  decisions: z.array(decision).max(1_000_000),
});

/**
 * The decision about one picture: `keep` the label, `relabel`, or `exclude` the picture from training.
 *
 * @useDeclaredType
 */
export type LabelDecision = z.output<typeof decision>;

/** The content of a file of decisions, for `--labels`. */
export interface LabelsFile extends z.output<typeof labelsSchema> {}

/** A picture that a decision is about. */
export interface DecidedPlace {
  /** The split that the picture is in. */
  readonly split: 'train' | 'validation' | 'test';
  /** Its index there, from 0. */
  readonly index: number;
}

/** Decisions that were checked against a data set. */
export interface Corrections {
  /** By the index of a picture in the training split: its new class, or null to leave the picture out. */
  readonly train: ReadonlyMap<number, number | null>;
  /** How many pictures of other splits the decisions would change. They stay as they are. */
  readonly others: number;
  /** Where the picture of each decision is; undefined if its photograph is gone. */
  readonly places: readonly (DecidedPlace | undefined)[];
  /** The decisions themselves. */
  readonly file: LabelsFile;
}

/**
 * Checks the content of a file of decisions.
 *
 * @param owner how errors begin, such as the name of the file
 * @throws InputError naming the first fault
 * @example parseLabels({ labels: 1, data: 'sketches', decisions: [] }).decisions.length // 0
 */
export const parseLabels = (given: unknown, owner = 'labels'): LabelsFile =>
  parseConfig(owner, labelsSchema, given);
