// The state of the form for a new study, kept in the browser at every change until the study begins.
import { useMemo, useState } from 'react';
import type { FormField } from '../../../../src/server/studio/contract/jobs.ts';
import type { RunSummary } from '../../../../src/server/studio/contract/runs.ts';
import type { StudyEstimate, StudyRequest } from '../../../../src/server/studio/contract/studies.ts';
import { faultsOf, optionsOf, withField } from '../../core/option-form.ts';
import { remember, remembered } from '../../core/settings.ts';
import { presetNames } from '../../../../src/training/preset-names.ts';
import { isStill, refusalOf, type Refusal } from './core/refusal.ts';
import { freeName, isStudyName, spaceText, type Varied } from './core/space.ts';
import { readStudyDraft, type StudyDraft } from './core/study-draft.ts';

/** A study begins from a preset if there is no run. */
const usualPreset = 'minute';

export function useStudyForm(from: string, runs: readonly RunSummary[], fields: readonly FormField[]) {
  const origin = runs.find(({ id }) => id === from);
  const { kept, keep, reset, isUsual } = useKept(from, origin, runs);
  const { options: draft, choices, text } = kept;
  const [free] = useState(() =>
    freeName(
      `${origin && isStudyName(origin.name) ? origin.name : 'study'}-search`.slice(0, 60),
      runs.map((run) => run.name.split('/')[0]!),
    ),
  );
  const name = kept.name ?? free;
  const setChoices = (next: StudyDraft['choices']) => keep({ ...kept, choices: next });
  const base = runs.find(({ folder }) => folder === choices.base);
  const optimizer = String(base?.config['optimizer.type'] ?? base?.config['optimizer'] ?? 'adam');
  const space = text ?? spaceText({ ...choices, optimizer });
  const faults = faultsOf(draft, fields);
  const measured = useMemo(
    (): StudyEstimate => ({ space, options: optionsOf(draft, fields) }),
    [space, draft, fields],
  );
  const request = useMemo((): StudyRequest => ({ ...measured, name }), [measured, name]);
  const { refusal, refuse } = useRefusal(request, fields);
  const isNamed = isStudyName(name);
  const varies = text !== undefined || choices.parameters.length > 0;
  const isSound = varies && Object.keys(faults).length === 0;
  return {
    ...{ name, choices, setChoices, space, isNamed, varies, measured, request, refusal, refuse },
    ...{ draft, kept, keep, reset, isUsual },
    setName: (next: string) => keep({ ...kept, name: next }),
    set: (field: string, value: string | boolean) =>
      keep({ ...kept, options: withField(draft, field, value) }),
    faults: refusal
      ? { [refusal.place]: { kind: 'refused' as const, words: refusal.words }, ...faults }
      : faults,
    toggle: (parameter: Varied, isOn: boolean) =>
      setChoices({
        ...choices,
        parameters: [...choices.parameters.filter((one) => one !== parameter), ...(isOn ? [parameter] : [])],
      }),
    write: (next: string) => keep({ ...kept, text: next }),
    rewrite: () => keep({ ...kept, text: undefined }),
    isEdited: text !== undefined,
    isSound,
    isValid: isNamed && isSound,
  };
}

export type StudyForm = ReturnType<typeof useStudyForm>;

/** The draft as the browser keeps it, for a study that begins from a run or from nothing. */
function useKept(from: string, origin: RunSummary | undefined, runs: readonly RunSummary[]) {
  const place = from === '' ? 'study-draft' : `study-draft-of-${from}`;
  const usual: StudyDraft = {
    ...{ name: undefined, options: { trials: '30' }, text: undefined },
    choices: {
      ...{ base: origin?.folder ?? usualPreset, objective: 'validationAccuracy' },
      parameters: ['learningRate', 'batchSize'],
    },
  };
  const isBase = (base: string) =>
    presetNames.some((name) => name === base) || runs.some(({ folder }) => folder === base);
  const [kept, setKept] = useState(() => readStudyDraft(remembered(place), usual, isBase));
  const isUsual = JSON.stringify(kept) === JSON.stringify(usual);
  return {
    ...{ kept, isUsual },
    keep: (next: StudyDraft) => {
      setKept(next);
      remember(place, JSON.stringify(next));
    },
    reset: () => {
      setKept(usual);
      remember(place, undefined);
    },
  };
}

/** What the server refused, as long as it is still there. */
function useRefusal(request: StudyRequest, fields: readonly FormField[]) {
  const [refused, setRefused] = useState<{ readonly refusal: Refusal; readonly request: StudyRequest }>();
  return {
    refusal: refused && isStill(refused.refusal, refused.request, request) ? refused.refusal : undefined,
    refuse: ({ message }: Error, given: StudyEstimate) =>
      setRefused({ refusal: refusalOf(message, fields), request: { ...request, ...given } }),
  };
}
