// What a layer makes of the picture: its feature maps, or its numbers.
import { useMemo } from 'react';
import type { FeatureMaps } from '../../../../src/explain/feature-maps.ts';
import type { NamedLayer } from '../../../../src/explain/layers.ts';
import { sheetOf, type CanvasPixels } from '../../core/canvas-pixels.ts';
import { copyText } from '../../core/copy.ts';
import { savePixels } from '../../core/save-pixels.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Pixels } from '../../ui/pixels.tsx';
import { csvEntry, pngEntry, SaveMenu } from '../../ui/save-menu.tsx';
import { Select } from '../../ui/select.tsx';
import { commonWords } from '../../words/common.ts';
import { tryWords } from '../../words/try.ts';
import { featuresCommandOf } from './core/asked.ts';
import { featureColours } from './core/colours.ts';
import { featuresCsv } from './core/map-table.ts';
import { nameOfPicture, useTry, useTrySearch } from './use-try.ts';
import styles from './try.module.css';

interface FeaturesViewProps {
  readonly layer: string | undefined;
  readonly onLayer: (layer: string) => void;
  /** As commands name the model. */
  readonly argument: string | undefined;
}

/** So many maps are shown at first. */
const some = 48;

export function FeaturesView({ layer, onLayer, argument }: FeaturesViewProps) {
  const facts = useTry((state) => state.facts);
  const hasSeen = useTry((state) => state.seen !== undefined);
  if (!facts || !hasSeen) return <p className={styles.quiet}>{tryWords.featuresEmpty}</p>;
  return (
    <div className={styles.features}>
      <div className={styles.layer}>
        <Select
          label={tryWords.layer}
          choices={facts.layers.map((known) => ({ id: known.name, name: layerName(known) }))}
          chosen={layer ?? ''}
          onChoose={onLayer}
        />
        {layer !== undefined && argument !== undefined && (
          <IconButton
            icon="command"
            label={commonWords.copyCommand}
            onPress={() => void copyText(featuresCommandOf(argument, nameOfPicture(), layer))}
          />
        )}
        <SaveFeatures />
      </div>
      <Found />
    </div>
  );
}

function Found() {
  const features = useTry((state) => state.features);
  const error = useTry((state) => state.featuresError);
  if (!error) return features ? <Maps key={features.layer} features={features} /> : null;
  return (
    <p className={styles.bad} role="alert">
      {error.message}
    </p>
  );
}

/** Saves all maps of the layer that is shown. */
function SaveFeatures() {
  const features = useTry((state) => state.features);
  if (!features) return null;
  const name = `features-${features.layer.replaceAll('/', '-')}`;
  return (
    <SaveMenu
      label={tryWords.saveFeatures}
      entries={[
        pngEntry(() => savePixels(name, sheetOfFeatures(features))),
        csvEntry(name, () => featuresCsv(features)),
      ]}
    />
  );
}

function sheetOfFeatures({ channels, height, width, values }: FeatureMaps): CanvasPixels {
  const area = height * width;
  const maps = Array.from({ length: channels }, (_, i) =>
    featureColours(values.subarray(i * area, (i + 1) * area), width, height),
  );
  return area === 1 ? featureColours(values, channels, 1) : sheetOf(maps, Math.ceil(Math.sqrt(channels)));
}

const layerName = ({ name, shape }: NamedLayer): string => `${name}  ${shape.join(' × ')}`;

function Maps({ features: { channels, height, width, values } }: { readonly features: FeatureMaps }) {
  const [{ everyMap: isAll = false }, change] = useTrySearch();
  const area = height * width;
  const shown = area === 1 ? 0 : Math.min(channels, isAll ? channels : some);
  const maps = useMemo(
    () =>
      Array.from({ length: shown }, (_, i) =>
        featureColours(values.subarray(i * area, (i + 1) * area), width, height),
      ),
    [values, shown, area, width, height],
  );
  if (area === 1)
    return (
      <>
        <p className={styles.quiet}>{tryWords.unitsHint(channels)}</p>
        <Pixels
          {...featureColours(values, channels, 1)}
          label={tryWords.unitsHint(channels)}
          className={styles.units}
        />
      </>
    );
  return (
    <>
      <p className={styles.quiet}>{tryWords.featuresHint(channels, `${width}×${height}`)}</p>
      <ul className={styles.maps}>
        {maps.map((map, i) => (
          <li key={i}>
            <Pixels {...map} label={tryWords.featureMap(i)} className={styles.pixels} />
          </li>
        ))}
      </ul>
      {channels > some && (
        <Button look="quiet" onPress={() => change({ everyMap: isAll ? undefined : true })}>
          {isAll ? tryWords.fewMaps : tryWords.allMaps(channels)}
        </Button>
      )}
    </>
  );
}
