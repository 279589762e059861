// The address of a study, and how it changes.
import { getRouteApi } from '@tanstack/react-router';
import type { StudySearch } from './core/search.ts';

const route = getRouteApi('/tune/$id');

type Change = { readonly [Name in keyof StudySearch]: StudySearch[Name] | undefined };

export function useStudyView() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: Change) =>
    void navigate({
      search: (old) =>
        Object.fromEntries(
          Object.entries({ ...old, ...part }).filter(([, value]) => value !== undefined),
        ) as StudySearch,
      replace: true,
    });
  return { search, change, openTrial: (id: string) => change({ trial: Number(id) }) };
}
