// Steps so large that their programs are not open side by side. The size is pretended: a program counts as
// large, and as open from `open` to `dispose`.
import { expect, it, vi } from 'vitest';
import { prepareProgram } from '../engine/runtime/compile.ts';
import { dense, flatten } from '../nn/layers/index.ts';
import { sequential } from '../nn/model.ts';
import { sgd } from '../optimizers/sgd.ts';
import { TrainStep } from './train-step.ts';

const original = vi.hoisted(() => ({}) as { prepare: typeof prepareProgram });
vi.mock(import('../engine/runtime/compile.ts'), async (importOriginal) => {
  const real = await importOriginal();
  original.prepare = real.prepareProgram;
  return { ...real, prepareProgram: vi.fn(real.prepareProgram) };
});

/** Trains with batches of two sizes in turn. Returns the losses, and how many programs were open. */
async function train(
  isLarge: boolean,
): Promise<{ losses: number[]; opened: number; atOnce: number; left: number }> {
  let [opened, open, atOnce] = [0, 0, 0];
  vi.mocked(prepareProgram).mockImplementation(async (graph, options) => {
    const prepared = await original.prepare(graph, options);
    return {
      isLarge,
      open: async () => {
        opened++;
        atOnce = Math.max(atOnce, ++open);
        const program = await prepared.open();
        const dispose = async (): Promise<void> => {
          open--;
          await program.dispose();
        };
        return Object.assign(Object.create(program) as typeof program, { dispose });
      },
    };
  });
  const model = sequential([flatten(), dense({ units: 3 })]);
  const normalization = { mean: [0.4], std: [0.3] };
  const config = { model, input: [1, 2, 2] as const, classes: 3, normalization, optimizer: sgd(), seed: 1 };
  const step = new TrainStep(config, { threads: 1 });
  const losses: number[] = [];
  for (const [i, size] of [4, 2, 4, 4, 2].entries()) {
    const images = Uint8Array.from({ length: size * 4 }, (_, at) => (i * 50 + at * 7) % 256);
    const labels = Int32Array.from({ length: size }, (_, at) => at % 3);
    losses.push((await step.run({ images, labels }, { step: i + 1, learningRate: 0.1 })).loss);
  }
  await step.dispose();
  return { losses, opened, atOnce, left: open };
}

it('keeps the programs of both batch sizes open if they are small', async () => {
  expect(await train(false)).toMatchObject({ opened: 2, atOnce: 2, left: 0 });
});

it('closes a large program before it opens another, and computes the same', async () => {
  const large = await train(true);
  expect(large).toMatchObject({ opened: 4, atOnce: 1, left: 0 });
  expect(large.losses).toEqual((await train(false)).losses);
});
