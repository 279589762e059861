// Whether the best trials are as good as they look: trained again with other seeds and validation pictures.
import { useQuery } from '@tanstack/react-query';
import { experimentFigure } from '../../../../src/figures/experiment.ts';
import { useCallback, useMemo } from 'react';
import type { ConfirmedResult } from '../../../../src/server/studio/contract/studies.ts';
import { Loading } from '../../ui/loading.tsx';
import { Failure } from '../../ui/panel.tsx';
import { SpotFigure } from '../../ui/spot-figure.tsx';
import { tuneWords } from '../../words/tune.ts';
import { ConfirmForm } from './confirm-form.tsx';
import { ConfirmTable } from './confirm-table.tsx';
import { canConfirm, confirmationCsv, confirmedRows } from './core/confirmation.ts';
import { confirmationQuery } from './queries.ts';
import type { StudyViewProps } from './study-view-props.ts';
import styles from './tune.module.css';

const words = tuneWords.confirm;

export function ConfirmView({ study }: Pick<StudyViewProps, 'study'>) {
  const { data, error, refetch } = useQuery(confirmationQuery(study.id));
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <div className={styles.figures}>
      <p className={styles.quiet}>{words.why}</p>
      {canConfirm(study) ? (
        <ConfirmForm study={study} confirmation={data} />
      ) : (
        <p className={styles.quiet}>{words.nothing}</p>
      )}
      {data.result && <Result study={study} result={data.result} />}
    </div>
  );
}

function Result({ study, result }: Pick<StudyViewProps, 'study'> & { readonly result: ConfirmedResult }) {
  const rows = useMemo(() => confirmedRows(result, study), [result, study]);
  const { variants, ...about } = result;
  // An interval that is missing is left out, not undefined.
  const draw = useCallback(
    () =>
      experimentFigure({
        ...about,
        variants: variants as Parameters<typeof experimentFigure>[0]['variants'],
      }),
    [result],
  );
  return (
    <>
      <ConfirmTable rows={rows} />
      <p className={styles.quiet}>{words.meaning(result.seeds.length, result.count)}</p>
      <SpotFigure draw={draw} csv={() => confirmationCsv(rows)} />
    </>
  );
}
