// One run: live curves, settings, files, its report, and what one can do with it.
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { RunDetail } from '../../../../src/server/studio/contract/runs.ts';
import { runQuery } from '../../core/queries.ts';
import { Progress } from '../../runs/progress.tsx';
import { Status } from '../../runs/status.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure, Panel } from '../../ui/panel.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { runPageWords } from '../../words/run.ts';
import { runsWords } from '../../words/runs.ts';
import { Beginning } from './beginning.tsx';
import { Facts } from './facts.tsx';
import { Files } from './files.tsx';
import { Log } from './log.tsx';
import { Network } from './network.tsx';
import { Notes } from './notes.tsx';
import { RunCurves } from './run-curves.tsx';
import { Report } from './report.tsx';
import { RunActions } from './run-actions.tsx';
import { Settings } from './settings.tsx';
import { Validation } from './validation.tsx';
import { useBeginning } from './use-beginning.ts';
import { readRunSearch, runTabs, type RunTab } from './core/search.ts';
import styles from './run.module.css';

const route = getRouteApi('/runs/$id');

export default function RunPage() {
  const { id } = route.useParams();
  const beginning = useBeginning(id);
  const { data, error, refetch } = useQuery({ ...runQuery(id), enabled: beginning === 'begun' });
  if (data) return <Run key={id} run={data} />;
  return (
    <Page title={id} trail={<Trail />}>
      {typeof beginning === 'object' ? (
        <Beginning job={beginning} />
      ) : error ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : (
        <Loading />
      )}
    </Page>
  );
}

const Trail = () => (
  <>
    <Link to="/runs">{runsWords.name}</Link>
    <Icon name="right" size={12} />
  </>
);

function Run({ run }: { readonly run: RunDetail }) {
  const { tab = 'curves' } = route.useSearch();
  const navigate = route.useNavigate();
  const isOver = run.status === 'finished';
  return (
    <Page
      title={run.name}
      trail={<Trail />}
      aside={<Status status={run.status} />}
      actions={<RunActions run={run} />}
    >
      <div className={styles.run}>
        <div className={styles.main}>
          {run.reason !== undefined && <p className={styles.reason}>{run.reason}</p>}
          {run.troubles.map((trouble) => (
            <p key={trouble} className={styles.reason} role="status">
              {runPageWords.trouble(trouble)}
            </p>
          ))}
          {!isOver && run.status !== 'broken' && <Progress run={run} />}
          <Tabs
            label={runPageWords.views}
            chosen={tab}
            onChoose={(next) =>
              void navigate({
                search: (old) => readRunSearch({ ...old, tab: next }),
                replace: true,
              })
            }
            tabs={runTabs.map((name) => ({
              id: name,
              name: runPageWords.tabs[name],
              content: (
                <Panel>
                  <View name={name} run={run} />
                </Panel>
              ),
            }))}
          />
        </div>
        <aside className={styles.side}>
          <Facts run={run} />
          <Notes run={run} />
        </aside>
      </div>
    </Page>
  );
}

function View({ name, run }: { readonly name: RunTab; readonly run: RunDetail }) {
  switch (name) {
    case 'curves':
      return (
        <>
          <RunCurves run={run} />
          <Validation run={run} />
        </>
      );
    case 'network':
      return <Network run={run} />;
    case 'settings':
      return <Settings run={run} />;
    case 'files':
      return <Files run={run} />;
    case 'report':
      return <Report run={run} />;
    case 'log':
      return <Log run={run} />;
  }
}
