// The studies in the folder of runs. Journals stay open and only what was appended is read, so that a look at
// them costs little while they grow.
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { openJournalStorage } from '../../../node/tuning/open-journal.ts';
import { StudyJournal } from '../../../node/tuning/study-journal.ts';
import { journalFile } from '../../../node/tuning/study-place.ts';
import type { JournalStudy } from '../../../tuning/journal/replay.ts';
import { notFound } from '../../errors.ts';
import { runId } from '../runs/run-id.ts';

/** The file of the space of a study that the studio started, in the study's folder. */
export const spaceFile = 'space.yaml';

/** A study in its folder, as of the last look. */
export interface IndexedStudy {
  readonly id: string;
  readonly folder: string;
  readonly study: JournalStudy;
  /** The size of the journal: journals only grow. */
  readonly version: number;
  readonly modified: number;
  readonly canResume: boolean;
}

/** A journal that can't be read, and why. */
export interface BrokenStudy {
  readonly folder: string;
  readonly reason: string;
}

interface OpenJournal {
  readonly journal: StudyJournal;
  version: number;
}

/** The studies of a folder of runs. */
export class StudyIndex {
  private readonly root: string;
  private readonly open = new Map<string, OpenJournal>();

  constructor(root: string) {
    this.root = root;
  }

  /** Looks at all folders. */
  async all(): Promise<{ readonly studies: IndexedStudy[]; readonly broken: BrokenStudy[] }> {
    const entries = await readdir(this.root, { withFileTypes: true }).catch(() => []);
    const names = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
    const found = await Promise.all(names.map(({ name }) => this.look(join(this.root, name))));
    return {
      studies: found.filter((one) => one !== undefined && 'study' in one),
      broken: found.filter((one) => one !== undefined && 'reason' in one),
    };
  }

  /** @throws HttpError 404 if there is no such study */
  async get(id: string): Promise<IndexedStudy> {
    const found = (await this.all()).studies.find((study) => study.id === id);
    if (!found) throw notFound(`there is no study ${JSON.stringify(id.slice(0, 100))} in the folder of runs`);
    return found;
  }

  private async look(folder: string): Promise<IndexedStudy | BrokenStudy | undefined> {
    const status = await stat(join(folder, journalFile)).catch(() => undefined);
    if (!status?.isFile()) return undefined;
    try {
      const study = await this.read(folder, status.size);
      const canResume = (await stat(join(folder, spaceFile)).catch(() => undefined)) !== undefined;
      const facts = { version: status.size, modified: status.mtimeMs, canResume };
      return study && { id: runId(basename(folder)), folder, study, ...facts };
    } catch (error) {
      this.open.delete(folder);
      return { folder, reason: (error as Error).message };
    }
  }

  /** The study of the folder's name, or else the journal's first; none if the journal is still empty. */
  private async read(folder: string, version: number): Promise<JournalStudy | undefined> {
    const known = this.open.get(folder);
    const isNew = !known || version < known.version; // a shorter journal is another one
    const opened = isNew ? { journal: await openJournal(folder), version: -1 } : known;
    if (opened.version !== version) await opened.journal.refresh();
    opened.version = version;
    this.open.set(folder, opened);
    return opened.journal.found ?? opened.journal.journal.studies[0];
  }
}

const openJournal = async (folder: string): Promise<StudyJournal> =>
  new StudyJournal(await openJournalStorage(join(folder, journalFile)), basename(folder), 'atelier-studio');
