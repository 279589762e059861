// What the network sees of the picture, and what mattered for a class.
import { useMemo } from 'react';
import type { MethodName } from '../../../../src/explain/methods/names.ts';
import type { CanvasPixels } from '../../core/canvas-pixels.ts';
import { copyText } from '../../core/copy.ts';
import { planeCsv } from '../../core/csv.ts';
import { savePixels } from '../../core/save-pixels.ts';
import { toasts } from '../../core/toasts.ts';
import type { ModelFacts } from '../../inference/page-model.ts';
import { IconButton } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Pixels } from '../../ui/pixels.tsx';
import { csvEntry, pngEntry, SaveMenu } from '../../ui/save-menu.tsx';
import { Select } from '../../ui/select.tsx';
import { commonWords } from '../../words/common.ts';
import { tryWords } from '../../words/try.ts';
import { mapCommandOf } from './core/asked.ts';
import { mapColours, pictureColours } from './core/colours.ts';
import { nameOfPicture, useTry } from './use-try.ts';
import styles from './try.module.css';

interface MapChoice {
  /** As commands name the model. */
  readonly argument: string | undefined;
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
          <MapPanel facts={facts} argument={choice.argument} />
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
    <Panel
      title={tryWords.sees}
      actions={picture && <IconButton icon="save" label={tryWords.saveSeen} onPress={() => save(picture)} />}
    >
      {picture && <Pixels {...picture} label={tryWords.seesLabel(size)} className={styles.pixels} />}
      <p className={styles.quiet}>{tryWords.pixelSize(size, card.input.channels)}</p>
    </Panel>
  );
}

const save = (picture: CanvasPixels) =>
  void savePixels('seen', picture).catch((error: unknown) => toasts.fail(error));

function MapPanel({ facts: { card }, argument }: OfModel & Pick<MapChoice, 'argument'>) {
  const map = useTry((state) => state.map);
  const error = useTry((state) => state.mapError);
  const colours = useMemo(
    () => map && mapColours(map.maps, map.pixels, map.isSigned, card.input),
    [map, card],
  );
  const name = map && card.classNames[map.targets[0]!]!;
  return (
    <Panel
      title={name === undefined ? tryWords.map : tryWords.mattered(name)}
      actions={
        colours && (
          <>
            {argument !== undefined && (
              <IconButton
                icon="command"
                label={commonWords.copyCommand}
                onPress={() => void copyText(mapCommandOf(argument, nameOfPicture(), map!.asked, name!))}
              />
            )}
            <SaveMenu
              label={tryWords.saveMap}
              entries={[
                pngEntry(() => savePixels('map', colours)),
                csvEntry('map', () => planeCsv({ ...card.input, values: map!.maps })),
              ]}
            />
          </>
        )
      }
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
