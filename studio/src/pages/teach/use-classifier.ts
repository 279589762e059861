// The model that was taught last, open for live answers.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Raster } from '../../../../src/data/fitting/raster.ts';
import { Latest } from '../../core/latest.ts';
import { toasts } from '../../core/toasts.ts';
import { manyThreads, openInference, type Inference } from '../../inference/inference.ts';
import type { WantedPlace } from '../../inference/placement.ts';
import type { Seen } from '../../inference/page-model.ts';
import type { Result } from './core/result.ts';
import type { TeachStore } from './core/teach-store.ts';

export interface Answer {
  readonly probabilities: Float32Array;
  /** Whether it is unlike the pictures that the model learnt from; undefined if the model can't tell. */
  readonly isUnlike: boolean | undefined;
}

/** What a model says of the newest picture. While one is worked on, only the newest waits. */
export function useClassifier(store: TeachStore, result: Result | undefined, on?: WantedPlace) {
  const [answer, setAnswer] = useState<Answer>();
  const newest = useRef<Latest<Raster>>(undefined);
  const last = useRef<Raster>(undefined);
  useEffect(() => {
    if (!result) return undefined;
    let inference: Inference | undefined;
    let isGone = false;
    setAnswer(undefined);
    const open = async () => {
      const bytes = await store.model();
      if (isGone) return;
      inference = openInference(manyThreads());
      const model = await inference.open(bytes, 'model.onnx', { on });
      const threshold = model.facts.card.novelty?.threshold;
      newest.current = new Latest(async (picture) => {
        const seen = await model.look(picture).catch((error: unknown) => toasts.fail(error));
        if (seen) setAnswer(answerOf(seen, threshold));
      });
      if (last.current) void newest.current.give(last.current);
    };
    void open().catch((error: unknown) => !isGone && toasts.fail(error));
    return () => {
      isGone = true;
      newest.current = undefined;
      inference?.close();
    };
  }, [store, result, on]);
  const look = useCallback((picture: Raster) => {
    last.current = picture;
    void newest.current?.give(picture);
  }, []);
  return { answer, look };
}

const answerOf = ({ probabilities, novelty }: Seen, threshold: number | undefined): Answer => ({
  probabilities,
  isUnlike: novelty === undefined || threshold === undefined ? undefined : novelty > threshold,
});
