// What is set in the form of a new study, as the browser keeps it.
import { readDraft, type Draft } from '../../../core/option-form.ts';
import { varied, type SpaceForm, type Varied } from './space.ts';

export interface StudyDraft {
  /** As typed; `undefined` until then. */
  readonly name: string | undefined;
  readonly options: Draft;
  readonly choices: Omit<SpaceForm, 'optimizer'>;
  /** The file of the space, once it is edited. */
  readonly text: string | undefined;
}

/** The draft in a remembered text. Parts that are missing or unsound are those of `usual`. */
export function readStudyDraft(
  text: string | undefined,
  usual: StudyDraft,
  isBase: (base: string) => boolean,
): StudyDraft {
  const kept = readObject(text);
  const choices = readObject(JSON.stringify(kept['choices'] ?? {}));
  const { base, objective, parameters } = choices;
  return {
    name: textOf(kept['name']) ?? usual.name,
    options: kept['options'] === undefined ? usual.options : readDraft(JSON.stringify(kept['options'])),
    choices: {
      base: typeof base === 'string' && isBase(base) ? base : usual.choices.base,
      objective: objective === 'validationLoss' ? objective : usual.choices.objective,
      parameters: Array.isArray(parameters) ? parameters.filter(isVaried) : usual.choices.parameters,
    },
    text: textOf(kept['text']) ?? usual.text,
  };
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const isVaried = (value: unknown): value is Varied => varied.some((name) => name === value);

function readObject(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text ?? '{}')) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
