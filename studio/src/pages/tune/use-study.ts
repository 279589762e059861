// A study that is open: its line in the list, and its trials, which are asked for again as its journal
// grows. A journal that grows faster than an answer comes does not take it back.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { OpenStudy } from './core/trial-rows.ts';
import { studiesQuery, trialsQuery } from './queries.ts';

export function useStudy(id: string) {
  const cache = useQueryClient();
  const { data: list, error: listError } = useQuery(studiesQuery);
  const summary = list?.studies.find((study) => study.id === id);
  const query = useMemo(() => trialsQuery(id, cache), [id, cache]);
  const { data, error, refetch } = useQuery({ ...query, enabled: summary !== undefined });
  const [newest, known] = [summary?.version, data?.version];
  useEffect(() => {
    if (newest !== undefined && known !== undefined && newest !== known)
      void refetch({ cancelRefetch: false });
  }, [newest, known, refetch]);
  const study = useMemo(
    (): OpenStudy | undefined => data && summary && { ...summary, ...data },
    [data, summary],
  );
  return { study, list, summary, failure: listError ?? error, retry: () => void refetch() };
}
