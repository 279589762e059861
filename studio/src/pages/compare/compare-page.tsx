// Runs beside each other: curves, results, the settings that differ, and whether the difference is real.
import { useQueries } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { RunDetail } from '../../../../src/server/studio/contract/runs.ts';
import { runQuery } from '../../core/queries.ts';
import { buttonClass } from '../../ui/button.tsx';
import { CopyMenu } from '../../ui/copy-menu.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { compareWords } from '../../words/compare.ts';
import { Overlay } from './overlay.tsx';
import { Results } from './results.tsx';
import styles from './compare.module.css';

const route = getRouteApi('/compare');

export default function ComparePage() {
  const ids = [...new Set((route.useSearch().runs ?? '').split(',').filter(Boolean))];
  const answers = useQueries({ queries: ids.map(runQuery) });
  const runs = answers.flatMap(({ data }) => (data ? [data] : []));
  const gone = ids.filter((_, i) => answers[i]?.isError);
  if (answers.some(({ isPending }) => isPending))
    return (
      <Page title={compareWords.name}>
        <Loading />
      </Page>
    );
  if (runs.length === 0) return <Nothing />;
  const command = `atelier compare ${runs.map(({ folder }) => folder).join(' ')}`;
  return (
    <Page title={compareWords.name} actions={<CopyMenu command={command} />}>
      {gone.length > 0 && (
        <p className={styles.gone} role="status">
          {compareWords.gone(gone.join(', '))}
        </p>
      )}
      <Comparison runs={runs} command={command} />
    </Page>
  );
}

const Nothing = () => (
  <Page title={compareWords.name}>
    <EmptyState icon="compare" title={compareWords.emptyTitle} hint={compareWords.emptyHint}>
      <Link to="/runs" className={buttonClass('primary')}>
        {compareWords.toRuns}
      </Link>
    </EmptyState>
  </Page>
);

const Comparison = ({ runs, command }: { readonly runs: readonly RunDetail[]; readonly command: string }) => (
  <div className={styles.compare}>
    <Panel>
      <Overlay runs={runs} />
    </Panel>
    <Panel title={compareWords.results}>
      <Results runs={runs} />
    </Panel>
    {runs.length === 2 && (
      <Panel title={compareWords.test}>
        <p className={styles.hint}>{compareWords.testHint}</p>
        <code className={styles.command}>{command}</code>
      </Panel>
    )}
  </div>
);
