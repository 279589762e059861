// The data sets that the studio knows, and how to add one.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Workspace } from '../../../../src/server/studio/contract/workspace.ts';
import { csvOf, type Columns } from '../../core/csv.ts';
import { workspaceQuery } from '../../core/queries.ts';
import { CopyMenu } from '../../ui/copy-menu.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { SaveCsv } from '../../ui/save-csv.tsx';
import { dataWords } from '../../words/data.ts';
import styles from './data.module.css';

/** The same, for CSV. */
const columns: Columns<Workspace['data'][number]> = {
  name: ({ name }) => name,
  data: ({ data }) => data,
  'is here': ({ isHere }) => isHere,
};

const startCommand = 'atelier studio --data ./photos';

export default function DataListPage() {
  const { data, error, refetch } = useQuery(workspaceQuery);
  return (
    <Page title={dataWords.name}>
      {data ? (
        <div className={styles.sets}>
          <ul aria-label={dataWords.sets}>
            {data.data.map(({ id, name, data: source, isHere }) => (
              <li key={id}>
                <Link to="/data/$id" params={{ id }}>
                  {name}
                </Link>
                <code>{source}</code>
                <span className={styles.quiet}>{isHere ? dataWords.isHere : dataWords.isNotHere}</span>
              </li>
            ))}
          </ul>
          <SaveCsv isBelow name="data-sets" csv={() => csvOf(data.data, columns)} />
          <p className={`${styles.quiet} ${styles.addHint}`}>{dataWords.addHint}</p>
          <p className={styles.command}>
            <code>{startCommand}</code> <CopyMenu command={startCommand} />
          </p>
        </div>
      ) : error ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : (
        <Loading />
      )}
    </Page>
  );
}
