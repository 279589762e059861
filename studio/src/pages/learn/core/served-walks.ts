// What the worker does for the page: it keeps open walks by number.
import type { DeviceOptions } from '../../../../../src/engine/runtime/runtime.ts';
import { openWalk, type Question, type Reading, type Walk } from './walk.ts';

/** What the page knows of an open walk. */
export type WalkFacts = Omit<Walk, 'read' | 'dispose'>;

/** The functions that the worker serves. */
export type ServedWalks = ReturnType<typeof servedWalks>;

/** @param device where networks run */
export function servedWalks(device: DeviceOptions) {
  const walks: Walk[] = [];
  return {
    async open(bytes: Uint8Array, source: string): Promise<readonly [number, WalkFacts]> {
      const walk = await openWalk(bytes, source, device);
      const { card, stages, shapes, learned, weights } = walk;
      return [walks.push(walk) - 1, { card, stages, shapes, learned, weights }];
    },
    read: (id: number, question: Question): Promise<Reading> => walks[id]!.read(question),
    async dispose(id: number): Promise<void> {
      await walks[id]?.dispose();
    },
  };
}
