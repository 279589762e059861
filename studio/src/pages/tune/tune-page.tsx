// All studies, or the form that starts one.
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { tuneWords } from '../../words/tune.ts';
import { NewStudy } from './new-study.tsx';
import { JournalButton, JournalDrop } from './open-journal.tsx';
import { studiesQuery } from './queries.ts';
import { StudyTable } from './study-table.tsx';
import { Unread } from './unread.tsx';
import styles from './tune.module.css';

const route = getRouteApi('/tune');

export default function TunePage() {
  const { from } = route.useSearch();
  return from === undefined ? <Studies /> : <NewStudy key={from} from={from} />;
}

function Studies() {
  const { data, error, refetch } = useQuery(studiesQuery);
  const start = (
    <>
      <JournalButton />
      <Link to="/tune" search={{ from: '' }} className={buttonClass('primary')}>
        {tuneWords.start}
      </Link>
    </>
  );
  const isEmpty = data?.studies.length === 0 && data.unread.length === 0;
  return (
    <Page title={tuneWords.name} actions={!isEmpty && start}>
      {error ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : (
        <JournalDrop>
          <Unread unread={data.unread} />
          {data.broken.map(({ folder, reason }) => (
            <p key={folder} className={styles.bad}>
              {tuneWords.broken(folder, reason)}
            </p>
          ))}
          {isEmpty ? (
            <EmptyState icon="tune" title={tuneWords.emptyTitle} hint={tuneWords.emptyHint}>
              {start}
            </EmptyState>
          ) : (
            <StudyTable studies={data.studies} />
          )}
        </JournalDrop>
      )}
    </Page>
  );
}
