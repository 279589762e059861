// One study, live: how the search goes, which parameters matter, and every trial.
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { StudyList } from '../../../../src/server/studio/contract/studies.ts';
import { jobsQuery } from '../../core/queries.ts';
import { buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { tuneWords } from '../../words/tune.ts';
import type { OpenStudy } from './core/trial-rows.ts';
import { StudyActions } from './study-actions.tsx';
import { StudyFacts } from './study-facts.tsx';
import { StudyStatus } from './study-status.tsx';
import { StudyViews } from './study-views.tsx';
import { Unread } from './unread.tsx';
import { useStudy } from './use-study.ts';
import styles from './tune.module.css';

const route = getRouteApi('/tune/$id');

export default function StudyPage() {
  const { id } = route.useParams();
  const { study, list, summary, failure, retry } = useStudy(id);
  if (study) return <Study key={id} study={study} />;
  return (
    <Page title={id} trail={<Trail />}>
      {failure ? (
        <Failure error={failure} retry={retry} />
      ) : list && !summary ? (
        <NotYet id={id} unread={list.unread} />
      ) : (
        <Loading />
      )}
    </Page>
  );
}

const Trail = () => (
  <>
    <Link to="/tune" search={{}}>
      {tuneWords.name}
    </Link>
    <Icon name="right" size={12} />
  </>
);

/** A study that begins has no journal yet, and a large one takes some seconds to be read. */
function NotYet({ id, unread }: { readonly id: string } & Pick<StudyList, 'unread'>) {
  const { data: jobs } = useQuery(jobsQuery);
  if (unread.length > 0) return <Unread unread={unread} />;
  const job = jobs?.find(({ kind, args }) => kind === 'tune' && args[args.indexOf('--name') + 1] === id);
  if (!job) return <Gone />;
  if (job.reason !== undefined) return <p className={styles.bad}>{job.reason}</p>;
  return (
    <p className={styles.quiet} role="status">
      {tuneWords.begins}
    </p>
  );
}

const Gone = () => (
  <EmptyState icon="tune" title={tuneWords.gone} hint={tuneWords.emptyHint}>
    <Link to="/tune" search={{}} className={buttonClass('plain')}>
      {tuneWords.toStudies}
    </Link>
  </EmptyState>
);

const Study = ({ study }: { readonly study: OpenStudy }) => (
  <Page
    title={study.name}
    trail={<Trail />}
    aside={<StudyStatus status={study.status} />}
    actions={<StudyActions study={study} />}
  >
    <div className={styles.page}>
      {study.reason !== undefined && <p className={styles.bad}>{study.reason}</p>}
      <StudyFacts study={study} />
      <StudyViews study={study} />
    </div>
  </Page>
);
