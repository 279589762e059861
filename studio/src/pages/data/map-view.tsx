// A map of pictures: those that are alike are near each other. A line around some of them opens them.
import { leastOnMap } from '../../../../src/explain/embedding/landmark-map.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Failure } from '../../ui/panel.tsx';
import { dataWords } from '../../words/data.ts';
import { count, percent } from '../../words/numbers.ts';
import { DrawnMap } from './drawn-map.tsx';
import { MapChoices } from './map-choices.tsx';
import { useMapSource } from './use-map.ts';
import type { DataSetView } from './use-data-view.ts';

export function MapView({ view }: { readonly view: DataSetView }) {
  const { detail, split } = view;
  const { count: pictures = 0 } = detail.splits.find((one) => one.split === split) ?? {};
  if (pictures < leastOnMap)
    return <EmptyState icon="data" title={dataWords.noMap} hint={dataWords.noMapHint(count(leastOnMap))} />;
  return <Map view={view} />;
}

function Map({ view }: { readonly view: DataSetView }) {
  const { detail, split, search, change } = view;
  const { by } = search;
  const { state, source } = useMapSource(detail.id, split, by);
  const error = state.error ?? source.error;
  if (source.data) return <DrawnMap key={`${split} ${by ?? ''}`} view={view} source={source.data} />;
  return (
    <>
      <MapChoices view={view} />
      {error ? (
        <Failure error={error} retry={() => void (state.error ? state.refetch() : source.refetch())} />
      ) : state.data?.isReady === false ? (
        <EmptyState icon="data" title={dataWords.describing} hint={progressOf(state.data)}>
          {by !== undefined && (
            <Button onPress={() => change({ by: undefined })}>{dataWords.byPixelsInstead}</Button>
          )}
        </EmptyState>
      ) : (
        <Loading />
      )}
    </>
  );
}

const progressOf = ({ done, total }: { readonly done: number; readonly total: number }): string =>
  total === 0
    ? dataWords.mapReading
    : dataWords.described(count(done), count(total), percent(done / total, 0));
