// Says what was done, with the way to take it back.
import { toasts } from '../../core/toasts.ts';
import { undoStack, type Undoable } from '../../core/undo.ts';
import { commonWords } from '../../words/common.ts';

export function tellUndoable(step: Undoable): void {
  undoStack.push(step);
  toasts.tell(step.name, {
    name: commonWords.undo,
    run: () => void undoStack.undo(step).catch((error: unknown) => toasts.fail(error)),
  });
}
