// Distributions as Optuna writes them into a journal: JSON within a string. Five older names are read, too.
import { InputError } from '../../errors.ts';
import type { Distribution, ParameterValue } from '../distribution.ts';

interface Written {
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** The string of a distribution in a journal. */
export function encodeDistribution(distribution: Distribution): string {
  if (distribution.kind === 'categorical')
    return written('CategoricalDistribution', { choices: distribution.choices });
  const { kind, low, high, log, step } = distribution;
  return written(kind === 'int' ? 'IntDistribution' : 'FloatDistribution', {
    log,
    step: step ?? null,
    low,
    high,
  });
}

const written = (name: string, attributes: Written['attributes']): string =>
  JSON.stringify({ name, attributes });

/**
 * The distribution of a string in a journal.
 *
 * @throws InputError if it is none of Optuna's
 */
export function decodeDistribution(text: string): Distribution {
  const { name, attributes } = JSON.parse(text) as Written;
  const number = (key: string) => attributes[key] as number;
  const [low, high] = [number('low'), number('high')];
  const stepped = (step: unknown) => (typeof step === 'number' ? { step } : {});
  switch (name) {
    case 'FloatDistribution':
      return { kind: 'float', low, high, log: attributes['log'] === true, ...stepped(attributes['step']) };
    case 'UniformDistribution':
      return { kind: 'float', low, high, log: false };
    case 'LogUniformDistribution':
      return { kind: 'float', low, high, log: true };
    case 'DiscreteUniformDistribution':
      return { kind: 'float', low, high, log: false, step: number('q') };
    case 'IntDistribution':
    case 'IntUniformDistribution':
      return { kind: 'int', low, high, log: attributes['log'] === true, step: number('step') || 1 };
    case 'IntLogUniformDistribution':
      return { kind: 'int', low, high, log: true, step: number('step') || 1 };
    case 'CategoricalDistribution':
      return { kind: 'categorical', choices: attributes['choices'] as ParameterValue[] };
    default:
      throw new InputError(`expected a distribution of Optuna's, got '${name}'`);
  }
}

/** Whether a study may have both distributions for one parameter: bounds may differ, choices may not. */
export function areCompatible(a: Distribution, b: Distribution): boolean {
  if (a.kind === 'categorical')
    return b.kind === 'categorical' && JSON.stringify(a.choices) === JSON.stringify(b.choices);
  if (b.kind === 'categorical') return false;
  return a.kind === b.kind && a.log === b.log;
}

/** The number that a journal has for a value. */
export const toInternal = (distribution: Distribution, value: ParameterValue): number =>
  distribution.kind === 'categorical' ? distribution.choices.indexOf(value) : Number(value);

/** The value of a number in a journal. */
export function toExternal(distribution: Distribution, internal: number): ParameterValue {
  if (distribution.kind === 'categorical') return distribution.choices[Math.trunc(internal)] ?? null;
  return distribution.kind === 'int' ? Math.trunc(internal) : internal;
}
