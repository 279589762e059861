// Groups parameters that are updated together: all kernels as one list of numbers, and all vectors (biases,
// parameters of normalisation) as another. So an optimiser's update is a few large operators instead of many
// small ones. An optimiser that works on matrices gets each kernel by itself. Weights of different paces are
// never in one group.
import { sizeOf } from '../engine/graph/tensor-type.ts';
import type { Pace } from '../nn/layer.ts';
import type { WeightSpec } from '../nn/model.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';

export interface ParameterGroup {
  /** The name of the program's input: that of the list, or of the only member. */
  readonly name: string;
  readonly members: readonly WeightSpec[];
  /** The length of all members' elements in a row, or the shape of the only member. */
  readonly shape: readonly number[];
  /** Whether weight decay applies: it does for kernels, which have two axes or more. */
  readonly decays: boolean;
  /** How its members are trained, if not at the learning rate and from the first step. */
  readonly pace?: Pace;
}

const isKernel = ({ shape }: WeightSpec): boolean => shape.length > 1;

/**
 * Groups a model's trainable weights as two lists, or each weight by itself. For an optimiser that works on
 * matrices, each kernel is always by itself.
 */
export function groupParameters(
  specs: readonly WeightSpec[],
  together: boolean,
  { isElementwise }: Pick<Optimizer, 'isElementwise'> = { isElementwise: true },
): ParameterGroup[] {
  const trainable = specs.filter((spec) => spec.trainable);
  if (!together) return trainable.map(single);
  return byPace(trainable).flatMap((specs, i) => {
    const name = (kind: string) => `parameters/${kind}${i === 0 ? '' : ` ${i}`}`;
    const kernels = specs.filter(isKernel);
    const vectors = specs.filter((spec) => !isKernel(spec));
    return [
      ...(isElementwise ? list(name('kernels'), kernels) : kernels.map(single)),
      ...list(name('vectors'), vectors),
    ];
  });
}

/** The weights of each pace. */
function byPace(specs: readonly WeightSpec[]): WeightSpec[][] {
  const found = new Map<string, WeightSpec[]>();
  for (const spec of specs) {
    const key = JSON.stringify(spec.pace ?? null);
    found.set(key, [...(found.get(key) ?? []), spec]);
  }
  return [...found.values()];
}

/** One group of all members; no group if there are no members. */
const list = (name: string, members: readonly WeightSpec[]): ParameterGroup[] =>
  members.slice(0, 1).map((first) => ({
    name,
    members,
    shape: [members.reduce((size, { shape }) => size + sizeOf(shape), 0)],
    decays: isKernel(first),
    ...(first.pace && { pace: first.pace }),
  }));

const single = (spec: WeightSpec): ParameterGroup => ({
  name: spec.name,
  members: [spec],
  shape: spec.shape,
  decays: isKernel(spec),
  ...(spec.pace && { pace: spec.pace }),
});

/** Each member's elements as a view of the group's array. */
export function membersOf(group: ParameterGroup, data: Float32Array): [name: string, part: Float32Array][] {
  let end = 0;
  return group.members.map(({ name, shape }) => {
    const start = end;
    end += sizeOf(shape);
    return [name, data.subarray(start, end)];
  });
}
