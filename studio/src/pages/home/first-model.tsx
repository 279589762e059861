// The empty state: one click trains a first model.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { KnownData } from '../../../../src/server/studio/contract/workspace.ts';
import { jobsQuery } from '../../core/queries.ts';
import { toasts } from '../../core/toasts.ts';
import { startJob } from '../../runs/change-run.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { homeWords } from '../../words/home.ts';
import { runWords } from '../../words/runs-common.ts';
import styles from './home.module.css';

/** The data for a first model: the first set that is here, or else the drawn one, which always is. */
const firstData = (known: readonly KnownData[]) =>
  known.find(({ isHere, data }) => isHere && data !== 'sketches') ?? { data: 'sketches', name: 'sketches' };

export function FirstModel({ data }: { readonly data: readonly KnownData[] }) {
  const cache = useQueryClient();
  const jobs = useQuery(jobsQuery);
  const chosen = firstData(data);
  const start = useMutation({
    mutationFn: () => startJob(cache, { kind: 'train', options: { data: chosen.data, name: 'first' } }),
    onError: (error) => toasts.fail(error),
  });
  const isTraining = jobs.data?.some(({ kind, status }) => kind === 'train' && status === 'running');
  const isStarting = start.isPending || isTraining === true;
  return (
    <div className={styles.first}>
      <EmptyState icon="train" title={homeWords.firstTitle} hint={homeWords.firstHint(chosen.name)}>
        <Button look="primary" icon="play" isDisabled={isStarting} onPress={() => start.mutate()}>
          {isStarting ? runWords.starting : homeWords.firstButton}
        </Button>
        <Link to="/train" className={buttonClass('quiet')}>
          {homeWords.otherWay}
        </Link>
      </EmptyState>
    </div>
  );
}
