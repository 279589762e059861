// The fields of a form, with the data sets that one can train on without another word.
import type { FormField } from '../contract/jobs.ts';
import type { OptionForm } from '../jobs/command-form.ts';
import type { Studio } from '../studio.ts';

export const withKnownData = (
  { workspace: { data } }: Pick<Studio, 'workspace'>,
  { fields }: OptionForm,
): FormField[] => {
  const suggestions = data.map((known) => known.data);
  const about = Object.fromEntries(
    data.map((known) => [known.data, builtIn[known.id] ?? 'a folder that the studio was started with']),
  );
  return fields.map((field) => (field.name === 'data' ? { ...field, suggestions, about } : field));
};

const builtIn: Readonly<Record<string, string>> = {
  'fashion-mnist': '70,000 grey pictures of clothes in ten classes',
  sketches: '14,000 grey pictures of clothes, drawn by the program',
};
