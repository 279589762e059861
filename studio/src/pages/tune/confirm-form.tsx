// Starts a confirmation, or goes on with one, and shows how it stands.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { shellLine } from '../../../../src/shell-words.ts';
import type { Job } from '../../../../src/server/studio/contract/jobs.ts';
import type { Confirmation, ConfirmRequest } from '../../../../src/server/studio/contract/studies.ts';
import { api, apiPath } from '../../core/api.ts';
import { toasts } from '../../core/toasts.ts';
import { Button } from '../../ui/button.tsx';
import { CopyMenu } from '../../ui/copy-menu.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { tuneWords } from '../../words/tune.ts';
import { wholeIn } from './core/confirmation.ts';
import type { OpenStudy } from './core/trial-rows.ts';
import { confirmationQuery } from './queries.ts';
import styles from './tune.module.css';

const words = tuneWords.confirm;

interface ConfirmFormProps {
  readonly study: OpenStudy;
  readonly confirmation: Confirmation;
}

export function ConfirmForm({ study, confirmation: { job, said } }: ConfirmFormProps) {
  const cache = useQueryClient();
  const [texts, setTexts] = useState({ top: '3', seeds: '3' });
  const top = wholeIn(texts.top, 1, 20);
  const seeds = wholeIn(texts.seeds, 2, 100);
  const again = () => cache.invalidateQueries({ queryKey: confirmationQuery(study.id).queryKey });
  const start = useMutation({
    mutationFn: (body: ConfirmRequest) =>
      api<Job>(apiPath('studies', study.id, 'confirm'), { method: 'POST', body }),
    onSuccess: again,
  });
  const stop = useMutation({
    mutationFn: (id: string) => api(apiPath('jobs', id, 'stop'), { method: 'POST' }),
    onSuccess: again,
    onError: (error) => toasts.fail(error),
  });
  if (job?.status === 'running' || job?.status === 'stopping')
    return (
      <p className={styles.chosen} role="status">
        <span>{said ?? words.begins}</span>
        <Button icon="stop" isDisabled={job.status === 'stopping'} onPress={() => stop.mutate(job.id)}>
          {tuneWords.stop}
        </Button>
      </p>
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (top !== undefined && seeds !== undefined) start.mutate({ top, seeds });
  };
  const error = start.error?.message ?? (job?.status === 'failed' ? job.reason : undefined);
  const command = ['tune', 'confirm', study.folder, '--top', texts.top, '--seeds', texts.seeds];
  return (
    <form onSubmit={submit} noValidate className={styles.figures}>
      {error !== undefined && <p className={styles.bad}>{error}</p>}
      <div className={styles.grid}>
        <TextField
          label={words.top}
          value={texts.top}
          onChange={(text) => setTexts({ ...texts, top: text })}
          inputMode="numeric"
          error={top === undefined ? words.badTop : undefined}
        />
        <TextField
          label={words.seeds}
          value={texts.seeds}
          onChange={(text) => setTexts({ ...texts, seeds: text })}
          inputMode="numeric"
          error={seeds === undefined ? words.badSeeds : undefined}
        />
      </div>
      {top !== undefined && seeds !== undefined && (
        <p className={styles.quiet}>{words.cost((top + 1) * seeds, top, seeds)}</p>
      )}
      <div className={styles.links}>
        <Button type="submit" icon="play" isDisabled={start.isPending}>
          {job?.status === 'stopped' ? tuneWords.resumeButton : words.start}
        </Button>
        <CopyMenu command={shellLine(command)} />
      </div>
    </form>
  );
}
