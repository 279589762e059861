// The state of the form for a new study.
import { useState } from 'react';
import type { RunSummary } from '../../../../src/server/studio/contract/runs.ts';
import type { StudyRequest } from '../../../../src/server/studio/contract/studies.ts';
import { freeName, isStudyName, spaceText, type SpaceForm, type Varied } from './core/space.ts';

/** A study begins from a preset if there is no run. */
const usualPreset = 'minute';

export function useStudyForm(from: string, runs: readonly RunSummary[]) {
  const origin = runs.find(({ id }) => id === from);
  const [name, setName] = useState(() =>
    freeName(
      `${origin && isStudyName(origin.name) ? origin.name : 'study'}-search`.slice(0, 60),
      runs.map((run) => run.name.split('/')[0]!),
    ),
  );
  const [trials, setTrials] = useState('30');
  const [sampler, setSampler] = useState<NonNullable<StudyRequest['sampler']>>('auto');
  const [pruner, setPruner] = useState<NonNullable<StudyRequest['pruner']>>('none');
  const [choices, setChoices] = useState<Omit<SpaceForm, 'optimizer'>>({
    ...{ base: origin?.folder ?? usualPreset, objective: 'validationAccuracy' },
    parameters: ['learningRate', 'batchSize'],
  });
  const [text, setText] = useState<string>();
  const base = runs.find(({ folder }) => folder === choices.base);
  const optimizer = String(base?.config['optimizer.type'] ?? base?.config['optimizer'] ?? 'adam');
  const space = text ?? spaceText({ ...choices, optimizer });
  const count = Number(trials);
  const hasTrials = Number.isInteger(count) && count >= 1;
  const isNamed = isStudyName(name);
  const varies = text !== undefined || choices.parameters.length > 0;
  const toggle = (parameter: Varied, isOn: boolean) =>
    setChoices({
      ...choices,
      parameters: [...choices.parameters.filter((one) => one !== parameter), ...(isOn ? [parameter] : [])],
    });
  return {
    ...{ name, setName, trials, setTrials, sampler, setSampler, pruner, setPruner, choices, setChoices },
    ...{ space, toggle, isNamed, hasTrials, varies },
    write: setText,
    reset: () => setText(undefined),
    isEdited: text !== undefined,
    isValid: isNamed && hasTrials && varies,
    request: { name, space, trials: count, sampler, pruner } satisfies StudyRequest,
  };
}

export type StudyForm = ReturnType<typeof useStudyForm>;
