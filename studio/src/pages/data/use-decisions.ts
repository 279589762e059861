// Decisions about labels: they show at once, and are taken back if the server could not keep them.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef } from 'react';
import type { DataDecisions, DecisionStep } from '../../../../src/server/studio/contract/data.ts';
import { api, apiPath } from '../../core/api.ts';
import { toasts } from '../../core/toasts.ts';
import { dataWords } from '../../words/data.ts';
import { withStep } from './core/decision-step.ts';
import { decisionMap, type Decisions } from './core/items.ts';
import { decisionsQuery } from './queries.ts';

export interface DecisionStore {
  readonly decisions: Decisions;
  /** The file for `train --labels`; undefined while it is read. */
  readonly file: string | undefined;
  /** Why the decisions can't be read. */
  readonly error: Error | null;
  /** Decides about pictures, as one step; null takes a decision back. */
  readonly decide: (step: DecisionStep) => void;
  readonly undo: () => void;
}

export function useDecisions(id: string): DecisionStore {
  const cache = useQueryClient();
  const query = useMemo(() => decisionsQuery(id), [id]);
  const { data, error } = useQuery(query);
  const decisions = useMemo(() => decisionMap(data?.decisions ?? []), [data]);
  const waiting = useRef(0);
  const turn = useRef<Promise<void>>(Promise.resolve());
  /** Sends one step after the other, so that they arrive in this order. */
  const send = useCallback(
    (path: readonly string[], body?: unknown): Promise<void> => {
      waiting.current++;
      const step = async () => {
        try {
          await cache.cancelQueries({ queryKey: query.queryKey }); // an answer from before would undo it
          const where = apiPath('data', id, 'decisions', ...path);
          const answer = await api<DataDecisions>(where, { method: 'POST', body });
          // What was decided meanwhile is in the answers that follow.
          if (waiting.current === 1) cache.setQueryData(query.queryKey, answer);
        } catch (failure) {
          toasts.fail(failure);
          void cache.invalidateQueries({ queryKey: query.queryKey });
        } finally {
          waiting.current--;
        }
      };
      turn.current = turn.current.then(step);
      return turn.current;
    },
    [cache, id, query],
  );
  const decide = useCallback(
    (step: DecisionStep) => {
      cache.setQueryData<DataDecisions>(query.queryKey, (old) => old && withStep(old, step));
      void send([], step);
    },
    [cache, query, send],
  );
  const undo = useCallback(() => {
    if ((cache.getQueryData<DataDecisions>(query.queryKey)?.steps ?? 0) === 0)
      return toasts.tell(dataWords.nothingToUndo);
    void send(['undo']).then(() => toasts.tell(dataWords.undone));
  }, [cache, query, send]);
  return { decisions, file: data?.file, error, decide, undo };
}
