// Trains a run for more epochs.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { RunDetail } from '../../../../src/server/studio/contract/runs.ts';
import { startJob } from '../../runs/change-run.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { number } from '../../words/numbers.ts';
import { runPageWords } from '../../words/run.ts';
import styles from './run.module.css';

interface ExtendDialogProps {
  readonly run: RunDetail;
  readonly onClose: () => void;
}

export function ExtendDialog({ run, onClose }: ExtendDialogProps) {
  const cache = useQueryClient();
  const least = Math.floor(run.epochsDone) + 1;
  const [text, setText] = useState(String(Math.max(least, 2 * (run.epochs ?? least))));
  const [wasTried, setTried] = useState(false);
  const epochs = Number(text);
  const isValid = Number.isInteger(epochs) && epochs >= least;
  const start = useMutation({
    mutationFn: () => startJob(cache, { kind: 'resume', run: run.id, epochs }),
    onSuccess: onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isValid) start.mutate();
  };
  const error = wasTried && !isValid ? runPageWords.extendError(String(least)) : start.error?.message;
  return (
    <Dialog title={runPageWords.extendTitle} isOpen onClose={onClose}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <TextField
          label={runPageWords.extendLabel}
          value={text}
          onChange={setText}
          inputMode="numeric"
          hint={runPageWords.extendHint(number(run.epochsDone))}
          error={error}
        />
        <Button type="submit" look="primary" isDisabled={start.isPending}>
          {runPageWords.extendButton}
        </Button>
      </form>
    </Dialog>
  );
}
