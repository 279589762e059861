// The name of a new study, what it begins from, and how it searches.
import type { RunSummary } from '../../../../src/server/studio/contract/runs.ts';
import { presetNames } from '../../../../src/training/preset-names.ts';
import { prunerNames } from '../../../../src/tuning/pruners/names.ts';
import { samplerNames } from '../../../../src/tuning/samplers/names.ts';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { tuneWords } from '../../words/tune.ts';
import type { StudyForm } from './use-study-form.ts';
import styles from './tune.module.css';

const words = tuneWords.form;
const choicesOf = (names: readonly string[]) => names.map((id) => ({ id, name: id }));

export function StudyFields({
  form,
  runs,
}: {
  readonly form: StudyForm;
  readonly runs: readonly RunSummary[];
}) {
  const { choices, setChoices } = form;
  const bases = [
    ...runs.filter(({ status }) => status !== 'broken').map(({ folder, name }) => ({ id: folder, name })),
    ...presetNames.map((id) => ({ id, name: words.presets(id) })),
  ];
  const objectives = ['validationAccuracy', 'validationLoss'] as const;
  return (
    <div className={styles.grid}>
      <TextField
        label={words.name}
        value={form.name}
        onChange={form.setName}
        hint={words.nameHint}
        error={form.isNamed ? undefined : words.badName}
      />
      <Select
        label={words.base}
        hint={words.baseHint}
        choices={bases}
        chosen={choices.base}
        onChoose={(base) => setChoices({ ...choices, base })}
      />
      <Select
        label={words.objective}
        choices={objectives.map((id) => ({ id, name: words.objectives[id] }))}
        chosen={choices.objective}
        onChoose={(id) => setChoices({ ...choices, objective: id as (typeof objectives)[number] })}
      />
      <TextField
        label={words.trials}
        value={form.trials}
        onChange={form.setTrials}
        inputMode="numeric"
        hint={words.trialsHint}
        error={form.hasTrials ? undefined : words.badTrials}
      />
      <Select
        label={words.sampler}
        hint={words.samplerHint}
        choices={choicesOf(samplerNames)}
        chosen={form.sampler}
        onChoose={(id) => form.setSampler(id as (typeof samplerNames)[number])}
      />
      <Select
        label={words.pruner}
        hint={words.prunerHint}
        choices={choicesOf(prunerNames)}
        chosen={form.pruner}
        onChoose={(id) => form.setPruner(id as (typeof prunerNames)[number])}
      />
    </div>
  );
}
