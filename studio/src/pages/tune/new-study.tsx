// The form that starts a study: what it begins from, what it varies, and the space that this means.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import type { FormField, Job } from '../../../../src/server/studio/contract/jobs.ts';
import type { RunSummary } from '../../../../src/server/studio/contract/runs.ts';
import type { StudyRequest } from '../../../../src/server/studio/contract/studies.ts';
import { api } from '../../core/api.ts';
import { runsQuery, tuneOptionsQuery } from '../../core/queries.ts';
import { ExpertFields } from '../../options/expert-fields.tsx';
import { ResetButton } from '../../options/reset-button.tsx';
import layout from '../../options/options.module.css';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { tuneWords } from '../../words/tune.ts';
import { studiesQuery } from './queries.ts';
import { SpaceField } from './space-field.tsx';
import { StudyEstimate } from './study-estimate.tsx';
import { settingOf, StudyFields } from './study-fields.tsx';
import { useStudyForm, type StudyForm } from './use-study-form.ts';
import { VariedFields } from './varied-fields.tsx';
import styles from './tune.module.css';

const words = tuneWords.form;

export function NewStudy({ from }: { readonly from: string }) {
  const runs = useQuery(runsQuery);
  const options = useQuery(tuneOptionsQuery);
  if (runs.data && options.data) return <Form from={from} runs={runs.data} fields={options.data} />;
  const failed = [runs, options].find(({ error }) => error);
  return (
    <Page title={words.title}>
      {failed ? <Failure error={failed.error!} retry={() => void failed.refetch()} /> : <Loading />}
    </Page>
  );
}

interface FormProps {
  readonly from: string;
  readonly runs: readonly RunSummary[];
  readonly fields: readonly FormField[];
}

function Form({ from, runs, fields }: FormProps) {
  const form = useStudyForm(from, runs, fields);
  const start = useStart(form);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (form.isValid) start.mutate(form.request);
  };
  const ofGroup = (wanted: FormField['group']) => fields.filter(({ group }) => group === wanted);
  return (
    <form onSubmit={submit} noValidate className={layout.form}>
      <Page
        title={words.title}
        actions={
          <>
            <ResetButton isDisabled={form.isUsual} reset={form.reset} undo={() => form.keep(form.kept)} />
            <Link to="/tune" search={{}} className={buttonClass('quiet')}>
              {words.cancel}
            </Link>
            <Button type="submit" look="primary" icon="play" isDisabled={!form.isValid || start.isPending}>
              {start.isPending ? words.starting : tuneWords.start}
            </Button>
          </>
        }
      >
        <div className={layout.columns}>
          <div className={layout.fields}>
            {form.refusal?.place === 'form' && (
              <p className={styles.bad} role="alert">
                {form.refusal.words}
              </p>
            )}
            <StudyFields form={form} runs={runs} fields={ofGroup('main')} />
            <VariedFields form={form} />
            <SpaceField form={form} />
            <ExpertFields fields={ofGroup('expert')} {...settingOf(form)} />
          </div>
          <div className={layout.side}>
            <StudyEstimate form={form} />
            <p className={styles.quiet}>{words.testNote}</p>
          </div>
        </div>
      </Page>
    </form>
  );
}

/** Starts the study and goes to it. */
function useStart({ refuse, reset }: Pick<StudyForm, 'refuse' | 'reset'>) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (body: StudyRequest) => api<Job>('studies', { method: 'POST', body }),
    onSuccess: async (_, { name }) => {
      reset();
      await cache.invalidateQueries({ queryKey: studiesQuery.queryKey });
      await navigate({ to: '/tune/$id', params: { id: name } });
    },
    onError: refuse,
  });
}
