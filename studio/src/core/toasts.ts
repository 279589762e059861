// Short messages at the edge of the page. One with an action stays longer, one about a failure until it is
// closed.
export interface Toast {
  readonly id: number;
  readonly words: string;
  readonly kind: 'plain' | 'failure';
  /** Such as `Undo`. */
  readonly action?: { readonly name: string; readonly run: () => void };
}

type Listener = () => void;

/** At most so many are shown; the oldest goes first. */
const most = 3;
const plainTime = 4000;
const actionTime = 10_000;

export class Toasts {
  private shown: readonly Toast[] = [];
  private next = 1;
  private readonly listeners = new Set<Listener>();

  /** The messages that are shown; the same array until they change. */
  list = (): readonly Toast[] => this.shown;

  subscribe = (listener: Listener): Listener => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Shows a message for some seconds. */
  tell(words: string, action?: Toast['action']): void {
    const id = this.show({ words, kind: 'plain', ...(action && { action }) });
    setTimeout(() => this.close(id), action ? actionTime : plainTime);
  }

  /** Shows what failed, until it is closed. */
  fail(error: unknown): void {
    this.show({ words: error instanceof Error ? error.message : String(error), kind: 'failure' });
  }

  close(id: number): void {
    this.set(this.shown.filter((toast) => toast.id !== id));
  }

  private show(toast: Omit<Toast, 'id'>): number {
    const id = this.next++;
    this.set([...this.shown, { id, ...toast }].slice(-most));
    return id;
  }

  private set(shown: readonly Toast[]): void {
    this.shown = shown;
    for (const listener of this.listeners) listener();
  }
}

/** The messages of this page. */
export const toasts = new Toasts();
