// The layers of a network as a table.
import { describeOptions } from '../../../../../src/figures/model/words.ts';
import type { LayerDescription, ModelDescription } from '../../../../../src/nn/describe.ts';
import { toCsv } from '../../../core/csv.ts';
import { runPageWords } from '../../../words/run.ts';

/** A row for each layer, those inside another one after it. */
export function layersCsv({ layers }: ModelDescription): string {
  const { name, type, options, output, parameters, multiplyAdds } = runPageWords.layerColumns;
  return toCsv(
    [name, type, options, output, parameters, multiplyAdds],
    layers
      .flatMap(withInner)
      .map((layer) => [
        ...[layer.name, layer.type, describeOptions(layer.options), layer.output.join('×')],
        ...[layer.parameters, layer.multiplyAdds],
      ]),
  );
}

const withInner = (layer: LayerDescription): LayerDescription[] => [
  layer,
  ...(layer.paths ?? []).flat().flatMap(withInner),
];
