// A map of pictures: those that look alike are near each other. A line around some of them opens them.
import { useMemo } from 'react';
import { embeddingFigure } from '../../../../src/figures/embedding-map.ts';
import { toCsv } from '../../core/csv.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Figure } from '../../ui/figure.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Failure } from '../../ui/panel.tsx';
import { dataWords } from '../../words/data.ts';
import { count } from '../../words/numbers.ts';
import { isInside, readLine, writeLine } from './core/lasso.ts';
import { Lasso, marksOf } from './lasso.tsx';
import { useAllPictures } from './use-all-pictures.ts';
import { leastOnMap, useMap, type PictureMap } from './use-map.ts';
import { Workbench } from './workbench.tsx';
import type { DataSetView } from './use-data-view.ts';
import styles from './data.module.css';

export function MapView({ view }: { readonly view: DataSetView }) {
  const { detail, split } = view;
  const { data, error, refetch } = useMap(detail, split);
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data)
    return (
      <p className={styles.wait} role="status">
        {dataWords.mapping}
      </p>
    );
  if (data.indices.length < leastOnMap)
    return <EmptyState icon="data" title={dataWords.noMap} hint={dataWords.noMapHint(count(leastOnMap))} />;
  return <DrawnMap view={view} map={data} />;
}

function DrawnMap({ view, map }: { readonly view: DataSetView; readonly map: PictureMap }) {
  const { detail, split, search, change } = view;
  const labelOf = useAllPictures(detail);
  const { indices, places } = map;
  const figure = useMemo(() => {
    if (!labelOf) return undefined;
    const labels = Int32Array.from(indices, (index) => labelOf({ split, index }).label);
    return embeddingFigure({
      ...{
        name: `${detail.name}-map`,
        title: dataWords.mapTitle(count(indices.length)),
        about: dataWords.mapAbout,
      },
      ...{ indices: indices.map((_, i) => i), places },
      predictions: sure(labels, detail.classNames),
    });
  }, [labelOf, indices, places, split, detail]);
  const marks = useMemo(() => (figure ? marksOf(figure) : []), [figure]);
  const line = useMemo(() => readLine(search.lasso), [search.lasso]);
  const items = useMemo(
    () =>
      line && labelOf
        ? marks
            .filter(({ point }) => isInside(point, line))
            .map(({ index }) => ({
              split,
              index: indices[index]!,
              ...labelOf({ split, index: indices[index]! }),
            }))
            .sort((a, b) => a.index - b.index)
        : [],
    [line, labelOf, marks, split, indices],
  );
  if (!figure || !labelOf) return <Loading />;
  const csv = () =>
    toCsv(
      ['split', 'index', 'class', 'x', 'y'],
      indices.map((index, i) => [
        ...[split, index, detail.classNames[labelOf({ split, index }).label]],
        ...[places[2 * i], places[2 * i + 1]],
      ]),
    );
  return (
    <div className={`${styles.columns} ${styles.mapColumns}`}>
      <div className={styles.map}>
        <Figure figure={figure} csv={csv}>
          <Lasso
            figure={figure}
            line={line}
            onLine={(next) => change({ lasso: writeLine(next), at: undefined })}
          />
        </Figure>
        <p className={styles.quiet}>{dataWords.mapAbout}</p>
        <p className={styles.quiet}>{dataWords.lassoHint}</p>
      </div>
      {items.length > 0 ? (
        <Workbench
          key={search.lasso}
          view={view}
          items={items}
          label={dataWords.inLine(count(items.length))}
        />
      ) : (
        <EmptyState
          icon="data"
          title={line ? dataWords.emptyLine : dataWords.noLine}
          hint={dataWords.lassoHint}
        />
      )}
    </div>
  );
}

/** Labels as predictions that are certain, because the figure rings those that are wrong. */
const sure = (labels: Int32Array, classNames: readonly string[]) => {
  const probabilities = new Float32Array(labels.length * classNames.length);
  labels.forEach((label, i) => (probabilities[i * classNames.length + label] = 1));
  return { labels, probabilities, classNames };
};
