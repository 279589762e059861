// What was done and how to take it back, the last first.
export interface Undoable {
  /** What is taken back, for a message: `run deleted`. */
  readonly name: string;
  readonly undo: () => void | Promise<void>;
}

export class UndoStack {
  private readonly done: Undoable[] = [];

  push(step: Undoable): void {
    this.done.push(step);
  }

  /** Takes back a given step, or the last one. Returns it, or nothing if there is none. */
  async undo(step = this.done.at(-1)): Promise<Undoable | undefined> {
    const place = step ? this.done.lastIndexOf(step) : -1;
    if (!step || place < 0) return undefined;
    this.done.splice(place, 1);
    try {
      await step.undo();
    } catch (error) {
      this.done.splice(place, 0, step); // it can be tried again
      throw error;
    }
    return step;
  }
}

/** The steps of this page. */
export const undoStack = new UndoStack();
