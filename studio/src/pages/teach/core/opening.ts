// Opening the lesson, for one tab at a time: the browser's locks decide which.
import type { TeachStore } from './teach-store.ts';

export type Opened =
  | { readonly status: 'opening' }
  | { readonly status: 'open'; readonly store: TeachStore }
  /** Another tab has it. */
  | { readonly status: 'elsewhere' }
  | { readonly status: 'failed'; readonly error: unknown };

/** What is opened, and how to give it up. */
export interface Openable {
  readonly open: () => Promise<TeachStore>;
  readonly close: () => void;
}

/** The part of `navigator.locks` that is needed. */
export type Locks = Pick<LockManager, 'request'>;

const lockName = 'atelier-teach';
const opening: Opened = { status: 'opening' };

export class Opening {
  private readonly openable: Openable;
  private readonly locks: Locks;
  private readonly listeners = new Set<() => void>();
  private state: Opened | undefined;

  constructor(openable: Openable, locks: Locks) {
    this.openable = openable;
    this.locks = locks;
  }

  get = (): Opened => this.state ?? opening;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Opens the lesson, unless that is done. */
  begin(): void {
    if (this.state?.status !== 'open' && this.state?.status !== 'opening')
      this.request({ ifAvailable: true });
  }

  /** Takes the lesson from the tab that has it. */
  takeOver(): void {
    this.request({ steal: true });
  }

  private request(options: LockOptions): void {
    this.set({ status: 'opening' });
    this.locks
      .request(lockName, options, (lock) => (lock ? this.hold() : this.set({ status: 'elsewhere' })))
      .catch(() => {
        this.openable.close(); // another tab took it
        this.set({ status: 'elsewhere' });
      });
  }

  /** Opens the lesson, and keeps it until the tab is closed or another one takes it. */
  private async hold(): Promise<void> {
    try {
      this.set({ status: 'open', store: await this.openable.open() });
    } catch (error) {
      this.openable.close();
      return this.set({ status: 'failed', error });
    }
    return new Promise(() => undefined);
  }

  private set(state: Opened): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
