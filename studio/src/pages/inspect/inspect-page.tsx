// Quality control: a line of pieces judged by an inspector.
import { useQuery } from '@tanstack/react-query';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { inspectWords } from '../../words/inspect.ts';
import type { ChosenProps } from './chosen.ts';
import { AddFiles } from './add-files.tsx';
import { inspectorQuery, inspectorsQuery, linesQuery } from './core/queries.ts';
import { InspectionView } from './inspection-view.tsx';
import { useFileDrop } from './use-file-drop.ts';
import { useInspectSearch } from './use-inspect-search.ts';
import page from '../../ui/full-page.module.css';
import styles from './inspect.module.css';

export default function InspectPage() {
  const inspectors = useQuery(inspectorsQuery);
  const lines = useQuery(linesQuery);
  const { search } = useInspectSearch();
  const error = inspectors.error ?? lines.error;
  const chosen = inspectors.data?.find(({ id }) => id === search.inspector) ?? inspectors.data?.[0];
  const line = lines.data?.find(({ id }) => id === search.line) ?? lines.data?.[0];
  if (chosen && line && inspectors.data && lines.data)
    return <Chosen {...{ inspectors: inspectors.data, lines: lines.data, chosen, line }} />;
  const retry = () => {
    void inspectors.refetch();
    void lines.refetch();
  };
  return (
    <Page title={inspectWords.name}>
      {error ? (
        <Failure error={error} retry={retry} />
      ) : inspectors.data && lines.data ? (
        <NoInspector />
      ) : (
        <Loading />
      )}
    </Page>
  );
}

function NoInspector() {
  const { isOver, handlers, take } = useFileDrop();
  return (
    <div className={styles.empty} {...handlers}>
      <EmptyState icon="inspect" title={inspectWords.emptyTitle} hint={inspectWords.emptyHint}>
        <pre className={page.commands} tabIndex={0} aria-label={inspectWords.emptyTitle}>
          {inspectWords.learnCommand}
          {'\n'}
          {inspectWords.startCommand}
        </pre>
        <AddFiles words={inspectWords.chooseInspector} types={['.onnx']} take={take} />
      </EmptyState>
      {isOver && <p className={page.drop}>{inspectWords.drop}</p>}
    </div>
  );
}

function Chosen(props: ChosenProps) {
  const { data, error, refetch } = useQuery(inspectorQuery(props.chosen.id));
  if (data) return <InspectionView {...props} inspector={data} />;
  return (
    <Page title={inspectWords.name}>
      {error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />}
    </Page>
  );
}
