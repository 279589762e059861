// The draft of the form, kept in the browser at every change.
import { useState } from 'react';
import { remember, remembered } from '../../core/settings.ts';
import { readDraft, withField, type Draft } from './core/form.ts';

export function useDraft(from: string | undefined) {
  const place = from === undefined ? 'train-draft' : `train-draft-of-${from}`;
  const [draft, setDraft] = useState(() => readDraft(remembered(place)));
  const keep = (next: Draft) => {
    setDraft(next);
    remember(place, Object.keys(next).length > 0 ? JSON.stringify(next) : undefined);
  };
  return {
    draft,
    keep,
    set: (name: string, value: string | boolean) => keep(withField(draft, name, value)),
  };
}
