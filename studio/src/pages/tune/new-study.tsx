// The form that starts a study: what it begins from, what it varies, and the space that this means.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import type { Job } from '../../../../src/server/studio/contract/jobs.ts';
import type { RunSummary } from '../../../../src/server/studio/contract/runs.ts';
import { api } from '../../core/api.ts';
import { runsQuery } from '../../core/queries.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure, Panel } from '../../ui/panel.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { tuneWords } from '../../words/tune.ts';
import { studiesQuery } from './queries.ts';
import { StudyFields } from './study-fields.tsx';
import { useStudyForm, type StudyForm } from './use-study-form.ts';
import { VariedFields } from './varied-fields.tsx';
import styles from './tune.module.css';

const words = tuneWords.form;

export function NewStudy({ from }: { readonly from: string }) {
  const { data: runs, error, refetch } = useQuery(runsQuery);
  if (runs) return <Form from={from} runs={runs} />;
  return (
    <Page title={words.title}>
      {error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />}
    </Page>
  );
}

function Form({ from, runs }: { readonly from: string; readonly runs: readonly RunSummary[] }) {
  const form = useStudyForm(from, runs);
  const start = useStart(form);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (form.isValid) start.mutate();
  };
  return (
    <form onSubmit={submit} noValidate className={styles.form}>
      <Page
        title={words.title}
        actions={
          <>
            <Link to="/tune" search={{}} className={buttonClass('quiet')}>
              {words.cancel}
            </Link>
            <Button type="submit" look="primary" icon="play" isDisabled={!form.isValid || start.isPending}>
              {start.isPending ? words.starting : tuneWords.start}
            </Button>
          </>
        }
      >
        <div className={styles.page}>
          {start.error && (
            <p className={styles.bad} role="alert">
              {start.error.message}
            </p>
          )}
          <StudyFields form={form} runs={runs} />
          <VariedFields form={form} />
          <Panel title={words.space}>
            <div className={styles.yaml}>
              <TextField isLong isBare label={words.space} value={form.space} onChange={form.write} />
            </div>
            <p className={styles.quiet}>{form.isEdited ? words.edited : words.spaceHint}</p>
            {form.isEdited && <Button onPress={form.reset}>{words.reset}</Button>}
          </Panel>
          <p className={styles.quiet}>{words.testNote}</p>
        </div>
      </Page>
    </form>
  );
}

/** Starts the study and goes to it. */
function useStart({ request }: StudyForm) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => api<Job>('studies', { method: 'POST', body: request }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: studiesQuery.queryKey });
      void navigate({ to: '/tune/$id', params: { id: request.name } });
    },
  });
}
