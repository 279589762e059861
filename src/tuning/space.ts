// A search space: parameters with their distributions. A parameter may depend on a choice: it is set only
// if another parameter, which comes before it, has a certain value.
import { InputError } from '../errors.ts';
import { contains, countValues, valueAt, type Distribution, type ParameterValue } from './distribution.ts';

/** When a parameter is set. */
export interface ParameterCondition {
  /** The name of a categorical parameter. */
  readonly parent: string;
  /** The value that it must have. */
  readonly value: ParameterValue;
}

/** A hyper-parameter. */
export interface Parameter {
  /** Its name. */
  readonly name: string;
  /** The values that it may take. */
  readonly distribution: Distribution;
  /** When it is set; left out, always. */
  readonly condition?: ParameterCondition;
}

/** The parameters of a search. Each comes after the one that its condition names. */
export type SearchSpace = readonly Parameter[];

/** The values of those parameters that are set, by name. */
export type Parameters = Readonly<Record<string, ParameterValue>>;

/** Whether a parameter is set if those before it have these values. */
export const isActive = ({ condition }: Parameter, values: Parameters): boolean =>
  condition === undefined ||
  (Object.hasOwn(values, condition.parent) && values[condition.parent] === condition.value);

/** Sets all parameters that are active, in order, by a function that gives each its value. */
export function fillSpace(space: SearchSpace, valueOf: (parameter: Parameter) => ParameterValue): Parameters {
  const values: Record<string, ParameterValue> = {};
  for (const parameter of space) if (isActive(parameter, values)) values[parameter.name] = valueOf(parameter);
  return values;
}

/** Whether exactly the active parameters have values, and each is one of its distribution. */
export function isPointOf(space: SearchSpace, values: Parameters): boolean {
  const active = space.filter((parameter) => isActive(parameter, values));
  return (
    active.length === Object.keys(values).length &&
    active.every(
      ({ name, distribution }) => Object.hasOwn(values, name) && contains(distribution, values[name]!),
    )
  );
}

/**
 * The parameters that are set together: for each condition, those that have it. Parents come before
 * children.
 */
export function groupsOf(space: SearchSpace): SearchSpace[] {
  const groups = new Map<string, Parameter[]>();
  for (const parameter of space) {
    const { condition } = parameter;
    const key = condition ? JSON.stringify([condition.parent, condition.value]) : '';
    const group = groups.get(key);
    if (group) group.push(parameter);
    else groups.set(key, [parameter]);
  }
  return [...groups.values()];
}

/** How many points a space has; infinite if a float has no step. */
export function countPoints(space: SearchSpace): number {
  const below = (parent: string, value: ParameterValue): number =>
    product(space.filter(({ condition }) => condition?.parent === parent && condition.value === value));
  const product = (parameters: SearchSpace): number =>
    parameters.reduce((count, { name, distribution }) => {
      if (distribution.kind !== 'categorical') return count * countValues(distribution);
      return count * distribution.choices.reduce<number>((sum, choice) => sum + below(name, choice), 0);
    }, 1);
  return product(space.filter(({ condition }) => condition === undefined));
}

/** The points of a finite space, the last parameter changing fastest. */
export function* pointsOf(space: SearchSpace): Generator<Parameters> {
  function* from(position: number, values: Parameters): Generator<Parameters, void> {
    const parameter = space[position];
    if (!parameter) {
      yield values;
      return;
    }
    if (!isActive(parameter, values)) return yield* from(position + 1, values);
    const { name, distribution } = parameter;
    for (let i = 0; i < countValues(distribution); i++)
      yield* from(position + 1, { ...values, [name]: valueAt(distribution, i) });
  }
  yield* from(0, {});
}

/** A key that two points share exactly if they are equal. */
export const keyOf = (values: Parameters): string =>
  JSON.stringify(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));

/**
 * Checks a space that was not read from a file.
 *
 * @throws InputError naming the first parameter with a mistake
 */
export function checkSpace(space: SearchSpace): void {
  if (space.length === 0) throw new InputError('space: expected one or more parameters, got none');
  const known = new Map<string, Distribution>();
  for (const { name, distribution, condition } of space) {
    const fail = (words: string): never => {
      throw new InputError(`space: ${name}: ${words}`);
    };
    if (known.has(name)) fail('expected each name once');
    checkDistribution(distribution, fail);
    if (condition) {
      const parent = known.get(condition.parent);
      if (parent?.kind !== 'categorical' || !contains(parent, condition.value))
        fail(`expected a condition on a choice before it, got ${condition.parent} = ${condition.value}`);
    }
    known.set(name, distribution);
  }
}

function checkDistribution(distribution: Distribution, fail: (words: string) => never): void {
  if (distribution.kind === 'categorical') {
    const { choices } = distribution;
    if (choices.length === 0) fail('expected one or more choices, got none');
    if (new Set(choices).size < choices.length) fail('expected each choice once');
    return;
  }
  const { low, high, log, step } = distribution;
  if (!(Number.isFinite(low) && Number.isFinite(high) && low <= high))
    fail(`expected a low end up to the high end, got ${low} and ${high}`);
  if (log && !(low > 0)) fail(`expected a low end above 0 with log, got ${low}`);
  if (step !== undefined && !(step > 0)) fail(`expected a step above 0, got ${step}`);
  if (distribution.kind === 'int' && ![low, high, step].every(Number.isInteger))
    fail(`expected whole numbers, got ${low}, ${high} and step ${step}`);
}
