// The draft of the form, kept in the browser at every change, under the options that the address sets.
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { remember, remembered } from '../../core/settings.ts';
import { readDraft, withField, type Draft } from '../../core/option-form.ts';
import { changeUnder, givenOf } from './core/search.ts';

const route = getRouteApi('/train');

export function useDraft() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const place = search.from === undefined ? 'train-draft' : `train-draft-of-${search.from}`;
  const [own, setOwn] = useState(() => readDraft(remembered(place)));
  const [given, setGiven] = useState(() => givenOf(search));
  const draft = useMemo((): Draft => ({ ...own, ...given }), [own, given]);
  const keep = (next: Draft) => {
    const parts = changeUnder(own, given, next);
    setOwn(parts.own);
    setGiven(parts.given);
    remember(place, Object.keys(parts.own).length > 0 ? JSON.stringify(parts.own) : undefined);
    const { from } = search;
    void navigate({ search: { ...(from !== undefined && { from }), ...parts.given }, replace: true });
  };
  return {
    draft,
    keep,
    set: (name: string, value: string | boolean) => keep(withField(draft, name, value)),
  };
}
