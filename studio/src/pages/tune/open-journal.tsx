// Takes a journal of Optuna, dropped on the page or chosen.
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { DropZone } from 'react-aria-components/DropZone';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { toasts } from '../../core/toasts.ts';
import { Button } from '../../ui/button.tsx';
import { tuneWords } from '../../words/tune.ts';
import { sendJournal, studiesQuery } from './queries.ts';

/** Sends a journal and opens its study. */
function useTaking(): (file: File) => void {
  const cache = useQueryClient();
  const navigate = useNavigate();
  return (file) =>
    void sendJournal(file)
      .then(async ({ id }) => {
        await cache.invalidateQueries({ queryKey: studiesQuery.queryKey });
        await navigate({ to: '/tune/$id', params: { id } });
      })
      .catch((error: unknown) => toasts.fail(error));
}

export function JournalButton() {
  const take = useTaking();
  return (
    <FileTrigger onSelect={(files) => [...(files ?? [])].slice(0, 1).forEach(take)}>
      <Button icon="plus">{tuneWords.openJournal}</Button>
    </FileTrigger>
  );
}

/** The place on which a journal can be dropped. */
export function JournalDrop({ children }: { readonly children: ReactNode }) {
  const take = useTaking();
  return (
    <DropZone
      aria-label={tuneWords.dropJournal}
      onDrop={({ items }) => {
        const [file] = items.filter((item) => item.kind === 'file');
        void file?.getFile().then(take);
      }}
    >
      {children}
    </DropZone>
  );
}
