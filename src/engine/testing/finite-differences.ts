// Gradients by central differences of fourth order (Abramowitz & Stegun, 25.3.21), the oracle that needs no
// second implementation. In float32 the step is large and the rounding error about 1e-5; in float64 both are
// far smaller.
import type { TensorData } from '../graph/tensor-type.ts';
import type { Program } from '../runtime/program.ts';
import { feedsOf, type Float } from './evaluate.ts';
import type { OperatorCase } from './operator-case.ts';

/** Powers of two, so that steps from the elements of a case are exact. */
const steps: Readonly<Record<Float, number>> = { float32: 2 ** -6, float64: 2 ** -9 };

/** The gradients of Σ y·weights with respect to the elements of each input. */
export async function finiteDifferences(
  program: Program,
  { inputs }: Pick<OperatorCase, 'inputs'>,
  weights: readonly number[],
  dtype: Float,
): Promise<number[][]> {
  const feeds = feedsOf(inputs, dtype);
  const loss = async (): Promise<number> => {
    const y = (await program.run(feeds))['y'] as ArrayLike<number>;
    return weights.reduce((sum, weight, i) => sum + weight * y[i]!, 0);
  };
  const results: number[][] = [];
  for (const array of Object.values(feeds)) results.push(await differencesOf(array, loss, steps[dtype]));
  return results;
}

async function differencesOf(
  array: TensorData,
  loss: () => Promise<number>,
  step: number,
): Promise<number[]> {
  const slopes: number[] = [];
  for (let i = 0; i < array.length; i++) {
    const middle = array[i] as number;
    const lossAt = async (offset: number) => {
      array[i] = middle + offset * step;
      return loss();
    };
    const near = (await lossAt(1)) - (await lossAt(-1));
    const far = (await lossAt(2)) - (await lossAt(-2));
    slopes.push((8 * near - far) / (12 * step));
    array[i] = middle;
  }
  return slopes;
}
