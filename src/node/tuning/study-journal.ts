// One study in a journal: its state, and decisions on it that no other worker can come between.
import { InputError } from '../../errors.ts';
import type { Operation } from '../../tuning/journal/operations.ts';
import { Journal, type JournalStudy } from '../../tuning/journal/replay.ts';
import { OperationWriter } from '../../tuning/journal/write.ts';
import type { JournalStorage } from './journal-storage.ts';

/** What a decision appends, and what it returns. */
export interface Decision<T> {
  readonly operations: readonly Operation[];
  readonly result: T;
}

/** A study by its name, with the journal that has it. */
export class StudyJournal {
  readonly name: string;
  readonly journal: Journal;
  readonly write: OperationWriter;
  private readonly storage: JournalStorage;
  /** What was begun last; a storage is read by one at a time. */
  private turn: Promise<unknown> = Promise.resolve();

  /**
   * @param worker how this worker is called in the journal
   * @param journal what was read from the storage before
   */
  constructor(storage: JournalStorage, name: string, worker: string, journal = new Journal()) {
    this.journal = journal;
    this.storage = storage;
    this.name = name;
    this.write = new OperationWriter(worker);
  }

  /** The study, as of the last `refresh`; undefined if the journal does not have it. */
  get found(): JournalStudy | undefined {
    return this.journal.study(this.name);
  }

  /** @throws InputError if the journal does not have the study */
  get study(): JournalStudy {
    const { found } = this;
    if (found) return found;
    const names = this.journal.studies.map(({ name }) => name);
    throw new InputError(
      `${this.storage.name}: expected a study named ${this.name}, found ${names.length > 0 ? names.join(', ') : 'none'}`,
    );
  }

  /** Reads what other workers have appended. */
  refresh(): Promise<void> {
    return this.inTurn(() => this.read());
  }

  /**
   * Decides by the newest state and appends what the decision says. If somebody else appends in between, it
   * decides again.
   */
  transact<T>(decide: () => Decision<T> | Promise<Decision<T>>): Promise<T> {
    return this.inTurn(async () => {
      for (;;) {
        await this.read();
        const { operations, result } = await decide();
        if (await this.storage.append(operations)) {
          await this.read();
          return result;
        }
      }
    });
  }

  private async read(): Promise<void> {
    for (const operation of await this.storage.read()) this.journal.apply(operation);
  }

  /** Does a task after those that were begun before it, such as reports that wait for a server. */
  private inTurn<T>(task: () => Promise<T>): Promise<T> {
    const result = this.turn.then(task);
    this.turn = result.catch(() => undefined);
    return result;
  }

  /** Lets go of the storage. */
  close(): Promise<void> {
    return this.storage.close();
  }
}
