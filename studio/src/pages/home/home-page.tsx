// The start page: what trains now, what changed, what is here, and what to do next.
import { useQuery } from '@tanstack/react-query';
import { runsQuery, workspaceQuery } from '../../core/queries.ts';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure, Panel } from '../../ui/panel.tsx';
import { homeWords } from '../../words/home.ts';
import { FirstModel } from './first-model.tsx';
import { Here } from './here.tsx';
import { Next } from './next.tsx';
import { Recent } from './recent.tsx';
import { Running } from './running.tsx';
import styles from './home.module.css';

export default function HomePage() {
  const workspace = useQuery(workspaceQuery);
  const runs = useQuery(runsQuery);
  const error = workspace.error ?? runs.error;
  if (error)
    return (
      <Page title={homeWords.name}>
        <Failure error={error} retry={() => void Promise.all([workspace.refetch(), runs.refetch()])} />
      </Page>
    );
  if (!workspace.data || !runs.data)
    return (
      <Page title={homeWords.name}>
        <Loading />
      </Page>
    );
  return (
    <Page title={homeWords.name}>
      <div className={styles.home}>
        <div className={styles.main}>
          <Running runs={runs.data} />
          {runs.data.length === 0 ? <FirstModel data={workspace.data.data} /> : <Recent runs={runs.data} />}
        </div>
        <div className={styles.side}>
          <Panel title={homeWords.next}>
            <Next runs={runs.data} />
          </Panel>
          <Panel title={homeWords.here}>
            <Here workspace={workspace.data} />
          </Panel>
        </div>
      </div>
    </Page>
  );
}
