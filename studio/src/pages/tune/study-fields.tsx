// The name of a new study, what it begins from, and how it searches.
import type { FormField } from '../../../../src/server/studio/contract/jobs.ts';
import type { RunSummary } from '../../../../src/server/studio/contract/runs.ts';
import { presetNames } from '../../../../src/training/preset-names.ts';
import { Field } from '../../options/field.tsx';
import styles from '../../options/options.module.css';
import { Panel } from '../../ui/panel.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { tuneWords } from '../../words/tune.ts';
import type { StudyForm } from './use-study-form.ts';

const words = tuneWords.form;

interface StudyFieldsProps {
  readonly form: StudyForm;
  readonly runs: readonly RunSummary[];
  /** The options of the search that most people set. */
  readonly fields: readonly FormField[];
}

export function StudyFields({ form, runs, fields }: StudyFieldsProps) {
  const { choices, setChoices, refusal } = form;
  const bases = [
    ...runs.filter(({ status }) => status !== 'broken').map(({ folder, name }) => ({ id: folder, name })),
    ...presetNames.map((id) => ({ id, name: words.presets(id) })),
  ];
  const objectives = ['validationAccuracy', 'validationLoss'] as const;
  const nameError = form.isNamed ? (refusal?.place === 'name' ? refusal.words : undefined) : words.badName;
  return (
    <Panel title={words.search}>
      <div className={styles.grid}>
        <TextField
          label={words.name}
          value={form.name}
          onChange={form.setName}
          hint={words.nameHint}
          error={nameError}
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
        {fields.map((field) => (
          <Field key={field.name} field={field} {...settingOf(form)} />
        ))}
      </div>
    </Panel>
  );
}

/** What the fields of the options take of the form. */
export const settingOf = ({ draft, set, faults }: StudyForm) => ({ draft, set, faults, origin: undefined });
