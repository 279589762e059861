// The subjects of a profile: a training step of an architecture, and a saved model on a batch. Pictures and
// labels are random, because times do not depend on them.
import { Graph, scopeOf } from '../../engine/graph/graph.ts';
import { decodeModel } from '../../engine/onnx/decode.ts';
import type { CompileOptions } from '../../engine/runtime/compile.ts';
import type { Program } from '../../engine/runtime/program.ts';
import { InputError } from '../../errors.ts';
import { decodeModelCard, inputName } from '../../nn/classifier-file.ts';
import { openClassifierProgram } from '../../nn/classifier.ts';
import { BuildContext, type Model } from '../../nn/model.ts';
import { Random } from '../../random.ts';
import { defaultOptimizers } from '../../training/default-optimizer.ts';
import { TrainStep } from '../../training/train-step.ts';

/** Something that runs step by step. */
export interface Steps {
  readonly program: Program;
  /** The names of the layers, in the model's order. */
  readonly layers: readonly string[];
  run(): Promise<void>;
  dispose(): Promise<void>;
}

export interface Subject {
  readonly model: string;
  readonly kind: 'training step' | 'inference';
  open(batchSize: number, options: CompileOptions): Promise<Steps>;
}

const pictures = { input: [1, 28, 28], classes: 10 } as const;

/**
 * A training step with Adam on grey pictures of 28×28 pixels in ten classes.
 *
 * @throws InputError if such pictures do not fit the network of a file
 */
export function trainingSubject(name: string, architecture: (classes: number) => Model): Subject {
  const model = architecture(pictures.classes);
  const context = new BuildContext(new Graph(), { training: true });
  model.apply(context, context.graph.input('images', 'float32', [1, ...pictures.input]));
  const config = {
    ...{ model, ...pictures, normalization: { mean: [0.3], std: [0.35] }, seed: 1 },
    ...{ optimizer: defaultOptimizers.adam(), images: randomBytes(100 * 28 * 28) },
  };
  return {
    model: name,
    kind: 'training step',
    open: (batchSize, options) =>
      openTraining(new TrainStep(config, options), batchSize, scopesOf(context.graph)),
  };
}

async function openTraining(step: TrainStep, batchSize: number, layers: readonly string[]): Promise<Steps> {
  const images = randomBytes(batchSize * 28 * 28);
  const labels = Int32Array.from({ length: batchSize }, (_, i) => i % pictures.classes);
  let count = 0;
  return {
    program: await step.prepare(batchSize),
    layers,
    run: async () => void (await step.run({ images, labels }, { step: ++count, learningRate: 1e-4 })),
    dispose: () => step.dispose(),
  };
}

const maxBatchBytes = 2 ** 30;

/**
 * A saved model on a batch.
 *
 * @throws InputError if the bytes are not a model of ours
 */
export function inferenceSubject(model: string, file: string, bytes: Uint8Array): Subject {
  const { channels, height, width } = decodeModelCard(bytes, file).input;
  return {
    model,
    kind: 'inference',
    open: async (batchSize, options) => {
      const size = batchSize * channels * height * width;
      if (size > maxBatchBytes)
        throw new InputError(
          `--batch-size: ${batchSize} pictures of this model take ${size} bytes, more than the limit of ${maxBatchBytes}`,
        );
      const { program } = await openClassifierProgram(bytes, file, options);
      const images = randomBytes(size);
      return {
        program,
        layers: scopesOf(decodeModel(bytes)),
        run: async () => void (await program.run({ [inputName]: images })),
        dispose: () => program.dispose(),
      };
    },
  };
}

const scopesOf = (graph: Graph): string[] => [...new Set(graph.nodes.map(scopeOf).filter(Boolean))];

function randomBytes(length: number): Uint8Array {
  const random = new Random(1, 'pictures to profile with');
  return Uint8Array.from({ length }, () => random.integer(256));
}
