// What one can do with a study: stop, go on, copy its command.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState, type FormEvent } from 'react';
import type { Job } from '../../../../src/server/studio/contract/jobs.ts';
import { api, apiPath } from '../../core/api.ts';
import { copyText } from '../../core/copy.ts';
import { toasts } from '../../core/toasts.ts';
import { Button } from '../../ui/button.tsx';
import { CopyMenu } from '../../ui/copy-menu.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useActions } from '../../ui/use-actions.ts';
import { commonWords } from '../../words/common.ts';
import { tuneWords } from '../../words/tune.ts';
import { count } from '../../words/numbers.ts';
import { codeOf } from './core/code.ts';
import type { OpenStudy } from './core/trial-rows.ts';
import { pythonOf } from './core/python.ts';
import { studiesQuery } from './queries.ts';
import { doneTrials } from './study-words.ts';
import styles from './tune.module.css';

const action = (id: string, name: string, run: () => void) => ({
  ...{ id, name, run, section: tuneWords.section },
});

export function StudyActions({ study }: { readonly study: OpenStudy }) {
  const [isResuming, setResuming] = useState(false);
  const { status, job, canResume, command } = study;
  const stop = useMemo(
    () =>
      status === 'running' && job !== undefined
        ? () =>
            void api(apiPath('jobs', job, 'stop'), { method: 'POST' })
              .then(() => toasts.tell(tuneWords.stopped))
              .catch((error: unknown) => toasts.fail(error))
        : undefined,
    [status, job],
  );
  useActions(
    useMemo(
      () => [
        ...(stop ? [action('stop-study', tuneWords.stop, stop)] : []),
        { ...action('copy-study', commonWords.copyCommand, () => void copyText(command)), keys: 'c' },
      ],
      [stop, command],
    ),
  );
  const isAlive = status === 'running' || status === 'stopping';
  return (
    <>
      {stop && (
        <Button icon="stop" onPress={stop}>
          {tuneWords.stop}
        </Button>
      )}
      {canResume && !isAlive && (
        <Button icon="play" onPress={() => setResuming(true)}>
          {tuneWords.resume}
        </Button>
      )}
      <CopyMenu command={command} code={codeOf(study)} python={pythonOf(study)} />
      {isResuming && <ResumeDialog study={study} onClose={() => setResuming(false)} />}
    </>
  );
}

interface ResumeDialogProps {
  readonly study: OpenStudy;
  readonly onClose: () => void;
}

function ResumeDialog({ study, onClose }: ResumeDialogProps) {
  const cache = useQueryClient();
  const done = doneTrials(study);
  const [text, setText] = useState(String(Math.max(study.planned ?? 0, done + 10)));
  const trials = Number(text);
  const isValid = Number.isInteger(trials) && trials > done;
  const resume = useMutation({
    mutationFn: () => api<Job>(apiPath('studies', study.id, 'resume'), { method: 'POST', body: { trials } }),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: studiesQuery.queryKey });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isValid) resume.mutate();
  };
  const error = isValid ? resume.error?.message : tuneWords.resumeError(count(done + 1));
  return (
    <Dialog title={tuneWords.resumeTitle} isOpen onClose={onClose}>
      <form className={styles.dialog} onSubmit={submit} noValidate>
        <TextField
          label={tuneWords.resumeLabel}
          value={text}
          onChange={setText}
          inputMode="numeric"
          hint={tuneWords.resumeHint(count(done))}
          error={error}
        />
        <Button type="submit" look="primary" isDisabled={resume.isPending}>
          {tuneWords.resumeButton}
        </Button>
      </form>
    </Dialog>
  );
}
