// The training pictures that the model finds most like the picture. The server compares them; it gets only
// the numbers that the model's last layer decides on, never the picture.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { NearestAnswer, NearestQuery } from '../../../../src/server/studio/contract/nearest.ts';
import { squareSheet } from '../../core/picture-sheet.ts';
import { api, apiPath } from '../../core/api.ts';
import type { ModelFacts } from '../../inference/page-model.ts';
import { Failure } from '../../ui/panel.tsx';
import { SavePictures } from '../../ui/save-pictures.tsx';
import { TileGrid } from '../../ui/tile-grid.tsx';
import { commonWords } from '../../words/common.ts';
import { tryWords } from '../../words/try.ts';
import { ownName } from '../../core/own-files.ts';
import { tableOf } from './core/nearest.ts';
import { neighbourColours } from './core/neighbour-colours.ts';
import { NearestTile } from './nearest-tile.tsx';
import { useTry } from './use-try.ts';
import styles from './try.module.css';

const words = tryWords.nearest;

interface NearestViewProps {
  /** The id of the model. */
  readonly model: string | undefined;
}

export function NearestView({ model }: NearestViewProps) {
  const facts = useTry((state) => state.facts);
  const embedding = useTry((state) => state.rested?.embedding);
  if (!facts || model === undefined) return null;
  if (ownName(model) !== undefined) return <p className={styles.quiet}>{words.unknown}</p>;
  if (facts.preparation) return <p className={styles.quiet}>{words.foreign}</p>;
  if (facts.dimensions === undefined) return <p className={styles.quiet}>{words.noFeatures}</p>;
  if (!embedding) return <p className={styles.quiet}>{words.empty}</p>;
  return <Found facts={facts} model={model} embedding={embedding} />;
}

interface FoundProps {
  readonly facts: ModelFacts;
  readonly model: string;
  readonly embedding: Float32Array;
}

function Found({ facts, model, embedding }: FoundProps) {
  const numbers = useMemo(() => Array.from(embedding), [embedding]);
  const { data, error, refetch } = useQuery({
    queryKey: ['nearest', model, numbers],
    queryFn: ({ signal }) =>
      api<NearestAnswer>(apiPath('models', model, 'nearest'), {
        ...{ method: 'POST', signal, body: { embedding: numbers } satisfies NearestQuery },
      }),
    placeholderData: (before) => before,
    gcTime: 60_000,
  });
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <p className={styles.quiet}>{words.reading}</p>;
  if (!data.isReady)
    return (
      <div className={styles.computing} role="status">
        <p>{data.total === 0 ? words.reading : words.computing(data.done, data.total)}</p>
        <progress
          {...(data.total > 0 && { value: data.done, max: data.total })}
          aria-label={words.progress}
        />
      </div>
    );
  return (
    <>
      <div className={styles.line}>
        <p className={styles.quiet}>
          {words.hint(data.total, data.data)}
          {data.dataId !== undefined && ` ${words.opens}`}
        </p>
        <SavePictures
          name="nearest"
          label={commonWords.savePictures}
          total={data.neighbours.length}
          picture={() =>
            Promise.resolve(
              squareSheet(data.neighbours.map((one) => neighbourColours(one, facts.card.input))),
            )
          }
          csv={() => tableOf(data)}
        />
      </div>
      <div className={styles.neighbours}>
        <TileGrid
          {...{ label: words.grid, total: data.neighbours.length, least: 92, caption: 42 }}
          tile={(place) => (
            <NearestTile
              {...place}
              neighbour={data.neighbours[place.place]!}
              input={facts.card.input}
              dataId={data.dataId}
            />
          )}
        />
      </div>
    </>
  );
}
