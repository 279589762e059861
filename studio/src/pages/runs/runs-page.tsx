// The table of runs, with its filter and what one can do with the selection.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { RunSummary } from '../../../../src/server/studio/contract/runs.ts';
import { runsQuery } from '../../core/queries.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure, Panel } from '../../ui/panel.tsx';
import { count } from '../../words/numbers.ts';
import { runsWords } from '../../words/runs.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import { Filter } from './filter.tsx';
import { RunsTable } from './runs-table.tsx';
import { SaveTable } from './save-table.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useRunsView } from './use-runs-view.ts';

export default function RunsPage() {
  const { data, error, refetch } = useQuery(runsQuery);
  if (data && data.length > 0) return <Runs runs={data} />;
  return (
    <Page title={runsWords.name}>
      {error ? <Failure error={error} retry={() => void refetch()} /> : data ? <NoRuns /> : <Loading />}
    </Page>
  );
}

function Runs({ runs }: { readonly runs: readonly RunSummary[] }) {
  const view = useRunsView(runs);
  const actions = (
    <>
      <ColumnsMenu view={view} />
      <SaveTable view={view} />
      <Link to="/train" className={buttonClass('primary')}>
        {runsWords.train}
      </Link>
    </>
  );
  return (
    <Page
      isFull
      title={runsWords.name}
      aside={<span role="status">{runsWords.count(count(view.shown.length), count(runs.length))}</span>}
      actions={actions}
    >
      <Filter view={view} />
      <SelectionBar view={view} runs={runs} />
      {view.shown.length === 0 ? (
        <NoMatch view={view} />
      ) : (
        <Panel>
          <RunsTable view={view} />
        </Panel>
      )}
    </Page>
  );
}

const NoRuns = () => (
  <EmptyState icon="runs" title={runsWords.emptyTitle} hint={runsWords.emptyHint}>
    <Link to="/train" className={buttonClass('primary')}>
      {runsWords.train}
    </Link>
  </EmptyState>
);

const NoMatch = ({ view }: { readonly view: ReturnType<typeof useRunsView> }) => (
  <EmptyState icon="search" title={runsWords.noneTitle} hint={runsWords.noneHint}>
    <Button onPress={() => view.change({ q: undefined })}>{runsWords.clearFilter}</Button>
  </EmptyState>
);
