// Creates a study in a journal, or opens it: its directions, the digest of its space, and the base in the
// queue.
import { InputError } from '../../errors.ts';
import type { Parameters } from '../../tuning/space.ts';
import type { Direction } from '../../tuning/trial.ts';
import { spaceMark } from '../../tuning/marks.ts';
import type { StudyJournal } from './study-journal.ts';

/** What a study is about. */
export interface StudyDefinition {
  readonly directions: readonly Direction[];
  /** The names of the objectives. */
  readonly metrics: readonly string[];
  /** Tells one space from another. */
  readonly digest: string;
  /** Points to try first, each with a reason. */
  readonly known: readonly { readonly point: Parameters; readonly why: string }[];
}

/**
 * Opens the study, and creates it if the journal does not have it.
 *
 * @throws InputError if the journal has a study of that name on another space
 */
export async function createStudy(
  study: StudyJournal,
  { directions, metrics, digest, known }: StudyDefinition,
): Promise<void> {
  await study.transact(() => {
    const { found, write, journal, name } = study;
    const id = found?.id ?? journal.nextStudyId;
    const before = found?.userAttributes[spaceMark];
    if (before !== undefined && before !== digest)
      throw new InputError(
        `${name}: the study has another space; choose another name with --name, or go on with the file that it began with`,
      );
    if (found && found.directions.join() !== directions.join())
      throw new InputError(
        `${name}: expected a study that is to ${directions.join(', ')}, got one to ${found.directions.join(', ')}`,
      );
    const isWhole = before !== undefined;
    const queued = found?.trials.length ?? 0;
    const operations = isWhole
      ? []
      : [
          ...(found ? [] : [write.createStudy(name, directions)]),
          ...(found?.systemAttributes['study:metric_names']
            ? []
            : [write.studySystemAttribute(id, 'study:metric_names', metrics)]),
          ...known.slice(queued).map(({ point, why }) => write.enqueueTrial(id, point, why)),
          write.studyUserAttribute(id, spaceMark, digest), // last: then the study is whole
        ];
    return { operations, result: undefined };
  });
}
