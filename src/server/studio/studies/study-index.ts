// The studies in the folder of runs. Journals stay open and only what was appended is read, in pieces, so
// that a look at them costs little while they grow.
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runId } from '../runs/run-id.ts';
import { journalFile } from '../../../node/tuning/study-place.ts';
import { OpenJournal } from './open-journal.ts';
import type { JournalStudy } from '../../../tuning/journal/replay.ts';

/** The file of the space of a study that the studio started, in the study's folder. */
export const spaceFile = 'space.yaml';

/** A study in its folder, as of the last look. */
export interface IndexedStudy {
  readonly id: string;
  readonly folder: string;
  readonly study: JournalStudy;
  readonly journal: OpenJournal;
  readonly modified: number;
  /** Whether it is the one that commands find by the folder. */
  readonly isMain: boolean;
  /** Whether it has the folder's name, and its space is there. */
  readonly canResume: boolean;
}

/** A journal that can't be read, and why. */
interface BrokenJournal {
  readonly folder: string;
  readonly reason: string;
}

/** A journal that takes long to read, and the share that was read. */
interface UnreadJournal {
  readonly folder: string;
  readonly share: number;
}

type Found = readonly IndexedStudy[] | BrokenJournal | UnreadJournal;

/** How long a look waits for journals, in milliseconds. */
const patience = 300;

/** The studies of a folder of runs. */
export class StudyIndex {
  private readonly root: string;
  private readonly open = new Map<string, OpenJournal>();

  constructor(root: string) {
    this.root = root;
  }

  /** Looks at all folders. A journal that takes long is read on, and is there at a later look. */
  async all(): Promise<{
    readonly studies: IndexedStudy[];
    readonly broken: BrokenJournal[];
    readonly unread: UnreadJournal[];
  }> {
    const entries = await readdir(this.root, { withFileTypes: true }).catch(() => []);
    const names = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
    const end = sleep(patience, undefined, { ref: false });
    const found = await Promise.all(names.map(({ name }) => this.look(join(this.root, name), end)));
    const known = found.filter((one) => one !== undefined);
    return {
      studies: known.flatMap((one) => (Array.isArray(one) ? (one as readonly IndexedStudy[]) : [])),
      broken: known.filter((one) => 'reason' in one),
      unread: known.filter((one) => 'share' in one),
    };
  }

  /** Undefined if there is no such study, or its journal was not read yet. */
  async get(id: string): Promise<IndexedStudy | undefined> {
    return (await this.all()).studies.find((study) => study.id === id);
  }

  private async look(folder: string, end: Promise<void>): Promise<Found | undefined> {
    const file = join(folder, journalFile);
    const status = await stat(file).catch(() => undefined);
    if (!status?.isFile()) {
      this.open.delete(folder);
      return undefined;
    }
    const before = this.open.get(folder);
    const journal = before?.isThatOf(status) ? before : new OpenJournal(file, status);
    this.open.set(folder, journal);
    await Promise.race([journal.follow(status), end]);
    if (journal.trouble !== undefined) return { folder, reason: journal.trouble };
    if (journal.isNew) return { folder, share: journal.share };
    const hasSpace = (await stat(join(folder, spaceFile)).catch(() => undefined)) !== undefined;
    const name = basename(folder);
    const { studies } = journal;
    const main = studies.find((study) => study.name === name) ?? studies[0];
    return studies.map((study) => ({
      ...{ id: runId(study === main ? name : `${name}/${study.name}`), folder, study, journal },
      ...{ modified: status.mtimeMs, isMain: study === main },
      canResume: hasSpace && study.name === name,
    }));
  }
}
