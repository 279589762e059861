// Tags and notes, edited where they stand.
import { useQueryClient } from '@tanstack/react-query';
import type { RunSummary } from '../../../../src/server/studio/contract/runs.ts';
import { tagsIn } from '../../core/tags.ts';
import { changeRun } from '../../runs/change-run.ts';
import { EditableText } from '../../ui/editable-text.tsx';
import { runsWords } from '../../words/runs.ts';

interface CellProps {
  readonly run: RunSummary;
}

export function TagsCell({ run }: CellProps) {
  const cache = useQueryClient();
  const save = (text: string) => void changeRun(cache, run, { tags: tagsIn(text) });
  return (
    <EditableText
      label={runsWords.edit(runsWords.columns['tags']!, run.name)}
      value={run.tags.join(', ')}
      placeholder={runsWords.addTag}
      onSave={save}
    />
  );
}

export function NoteCell({ run }: CellProps) {
  const cache = useQueryClient();
  return (
    <EditableText
      label={runsWords.edit(runsWords.columns['note']!, run.name)}
      value={run.note}
      placeholder={runsWords.addNote}
      onSave={(note) => void changeRun(cache, run, { note })}
    />
  );
}
