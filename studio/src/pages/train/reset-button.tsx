// Sets everything to its default; one can undo it.
import { toasts } from '../../core/toasts.ts';
import { undoStack } from '../../core/undo.ts';
import { IconButton } from '../../ui/button.tsx';
import { commonWords } from '../../words/common.ts';
import { trainWords } from '../../words/train.ts';
import type { Draft } from '../../core/option-form.ts';

interface ResetButtonProps {
  readonly draft: Draft;
  readonly keep: (draft: Draft) => void;
}

export function ResetButton({ draft, keep }: ResetButtonProps) {
  const reset = () => {
    const step = { name: trainWords.resetName, undo: () => keep(draft) };
    keep({});
    undoStack.push(step);
    toasts.tell(trainWords.resetDone, { name: commonWords.undo, run: () => void undoStack.undo(step) });
  };
  return (
    <IconButton
      icon="undo"
      look="plain"
      label={trainWords.reset}
      isDisabled={Object.keys(draft).length === 0}
      onPress={reset}
    />
  );
}
