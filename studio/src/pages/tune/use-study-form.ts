// The state of the form for a new study.
import { useMemo, useState } from 'react';
import type { FormField } from '../../../../src/server/studio/contract/jobs.ts';
import type { RunSummary } from '../../../../src/server/studio/contract/runs.ts';
import type { StudyEstimate, StudyRequest } from '../../../../src/server/studio/contract/studies.ts';
import { faultsOf, optionsOf, withField, type Draft } from '../../core/option-form.ts';
import { isStill, refusalOf, type Refusal } from './core/refusal.ts';
import { freeName, isStudyName, spaceText, type SpaceForm, type Varied } from './core/space.ts';

/** A study begins from a preset if there is no run. */
const usualPreset = 'minute';
const usualDraft: Draft = { trials: '30' };

export function useStudyForm(from: string, runs: readonly RunSummary[], fields: readonly FormField[]) {
  const origin = runs.find(({ id }) => id === from);
  const [name, setName] = useState(() =>
    freeName(
      `${origin && isStudyName(origin.name) ? origin.name : 'study'}-search`.slice(0, 60),
      runs.map((run) => run.name.split('/')[0]!),
    ),
  );
  const [draft, setDraft] = useState(usualDraft);
  const [choices, setChoices] = useState<Omit<SpaceForm, 'optimizer'>>({
    ...{ base: origin?.folder ?? usualPreset, objective: 'validationAccuracy' },
    parameters: ['learningRate', 'batchSize'],
  });
  const [text, setText] = useState<string>();
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
    ...{ name, setName, choices, setChoices, space, isNamed, varies, measured, request, refusal, refuse },
    ...{ draft, set: (field: string, value: string | boolean) => setDraft(withField(draft, field, value)) },
    faults: refusal
      ? { [refusal.place]: { kind: 'refused' as const, words: refusal.words }, ...faults }
      : faults,
    toggle: (parameter: Varied, isOn: boolean) =>
      setChoices({
        ...choices,
        parameters: [...choices.parameters.filter((one) => one !== parameter), ...(isOn ? [parameter] : [])],
      }),
    write: setText,
    reset: () => setText(undefined),
    isEdited: text !== undefined,
    isSound,
    isValid: isNamed && isSound,
  };
}

export type StudyForm = ReturnType<typeof useStudyForm>;

/** What the server refused, as long as it is still there. */
function useRefusal(request: StudyRequest, fields: readonly FormField[]) {
  const [refused, setRefused] = useState<{ readonly refusal: Refusal; readonly request: StudyRequest }>();
  return {
    refusal: refused && isStill(refused.refusal, refused.request, request) ? refused.refusal : undefined,
    refuse: ({ message }: Error, given: StudyEstimate) =>
      setRefused({ refusal: refusalOf(message, fields), request: { ...request, ...given } }),
  };
}
