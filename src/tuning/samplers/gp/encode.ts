// Points of a search space as vectors for a Gaussian process. Every parameter has a dimension: a number's
// place from 0 to 1, or a choice's position. A parameter that is not set has the same value in all points,
// so that it does not tell them apart; the choice above it does.
import { fromUnit, toUnit, type ParameterValue } from '../../distribution.ts';
import { fillSpace, isActive, type Parameters, type SearchSpace } from '../../space.ts';

const unset = { number: 0.5, choice: -1 };

/** A point as a vector, `[parameters]`. */
export const encode = (space: SearchSpace, params: Parameters): Float64Array =>
  Float64Array.from(space, ({ name, distribution }) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    if (distribution.kind === 'categorical')
      return value === undefined ? unset.choice : distribution.choices.indexOf(value);
    return typeof value === 'number' ? toUnit(distribution, value) : unset.number;
  });

/** The point of a vector. Dimensions of parameters that are not set are left out. */
export const decode = (space: SearchSpace, vector: Float64Array): Parameters => {
  const dimension = new Map(space.map(({ name }, i) => [name, i]));
  return fillSpace(space, ({ name, distribution }): ParameterValue => {
    const place = vector[dimension.get(name)!]!;
    if (distribution.kind !== 'categorical') return fromUnit(distribution, place);
    return distribution.choices[Math.max(0, place)]!;
  });
};

/** Which parameters are set at a vector: 1, or 0. */
export function activeAt(space: SearchSpace, vector: Float64Array): Uint8Array {
  const values: Record<string, ParameterValue> = {};
  return Uint8Array.from(space, (parameter, i) => {
    const { name, distribution } = parameter;
    if (!isActive(parameter, values)) return 0;
    if (distribution.kind === 'categorical') values[name] = distribution.choices[vector[i]!] ?? null;
    return 1;
  });
}

/** A vector with the values of parameters that are not set replaced, as `encode` gives it. */
export function canonical(space: SearchSpace, vector: Float64Array): Float64Array {
  const active = activeAt(space, vector);
  return vector.map((value, i) =>
    active[i] ? value : space[i]!.distribution.kind === 'categorical' ? unset.choice : unset.number,
  );
}
