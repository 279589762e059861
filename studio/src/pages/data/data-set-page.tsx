// One data set: its pictures, what an audit found in it, and what augmentation makes of them.
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { DataDetail, DataState } from '../../../../src/server/studio/contract/data.ts';
import { Icon } from '../../ui/icon.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure, Panel } from '../../ui/panel.tsx';
import { dataWords } from '../../words/data.ts';
import { count } from '../../words/numbers.ts';
import { AugmentationView } from './augmentation-view.tsx';
import { DataActions } from './data-actions.tsx';
import { FindingsView } from './findings-view.tsx';
import { MapView } from './map-view.tsx';
import { PicturesView } from './pictures-view.tsx';
import { dataQuery, pixelsOf } from './queries.ts';
import { useDataView } from './use-data-view.ts';
import { ViewLinks } from './view-links.tsx';
import styles from './data.module.css';

const route = getRouteApi('/data/$id');

export default function DataSetPage() {
  const { id } = route.useParams();
  const { data, error, refetch } = useQuery(dataQuery(id));
  if (data?.status === 'ready') return <DataSet key={id} detail={data} />;
  return (
    <Page title={data?.name ?? id} trail={<Trail />}>
      {error ? <Failure error={error} retry={() => void refetch()} /> : <Reading state={data} />}
    </Page>
  );
}

const Trail = () => (
  <>
    <Link to="/data">{dataWords.name}</Link>
    <Icon name="right" size={12} />
  </>
);

function Reading({ state }: { readonly state: DataState | undefined }) {
  if (state?.status !== 'loading') return <Loading />;
  return (
    <div role="status">
      <p>{dataWords.reading(state.name)}</p>
      {state.progress && (
        <p className={styles.quiet}>
          {dataWords.decoded(count(state.progress.done), count(state.progress.total))}
        </p>
      )}
    </div>
  );
}

function DataSet({ detail }: { readonly detail: DataDetail }) {
  const source = useMemo(() => pixelsOf(detail.id, detail.shape), [detail.id, detail.shape]);
  const view = useDataView(detail, source);
  const { view: name = 'pictures' } = view.search;
  return (
    <Page
      isFull
      title={detail.name}
      trail={<Trail />}
      aside={<span>{dataWords.count(count(view.total), count(view.total))}</span>}
      actions={<DataActions view={view} />}
    >
      <ViewLinks view={view} />
      <div className={styles.view}>
        <Panel>
          {name === 'pictures' && <PicturesView view={view} />}
          {name === 'findings' && <FindingsView view={view} />}
          {name === 'map' && <MapView view={view} />}
          {name === 'augmentation' && <AugmentationView view={view} />}
        </Panel>
      </div>
    </Page>
  );
}
