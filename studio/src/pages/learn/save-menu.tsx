// What the chapter shows, to take away: the map as a picture or as numbers, the network as it is now, and the
// same as a command and as code.
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { copyText } from '../../core/copy.ts';
import { planeCsv } from '../../core/csv.ts';
import { downloadCsv, downloadPng, downloadSvg } from '../../core/download.ts';
import { modelsQuery } from '../../core/queries.ts';
import { Menu } from '../../ui/menu.tsx';
import { commonWords } from '../../words/common.ts';
import { learnWords } from '../../words/learn.ts';
import { planeOf } from './core/arithmetic.ts';
import { asCode, asCommand } from './core/as-code.ts';
import { mapFigure } from './core/map-figure.ts';
import { useChosenSample } from './use-chosen-sample.ts';
import { predictionCsv } from './core/prediction-table.ts';
import { useLearn, type Learn } from './learn-context.ts';
import { told } from './told.ts';

const route = getRouteApi('/learn');

export function SaveMenu() {
  const learn = useLearn();
  const { place, reading } = learn;
  const { stage, map } = place;
  const model = useModelPath();
  const sample = useChosenSample();
  const save = () =>
    told(
      import('./save-network.ts').then(({ saveNetwork }) =>
        saveNetwork(learn.store.walk.card, learn.question.weights),
      ),
    );
  const values = (place.chapter === 'gradient' ? reading.gradients : reading.values)[stage.id]!;
  const plane = stage.shape.length === 3 ? planeOf(values, stage.shape, map) : rowOf(values);
  const figure = () => mapFigure(plane, stage.id, map);
  const [layer = stage.id] = stage.id.split('/');
  const { svg, png, csv } = commonWords.saveAs;
  const walked = { file: model.file, input: learn.store.walk.card.input, sample };
  const isLayer = stage.kind !== 'picture';
  return (
    <Menu
      label={learnWords.save}
      icon="save"
      entries={[
        { id: 'svg', name: svg, run: () => downloadSvg(figure()) },
        {
          id: 'png',
          name: png,
          run: () => told(downloadPng(figure())),
        },
        { id: 'csv', name: csv, run: () => downloadCsv(figure().name, planeCsv(plane)) },
        {
          ...{ id: 'prediction', name: learnWords.savePrediction },
          run: () => downloadCsv('prediction', predictionCsv(predictionOf(learn))),
        },
        { id: 'onnx', name: learnWords.saveNetwork, run: save },
        ...(isLayer
          ? [
              {
                id: 'command',
                name: commonWords.copyCommand,
                run: () => void copyText(asCommand(model.folder, layer)),
              },
              { id: 'code', name: commonWords.copyCode, run: () => void copyText(asCode(walked, layer)) },
            ]
          : []),
      ]}
    />
  );
}

function predictionOf({ store, reading, question }: Learn) {
  const { card, stages } = store.walk;
  const { id } = stages.at(-1)!;
  return {
    ...{ classNames: card.classNames, label: question.label, probabilities: reading.probabilities },
    ...{ scores: reading.values[id]!, gradient: reading.gradients[id]! },
  };
}

const rowOf = (values: Float32Array) => ({ values, height: 1, width: values.length });

/** The model as commands and code name it. */
function useModelPath(): { readonly folder: string; readonly file: string } {
  const { model } = route.useSearch();
  const { data: models = [] } = useQuery(modelsQuery);
  const found = models.find(({ id }) => id === model);
  if (!found) return { folder: 'primer.onnx', file: 'primer.onnx' };
  return {
    folder: found.argument,
    file: found.kind === 'run' ? `${found.argument}/best.onnx` : found.argument,
  };
}
