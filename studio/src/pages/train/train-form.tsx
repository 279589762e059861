// The form: the main options, all others to search in, the command that it means, and what it will take.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, type FormEvent } from 'react';
import type { EstimateRequest, FormField, JobRequest } from '../../../../src/server/studio/contract/jobs.ts';
import { startJob } from '../../runs/change-run.ts';
import { toasts } from '../../core/toasts.ts';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { trainWords } from '../../words/train.ts';
import { faultsOf, optionsOf } from '../../core/option-form.ts';
import { Command } from './command.tsx';
import { Estimate } from '../../options/estimate.tsx';
import { ExpertFields } from '../../options/expert-fields.tsx';
import { Field } from '../../options/field.tsx';
import { ResetButton } from '../../options/reset-button.tsx';
import { useDraft } from './use-draft.ts';
import styles from '../../options/options.module.css';

interface TrainFormProps {
  readonly fields: readonly FormField[];
  /** The id of the run that is duplicated, and its name. */
  readonly from: string | undefined;
  readonly origin: string | undefined;
}

export function TrainForm({ fields, from, origin }: TrainFormProps) {
  const { draft, set, keep } = useDraft();
  const faults = faultsOf(draft, fields);
  const options = useMemo(() => optionsOf(draft, fields), [draft, fields]);
  const isValid = Object.keys(faults).length === 0;
  const request: JobRequest =
    from === undefined ? { kind: 'train', options } : { kind: 'duplicate', run: from, options };
  const measured = useMemo(
    (): EstimateRequest => ({ options, ...(from !== undefined && { run: from }) }),
    [options, from],
  );
  const start = useStart(request);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isValid) start.mutate();
  };
  const shared = { draft, set, faults, origin };
  const main = fields.filter(({ group }) => group === 'main');
  return (
    <form onSubmit={submit} noValidate className={styles.form}>
      <Page
        title={trainWords.name}
        actions={
          <>
            <ResetButton
              isDisabled={Object.keys(draft).length === 0}
              reset={() => keep({})}
              undo={() => keep(draft)}
            />
            <Button type="submit" look="primary" icon="play" isDisabled={!isValid || start.isPending}>
              {start.isPending ? trainWords.starting : trainWords.start}
            </Button>
          </>
        }
      >
        <div className={styles.columns}>
          <div className={styles.fields}>
            {origin !== undefined && <p className={styles.hint}>{trainWords.from(origin)}</p>}
            <Panel title={trainWords.main}>
              <div className={styles.grid}>
                {main.map((field) => (
                  <Field key={field.name} field={field} {...shared} />
                ))}
              </div>
            </Panel>
            <ExpertFields fields={fields.filter(({ group }) => group === 'expert')} {...shared} />
          </div>
          <div className={styles.side}>
            <Estimate path="estimate" request={measured} isValid={isValid} />
            {from === undefined && <Command options={options} isValid={isValid} />}
            <p className={styles.hint}>{trainWords.draft}</p>
          </div>
        </div>
      </Page>
    </form>
  );
}

/** Starts the job and goes to its run. */
function useStart(request: JobRequest) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => startJob(cache, request),
    onSuccess: ({ run }) =>
      void navigate(run === undefined ? { to: '/' } : { to: '/runs/$id', params: { id: run } }),
    onError: (error) => toasts.fail(error),
  });
}
