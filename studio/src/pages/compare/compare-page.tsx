// Runs beside each other: curves, results, the settings that differ, and whether the difference is real.
import { useQueries } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { RunDetail } from '../../../../src/server/studio/contract/runs.ts';
import { shellWord } from '../../../../src/shell-words.ts';
import { runQuery } from '../../core/queries.ts';
import { buttonClass } from '../../ui/button.tsx';
import { CopyMenu } from '../../ui/copy-menu.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SaveCsv } from '../../ui/save-csv.tsx';
import { compareWords } from '../../words/compare.ts';
import { Overlay } from './overlay.tsx';
import { PairedTest } from './paired-test.tsx';
import { Results } from './results.tsx';
import { codeOf } from './core/code.ts';
import { pairOf } from './core/pair.ts';
import { resultsCsv } from './core/tables.ts';
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
  return (
    <Page title={compareWords.name} actions={<CopyCommand runs={runs} />}>
      {gone.length > 0 && (
        <p className={styles.gone} role="status">
          {compareWords.gone(gone.join(', '))}
        </p>
      )}
      <Comparison runs={runs} />
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

/** The command compares two models; which ones, the address says. */
function CopyCommand({ runs }: { readonly runs: readonly RunDetail[] }) {
  const { pair: wanted, split = 'validation' } = route.useSearch();
  const pair = pairOf(runs, wanted);
  if (!pair) return null;
  const [a, b] = pair;
  const command = `atelier compare ${shellWord(a.folder)} ${shellWord(b.folder)} --split ${split}`;
  return <CopyMenu command={command} code={codeOf(pair, split)} />;
}

const Comparison = ({ runs }: { readonly runs: readonly RunDetail[] }) => (
  <div className={styles.compare}>
    <Panel>
      <Overlay runs={runs} />
    </Panel>
    <Panel title={compareWords.results} actions={<SaveCsv name="results" csv={() => resultsCsv(runs)} />}>
      <Results runs={runs} />
    </Panel>
    {runs.length > 1 && (
      <Panel title={compareWords.test}>
        <PairedTest runs={runs} />
      </Panel>
    )}
  </div>
);
