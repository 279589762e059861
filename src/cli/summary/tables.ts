// The description of a network as a table for a terminal, and as the document that `summary --json` prints.
import type { LayerDescription, ModelDescription } from '../../nn/describe.ts';
import { oneLine } from '../terminal/output.ts';
import { alignColumns } from '../terminal/table.ts';

/** One line about the network, and one line per layer; layers inside another layer are indented. */
export function describeSummary({
  model,
  input,
  parameters,
  multiplyAdds,
  layers,
}: ModelDescription): string {
  const title = `${oneLine(model)} for pictures of ${input.join('×')}: ${parameters.toLocaleString('en')} parameters, ${multiplyAdds.toLocaleString('en')} multiply-adds`;
  const heads = ['layer', 'type', 'output', 'parameters', 'multiply-adds'];
  return `${title}\n\n${alignColumns([heads, ...layers.flatMap((layer) => rowsOf(layer, ''))], 2)}`;
}

function rowsOf(layer: LayerDescription, indent: string): string[][] {
  const { name, type, output, parameters, multiplyAdds, paths = [] } = layer;
  const row = [
    `${indent}${oneLine(name.slice(name.lastIndexOf('/') + 1))}`,
    oneLine(type),
    output.join('×'),
    ...[parameters, multiplyAdds].map((count) => (count === 0 ? '' : count.toLocaleString('en'))),
  ];
  return [row, ...paths.flat().flatMap((inside) => rowsOf(inside, `${indent}  `))];
}

export interface SummaryLayer {
  readonly name: string;
  readonly type: string;
  /** The shape of one picture's result, without the batch. */
  readonly output: readonly number[];
  readonly parameters: number;
  readonly multiplyAdds: number;
  readonly layers?: readonly SummaryLayer[];
}

/** What `summary --json` prints. */
export interface SummaryDocument extends Omit<ModelDescription, 'layers'> {
  readonly layers: readonly SummaryLayer[];
}

export const summaryDocument = (description: ModelDescription): SummaryDocument => ({
  ...description,
  layers: description.layers.map(layerDocument),
});

const layerDocument = ({
  name,
  type,
  output,
  parameters,
  multiplyAdds,
  paths,
}: LayerDescription): SummaryLayer => ({
  ...{ name, type, output, parameters, multiplyAdds },
  ...(paths && { layers: paths.flat().map(layerDocument) }),
});
