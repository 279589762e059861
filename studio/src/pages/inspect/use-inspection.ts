// An inspection as it goes on: the pieces of a line, what the inspector says of them, and the threshold.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { InspectorDetail, Piece, PieceLine } from '../../../../src/server/studio/contract/inspect.ts';
import { LineJudge } from './core/line-judge.ts';
import { judge, piecesQuery } from './core/queries.ts';
import { thresholdAt } from './core/threshold.ts';
import { judgedPieces, shownPieces } from './core/verdicts.ts';
import { useInspectSearch } from './use-inspect-search.ts';

const noPieces: readonly Piece[] = [];

export function useInspection(inspector: InspectorDetail, line: PieceLine) {
  const { search, change } = useInspectSearch();
  const { data = noPieces, error, isPending, refetch } = useQuery(piecesQuery(line.id));
  const store = useLineJudge(inspector, line.id, data);
  const state = useSyncExternalStore(store.subscribe, store.state);
  const { card } = inspector;
  const chosen = useMemo(() => thresholdAt(card, search.alarms), [card, search.alarms]);
  const pieces = useMemo(
    () => judgedPieces(data, state.results, chosen.threshold),
    [data, state.results, chosen.threshold],
  );
  const { show = 'all', order = 'line' } = search;
  const shown = useMemo(() => shownPieces(pieces, show, order), [pieces, show, order]);
  return {
    ...{ inspector, line, search, change, chosen, pieces, shown, judging: state, error, isPending },
    retry: () => {
      void refetch();
      void store.judge(data);
    },
  };
}

export type Inspection = ReturnType<typeof useInspection>;

/** The judge of a line, another one for each inspector; it works on as the list of pieces changes. */
function useLineJudge(
  { id, revision }: Pick<InspectorDetail, 'id' | 'revision'>,
  line: string,
  pieces: readonly Piece[],
): LineJudge {
  const cache = useQueryClient();
  const make = () =>
    new LineJudge(async (asked, signal) => {
      const answer = await judge(id, { line, pieces: [...asked] }, signal);
      // The command line has changed the inspector: its threshold and scores are others now.
      if (answer.revision !== revision) await cache.invalidateQueries({ queryKey: ['inspector', id] });
      return answer;
    });
  const name = `${id} ${revision} ${line}`;
  const [own, setOwn] = useState(() => ({ name, store: make() }));
  // React makes effects twice in development, so the store is replaced where it was ended.
  useEffect(() => {
    const store = make();
    setOwn({ name, store });
    return () => store.stop();
  }, [name]);
  const { store } = own;
  useEffect(() => {
    if (pieces.length > 0) void store.judge(pieces);
  }, [store, pieces]);
  return store;
}
