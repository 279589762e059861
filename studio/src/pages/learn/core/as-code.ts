// What the walk shows, as a program and as a command.

/** TypeScript that computes the maps of a layer. @param file the path of the model */
export const asCode = (file: string, layer: string): string => `import { readFile } from 'node:fs/promises';
import { featureMaps, openExplainer, sketches } from 'atelier';

const explainer = openExplainer(await readFile('${file}'));
const { images } = sketches({ train: 10, test: 10 }).test; // uint8 [count, channels, height, width]
const { channels, height, width, values } = await featureMaps(explainer, images, '${layer}');
`;

/** The command that draws the maps of a layer for a picture. */
export const asCommand = (model: string, layer: string): string =>
  `atelier explain ${model} picture.png --features ${layer}`;
