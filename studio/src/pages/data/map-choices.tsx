// How the map is made: by what pictures are compared, and how they are placed.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Select } from '../../ui/select.tsx';
import { Segments } from '../../ui/segments.tsx';
import { dataWords } from '../../words/data.ts';
import { projections } from './core/search.ts';
import { modelsQuery } from './queries.ts';
import type { DataSetView } from './use-data-view.ts';
import styles from './data.module.css';

interface MapChoicesProps {
  readonly view: DataSetView;
  readonly children?: ReactNode;
}

const pixels = '';

export function MapChoices({ view: { search, change }, children }: MapChoicesProps) {
  const { data: models = [] } = useQuery(modelsQuery);
  const { by = pixels, projection = 'umap' } = search;
  // Files of other programs do not say what their features are.
  const able = models.filter(({ kind, card, id }) => kind === 'run' || card || id === by);
  return (
    <div className={styles.toolbar}>
      <Select
        isBare
        label={dataWords.alikeBy}
        chosen={by}
        onChoose={(id) => change({ by: id === pixels ? undefined : id, lasso: undefined, at: undefined })}
        choices={[
          { id: pixels, name: dataWords.byPixels },
          ...able.map(({ id, name }) => ({ id, name: dataWords.byModel(name) })),
        ]}
      />
      <Segments
        label={dataWords.projection}
        choices={projections.map((id) => ({ id, name: dataWords.projections[id] }))}
        chosen={projection}
        onChoose={(id) =>
          change({ projection: id === 'umap' ? undefined : id, lasso: undefined, at: undefined })
        }
      />
      {children}
    </div>
  );
}
