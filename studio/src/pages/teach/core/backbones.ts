// The networks that one can learn on, and which is taken if nobody chose.
import type { Model } from '../../../../../src/server/studio/contract/models.ts';

/**
 * The chosen model. Otherwise a network of another program in a folder of models, because it has seen many
 * kinds of pictures; otherwise the first of the list, Atelier's usual one.
 */
export const backboneFrom = (models: readonly Model[], chosen: string | undefined): Model | undefined =>
  models.find(({ id }) => id === chosen) ??
  models.find(({ kind, card }) => kind === 'folder' && card === undefined) ??
  models[0];

/** The width of the pictures of a network that knows only small grey ones; undefined for others. */
export const greyWidth = ({ card }: Model): number | undefined =>
  card?.input.channels === 1 ? card.input.width : undefined;
