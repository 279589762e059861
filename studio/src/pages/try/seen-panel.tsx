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
import { useTry } from './use-try.ts';
import styles from './try.module.css';

interface MapChoice {
  readonly method: MethodName;
  /** The layer in the address; the usual one if it is missing. */
  readonly layer: string | undefined;
  readonly onMethod: (method: MethodName) => void;
  readonly onLayer: (layer: string | undefined) => void;
}

export function SeenPanel(choice: MapChoice) {
  const facts = useTry((state) => state.facts);
  const hasSeen = useTry((state) => state.seen !== undefined);
  if (!facts || !hasSeen) return null;
  return (
    <div className={styles.seen}>
      <SeenPicture facts={facts} />
      {facts.methods.length > 0 && (
        <>
          <MapPanel facts={facts} />
          <MapChoices facts={facts} {...choice} />
        </>
      )}
    </div>
  );
}

interface OfModel {
  readonly facts: ModelFacts;
}

function SeenPicture({ facts: { card } }: OfModel) {
  const pixels = useTry((state) => state.seen?.pixels);
  const picture = useMemo(() => pixels && pictureColours(pixels, card.input), [pixels, card]);
  const size = `${card.input.width}×${card.input.height}`;
  return (
    <Panel title={tryWords.sees}>
      {picture && <Pixels {...picture} label={tryWords.seesLabel(size)} className={styles.pixels} />}
      <p className={styles.quiet}>{tryWords.pixelSize(size, card.input.channels)}</p>
    </Panel>
  );
}

function MapPanel({ facts: { card } }: OfModel) {
  const map = useTry((state) => state.map);
  const error = useTry((state) => state.mapError);
  const colours = useMemo(
    () => map && mapColours(map.maps, map.pixels, map.isSigned, card.input),
    [map, card],
  );
  const name = map && card.classNames[map.targets[0]!]!;
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

const MapChoices = ({ facts, method, layer, onMethod, onLayer }: OfModel & MapChoice) => (
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
);

/** Class activation maps are made of the features of a layer; `cam` always of the last. */
const takesLayer = (method: MethodName): boolean => method !== 'cam' && method.includes('cam');

const spatialLayers = ({ layers }: ModelFacts): string[] =>
  layers.filter(({ shape }) => shape.length === 3 && shape[1]! * shape[2]! > 1).map(({ name }) => name);
