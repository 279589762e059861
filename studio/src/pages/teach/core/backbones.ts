// The networks that one can learn on, and which is taken if nobody chose.
import type { Model } from '../../../../../src/server/studio/contract/models.ts';

/** A smaller file of another program has its weights in a file beside it, which the page can't read. */
const fewestBytes = 1e6;

/**
 * The chosen model. Otherwise the smallest network of another program in a folder of models, because it has
 * seen many kinds of pictures; otherwise the first of the list, Atelier's usual one.
 */
export function backboneFrom(models: readonly Model[], chosen: string | undefined): Model | undefined {
  const foreign = models.filter(
    ({ kind, card, bytes }) => kind === 'folder' && card === undefined && bytes >= fewestBytes,
  );
  return models.find(({ id }) => id === chosen) ?? foreign.sort((a, b) => a.bytes - b.bytes)[0] ?? models[0];
}

/** The width of the pictures of a network that knows only small grey ones; undefined for others. */
export const greyWidth = ({ card }: Model): number | undefined =>
  card?.input.channels === 1 ? card.input.width : undefined;
