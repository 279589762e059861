// Tags and the note of a run. What is written is saved when one leaves the field, or a moment after the last
// key.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { RunChange, RunDetail } from '../../../../src/server/studio/contract/runs.ts';
import { tagsIn } from '../../core/tags.ts';
import { changeRun } from '../../runs/change-run.ts';
import { TextField } from '../../ui/text-field.tsx';
import { runPageWords } from '../../words/run.ts';
import { runsWords } from '../../words/runs.ts';
import styles from './run.module.css';

const patience = 800;

export function Notes({ run }: { readonly run: RunDetail }) {
  const cache = useQueryClient();
  const save = (change: RunChange) => void changeRun(cache, run, change);
  return (
    <div className={styles.notes}>
      <SavedField
        label={runPageWords.tags}
        value={run.tags.join(', ')}
        placeholder={runsWords.tagsHint}
        onSave={(text) => save({ tags: tagsIn(text) })}
      />
      <SavedField
        isLong
        label={runPageWords.note}
        value={run.note}
        placeholder={runPageWords.notePlaceholder}
        onSave={(note) => save({ note })}
      />
    </div>
  );
}

interface SavedFieldProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  readonly isLong?: boolean;
  readonly onSave: (value: string) => void;
}

function SavedField({ value, onSave, ...field }: SavedFieldProps) {
  const [draft, setDraft] = useState<string>();
  const isChanged = draft !== undefined && draft !== value;
  useEffect(() => {
    if (!isChanged) return;
    const timer = setTimeout(() => onSave(draft), patience);
    return () => clearTimeout(timer);
  });
  const leave = () => {
    if (isChanged) onSave(draft);
    setDraft(undefined);
  };
  return <TextField {...field} value={draft ?? value} onChange={setDraft} onBlur={leave} />;
}
