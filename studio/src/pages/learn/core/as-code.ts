// What the walk shows, as a program and as a command.
import { sampleSide } from './pictures.ts';

/** The model and the picture of the walk. */
interface Walked {
  /** The path of the model. */
  readonly file: string;
  readonly input: { readonly channels: number; readonly height: number; readonly width: number };
  /** The class of the sketch; undefined for a picture of the reader's own. */
  readonly sample: number | undefined;
}

/** TypeScript that computes the maps of a layer. */
export function asCode({ file, input, sample }: Walked, layer: string): string {
  const { channels, height, width } = input;
  const isSketch = sample !== undefined && channels === 1 && height === sampleSide && width === sampleSide;
  const target = { height, width, channels, invert: 'auto' };
  const [imports, picture] = isSketch
    ? [
        "import { featureMaps, openExplainer, sketches } from 'atelier';",
        `const { images, labels } = sketches({ train: 10, test: 10 }).test;
const at = labels.indexOf(${sample}) * ${sampleSide * sampleSide};
const picture = images.slice(at, at + ${sampleSide * sampleSide}); // uint8 [channels, height, width]`,
      ]
    : [
        `import { featureMaps, openExplainer } from 'atelier';
import { readImage } from 'atelier/node';`,
        `const picture = await readImage('picture.png', ${JSON.stringify(target)});`,
      ];
  return `import { readFile } from 'node:fs/promises';
${imports}

const explainer = openExplainer(await readFile(${JSON.stringify(file)}));
${picture}
const { channels, height, width, values } = await featureMaps(explainer, picture, ${JSON.stringify(layer)});
for (let map = 0; map < channels; map++)
  console.log(map, values.slice(map * height * width, (map + 1) * height * width));
`;
}

/** The command that draws the maps of a layer for a picture. */
export const asCommand = (model: string, layer: string): string =>
  `atelier explain ${model} picture.png --features ${layer}`;
