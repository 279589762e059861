// One option: a switch, a choice, a number or text, as its type asks.
import type { FormField } from '../../../src/server/studio/contract/jobs.ts';
import { ComboBox } from '../ui/combo-box.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { Toggle } from '../ui/toggle.tsx';
import { optionWords } from '../words/options.ts';
import type { Draft, Fault } from '../core/option-form.ts';

export interface FieldSetting {
  readonly draft: Draft;
  readonly set: (name: string, value: string | boolean) => void;
  readonly faults: Readonly<Record<string, Fault>>;
  /** The name of the run whose options are taken where none is set. */
  readonly origin: string | undefined;
}

export function Field({ field, draft, set, faults, origin }: FieldSetting & { readonly field: FormField }) {
  const { name, type, help, choices = [], suggestions, about = {} } = field;
  const value = draft[name];
  const label = labelOf(field);
  const usual = origin === undefined ? field.default : optionWords.asIn(origin);
  if (type === 'boolean')
    return <Toggle label={label} hint={help} isOn={value === true} onChange={(isOn) => set(name, isOn)} />;
  if (type === 'choice')
    return (
      <Select
        label={label}
        hint={help}
        chosen={String(value ?? '')}
        onChoose={(id) => set(name, id)}
        choices={[
          { id: '', name: usual === undefined ? optionWords.unset : optionWords.isDefault(usual) },
          ...choices.map((id) => ({ id, name: id, about: about[id] })),
        ]}
      />
    );
  const fault = faults[name];
  const text = {
    ...{ label, hint: help, value: String(value ?? ''), error: fault && wordsOf(fault) },
    onChange: (text: string) => set(name, text),
    ...(usual !== undefined && { placeholder: usual }),
  };
  if (suggestions) return <ComboBox {...text} suggestions={suggestions} about={about} />;
  return (
    <TextField
      {...text}
      {...(type === 'integer' && { inputMode: 'numeric' as const })}
      {...(type === 'number' && { inputMode: 'decimal' as const })}
    />
  );
}

/** `--batch-size` as a person writes it: `Batch size`. */
function labelOf({ flag }: FormField): string {
  const name = flag.replace(/^--/, '');
  const words = optionWords.labels[name] ?? name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function wordsOf(fault: Fault): string {
  switch (fault.kind) {
    case 'not-whole':
      return optionWords.notWhole;
    case 'not-number':
      return optionWords.notNumber;
    case 'not-duration':
      return optionWords.notDuration;
    case 'below':
      return optionWords.below(String(fault.limit));
    case 'above':
      return optionWords.above(String(fault.limit));
    case 'conflict':
      return optionWords.conflict(fault.flags.join(', '));
    case 'refused':
      return fault.words;
  }
}
