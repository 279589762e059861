// A training as TypeScript, for a program of one's own.

/** The program that trains what a configuration says, and keeps the best model as `<name>.onnx`. */
export const trainingCode = (
  config: Readonly<Record<string, unknown>>,
  name: string,
): string => `import { writeFile } from 'node:fs/promises';
import { fitConfiguration } from 'atelier/node';

const { best, bestEpoch } = await fitConfiguration(
${JSON.stringify(config, null, 2).replace(/^/gm, '  ')},
  {
    onEpoch: ({ epoch, loss, validationAccuracy }) => console.log(epoch, loss, validationAccuracy),
    onNotice: console.error,
  },
);
await writeFile(${JSON.stringify(`${name}.onnx`)}, best);
console.log(bestEpoch.epoch, bestEpoch.validationAccuracy);
`;
