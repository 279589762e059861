// Sets a form to its defaults; one can undo it.
import { toasts } from '../core/toasts.ts';
import { undoStack } from '../core/undo.ts';
import { IconButton } from '../ui/button.tsx';
import { commonWords } from '../words/common.ts';
import { optionWords } from '../words/options.ts';

interface ResetButtonProps {
  readonly isDisabled: boolean;
  readonly reset: () => void;
  /** Puts back what was set. */
  readonly undo: () => void;
}

export function ResetButton({ isDisabled, reset, undo }: ResetButtonProps) {
  const press = () => {
    const step = { name: optionWords.resetName, undo };
    reset();
    undoStack.push(step);
    toasts.tell(optionWords.resetDone, { name: commonWords.undo, run: () => void undoStack.undo(step) });
  };
  return (
    <IconButton icon="undo" look="plain" label={optionWords.reset} isDisabled={isDisabled} onPress={press} />
  );
}
