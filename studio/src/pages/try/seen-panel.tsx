// What the network sees of the picture, and what mattered for a class.
import { useMemo } from 'react';
import type { MethodName } from '../../../../src/explain/methods/names.ts';
import { toasts } from '../../core/toasts.ts';
import type { ModelFacts } from '../../inference/page-model.ts';
import { IconButton } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Pixels } from '../../ui/pixels.tsx';
import { Select } from '../../ui/select.tsx';
import { tryWords } from '../../words/try.ts';
import { mapColours, pictureColours } from './core/colours.ts';
import { savePixels } from './core/save-pixels.ts';
import type { ShownMap, TryState } from './core/try-store.ts';
import styles from './try.module.css';

interface SeenPanelProps {
  readonly state: TryState;
  readonly method: MethodName;
  /** The layer in the address; the usual one if it is missing. */
  readonly layer: string | undefined;
  readonly onMethod: (method: MethodName) => void;
  readonly onLayer: (layer: string | undefined) => void;
}

const sizeOf = ({ card: { input } }: ModelFacts): string => `${input.width}×${input.height}`;

export function SeenPanel({ state, method, layer, onMethod, onLayer }: SeenPanelProps) {
  const { facts, seen, map, mapError } = state;
  const picture = useMemo(
    () => facts && seen && pictureColours(seen.pixels, facts.card.input),
    [facts, seen],
  );
  if (!facts || !picture) return null;
  return (
    <div className={styles.seen}>
      <Panel title={tryWords.sees}>
        <Pixels {...picture} label={tryWords.seesLabel(sizeOf(facts))} className={styles.pixels} />
        <p className={styles.quiet}>{tryWords.pixelSize(sizeOf(facts), facts.card.input.channels)}</p>
      </Panel>
      <MapPanel facts={facts} map={map} error={mapError} />
      <div className={styles.choices}>
        <Select
          label={tryWords.map}
          choices={facts.methods.map((id) => ({ id, name: tryWords.maps[id] }))}
          chosen={method}
          onChoose={(id) => onMethod(id as MethodName)}
        />
        {takesLayer(method) && facts.mapLayer !== undefined && (
          <Select
            label={tryWords.mapLayer}
            choices={spatialLayers(facts).map((id) => ({
              id,
              name: id === facts.mapLayer ? tryWords.usualLayer(id) : id,
            }))}
            chosen={layer ?? facts.mapLayer}
            onChoose={(id) => onLayer(id === facts.mapLayer ? undefined : id)}
          />
        )}
      </div>
    </div>
  );
}

/** Class activation maps are made of the features of a layer; `cam` always of the last. */
export const takesLayer = (method: MethodName): boolean => method !== 'cam' && method.includes('cam');

const spatialLayers = ({ layers }: ModelFacts): string[] =>
  layers.filter(({ shape }) => shape.length === 3 && shape[1]! * shape[2]! > 1).map(({ name }) => name);

interface MapPanelProps {
  readonly facts: ModelFacts;
  readonly map: ShownMap | undefined;
  readonly error: Error | undefined;
}

function MapPanel({ facts, map, error }: MapPanelProps) {
  const colours = useMemo(
    () => map && mapColours(map.maps, map.pixels, map.isSigned, facts.card.input),
    [map, facts],
  );
  const name = map && facts.card.classNames[map.targets[0]!]!;
  const save = () => void savePixels('map', colours!).catch((failure: unknown) => toasts.fail(failure));
  return (
    <Panel
      title={name === undefined ? tryWords.map : tryWords.mattered(name)}
      actions={colours && <IconButton icon="save" label={tryWords.saveMap} onPress={save} />}
    >
      {error && (
        <p className={styles.bad} role="alert">
          {error.message}
        </p>
      )}
      {colours && map ? (
        <>
          <Pixels
            {...colours}
            label={tryWords.mapLabel(tryWords.maps[map.asked.method], name!)}
            className={styles.pixels}
          />
          <p className={styles.quiet}>{map.isSigned ? tryWords.signed : tryWords.bright}</p>
        </>
      ) : (
        !error && <p className={styles.making}>{tryWords.making}</p>
      )}
    </Panel>
  );
}
