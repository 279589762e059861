// What the worker does for the page: it keeps open models by number.
import type { Raster } from '../../../src/data/fitting/raster.ts';
import {
  openPageModel,
  type ExplainAsked,
  type ModelFacts,
  type OpenOptions,
  type PageModel,
} from './page-model.ts';
import type { Hardware } from './placement.ts';

/** The functions that the worker serves. */
export type Served = ReturnType<typeof servedModels>;

/** @param hardware what models run on */
export function servedModels(hardware: Hardware) {
  const models = new Map<number, PageModel>();
  const model = (id: number) => models.get(id)!;
  let next = 1;
  return {
    async open(
      bytes: Uint8Array,
      name: string,
      options: OpenOptions,
    ): Promise<readonly [number, ModelFacts]> {
      const opened = await openPageModel(bytes, name, options, hardware);
      models.set(next, opened);
      return [next++, opened.facts];
    },
    fit: (id: number, picture: Raster) => model(id).fit(picture),
    look: (id: number, picture: Raster) => model(id).look(picture),
    classify: (id: number, pixels: Uint8Array) => model(id).classify(pixels),
    explain: (id: number, pixels: Uint8Array, asked: ExplainAsked) => model(id).explain(pixels, asked),
    features: (id: number, pixels: Uint8Array, layer: string) => model(id).features(pixels, layer),
    async close(id: number): Promise<void> {
      await models.get(id)?.close();
      models.delete(id);
    },
  };
}
