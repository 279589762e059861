// Explains the most confident mistakes: maps of the predicted class by two methods that work differently.
import { subset, type Dataset } from '../data/dataset.ts';
import type { Explainer } from '../explain/explainer.ts';
import { heatMap, overlaidHeatMap } from '../explain/heat-map.ts';
import { methods, methodsFor } from '../explain/methods/index.ts';
import type { MethodName } from '../explain/methods/names.ts';
import { dataAddress } from './pictures.ts';
import type { ExplainedMistakes, Mistake } from './report-data.ts';
import type { Part } from './section.ts';
import { tileSheet } from './tiles.ts';

const usual: readonly MethodName[] = ['grad-cam', 'integrated-gradients'];

/** Makes the overlays for each mistake, by those of the methods that the model allows. */
export async function explainMistakes(
  explainer: Explainer,
  dataset: Dataset,
  mistakes: readonly Mistake[],
  wanted = usual,
): Promise<Part<ExplainedMistakes>> {
  const names = methodsFor(explainer).filter((name) => wanted.includes(name));
  if (names.length === 0 || mistakes.length === 0) return { missing: '' };
  const { images } = subset(
    dataset,
    mistakes.map(({ index }) => index),
  );
  const byMethod: string[][] = [];
  for (const name of names) byMethod.push(await overlaysBy(explainer, name, images));
  return {
    about: aboutMethods(names),
    overlays: mistakes.map((_, i) =>
      names.map((title, method) => ({ title, address: byMethod[method]![i]! })),
    ),
  };
}

async function overlaysBy(explainer: Explainer, name: MethodName, images: Uint8Array): Promise<string[]> {
  const { height, width, imageSize } = explainer;
  const { maps, targets, isSigned } = await methods[name](explainer, images);
  const area = height * width;
  return Promise.all(
    Array.from(targets, async (_, i) => {
      const map = maps.subarray(i * area, (i + 1) * area);
      const image = images.subarray(i * imageSize, (i + 1) * imageSize);
      const drawn = name.includes('cam') ? overlaidHeatMap(map, image) : heatMap(map, isSigned);
      const { png } = await tileSheet({ maps: [drawn], height, width, columns: 1 });
      return dataAddress(png, 'png');
    }),
  );
}

const words: Partial<Record<MethodName, string>> = {
  'grad-cam': 'Grad-CAM shows where the last feature maps support it (Selvaraju et al., 2017).',
  'integrated-gradients':
    'Integrated gradients show the pixels that support it in red and those that oppose it in blue (Sundararajan et al., 2017).',
};

const aboutMethods = (names: readonly MethodName[]): string =>
  ['The maps next to each picture explain the predicted class.', ...names.map((name) => words[name])].join(
    ' ',
  );
