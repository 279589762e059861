// Learns classes on the features of a pretrained network, with the code of `atelier train --from … --freeze
// all`. It knows neither workers nor files, so it is tested in Node.
import type { Dataset } from '../../../../../src/data/dataset.ts';
import { digestOf } from '../../../../../src/data/digest.ts';
import { fitRaster, type ImageTarget } from '../../../../../src/data/fitting/fit-raster.ts';
import type { Raster } from '../../../../../src/data/fitting/raster.ts';
import { resizeRaster } from '../../../../../src/data/fitting/resize.ts';
import type { Pictures, PictureSource } from '../../../../../src/data/pictures.ts';
import { simplify } from '../../../../../src/engine/passes/passes.ts';
import { multiplyAddsOf } from '../../../../../src/engine/graph/multiply-adds.ts';
import { compile } from '../../../../../src/engine/runtime/compile.ts';
import type { DeviceOptions } from '../../../../../src/engine/runtime/runtime.ts';
import type { Vectors } from '../../../../../src/neighbours/vectors.ts';
import { openBackboneBytes, type BackboneFile } from '../../../../../src/nn/foreign/backbone-bytes.ts';
import { fineTune } from '../../../../../src/nn/foreign/fine-tune.ts';
import { defaults } from '../../../../../src/training/defaults.ts';
import { featureGraph } from '../../../../../src/training/features.ts';
import { backboneOf, type FoldStep } from '../../../../../src/training/fit-head.ts';
import { fitFrozen } from '../../../../../src/training/fit-frozen.ts';
import {
  PlacedProgram,
  type Hardware,
  type Placement,
  type WantedPlace,
} from '../../../inference/placement.ts';

/** What is to be learnt: the ids of pictures whose features are known, and their labels. */
export interface Task {
  /** Of the data set, which the model remembers. */
  readonly name: string;
  readonly classNames: readonly string[];
  readonly ids: Int32Array;
  /** Indices into `classNames`. */
  readonly labels: Int32Array;
}

/** A model that has learnt, and how well it does. */
export interface Taught {
  /** The `.onnx` file. */
  readonly model: Uint8Array;
  /** On pictures that were held out of the whole training. */
  readonly heldOut: { readonly accuracy: number; readonly count: number };
  /** In cross-validation on the other pictures. */
  readonly crossValidation: { readonly accuracy: number; readonly count: number };
}

/** The photographs of a data set are fitted as `atelier train` does without other options. */
const fit = 'contain';

export class Teacher {
  /** The numbers in a row: the features, and the means half-way through the network. */
  readonly width: number;
  readonly sha256: string;
  private readonly network: BackboneFile;
  private readonly program: PlacedProgram;
  private readonly processor: DeviceOptions;

  private constructor(
    network: BackboneFile,
    program: PlacedProgram,
    width: number,
    processor: DeviceOptions,
  ) {
    this.network = network;
    this.sha256 = network.backbone.sha256;
    this.program = program;
    this.width = width;
    this.processor = processor;
  }

  /**
   * Opens the bytes of a pretrained network.
   *
   * @param file its name
   * @param on where it looks at pictures; the head is always fitted on the processor
   * @throws InputError if they are no network to learn from
   */
  static async open(bytes: Uint8Array, file: string, hardware: Hardware, on?: WantedPlace): Promise<Teacher> {
    const sha256 = await digestOf(bytes);
    const network = openBackboneBytes({ bytes, file, sha256: () => sha256 });
    const { graph } = featureGraph(backboneOf(modelFor(network, 2)), {
      ...{ data: shapeOf(network), normalization: network.normalization, seed: defaults.seed },
    });
    const simple = simplify(graph);
    const { channels, height, width } = shapeOf(network);
    const program = await PlacedProgram.open(
      {
        async open(device) {
          const opened = await compile(simple, device);
          return { run: (images) => opened.run({ images }), dispose: () => opened.dispose() };
        },
        pictureSize: channels * height * width,
        multiplyAdds: () => simple.nodes.reduce((sum, node) => sum + multiplyAddsOf(node), 0),
      },
      ...([hardware, on] as const),
    );
    const numbers = simple.outputs.get('rows')!.shape[1] as number;
    return new Teacher(network, program, numbers, await hardware.processor());
  }

  /** Where it looks at pictures. */
  get placement(): Placement {
    return this.program.placement;
  }

  /** A picture as the network sees it. */
  fit(picture: Raster): Promise<Uint8Array> {
    const target: ImageTarget = { ...shapeOf(this.network), fit, invert: 'auto' };
    return fitRaster(picture, target, resizeRaster);
  }

  /** The rows of pictures that fit, one after the other. */
  async rows(pixels: Uint8Array): Promise<Float32Array> {
    return (await this.program.run(pixels))['rows'] as Float32Array;
  }

  /**
   * Learns the classes.
   *
   * @param rowsOf the rows of pictures by their ids
   * @param onStep called as it learns
   */
  async teach(
    { name, classNames, ids, labels }: Task,
    rowsOf: (ids: Int32Array) => Float32Array,
    onStep: (step: FoldStep) => void,
  ): Promise<Taught> {
    const data: Dataset<Pictures> = {
      ...{ name, classNames, labels, count: ids.length, ...shapeOf(this.network) },
      ...{ images: new KnownPictures(ids), pictures: { fit } },
    };
    let crossValidation = 0;
    const { best, bestEpoch } = await fitFrozen(modelFor(this.network, classNames.length), {
      ...{ data, normalization: this.network.normalization, onStep, ...this.processor },
      cachedVectors: ({ data: { images } }) =>
        Promise.resolve(this.vectorsOf(images as KnownPictures, rowsOf)),
      onPenalty: (candidates, chosen) => {
        crossValidation = candidates.find(({ penalty }) => penalty === chosen)!.accuracy;
      },
    });
    const held = Math.round(defaults.validationShare * ids.length);
    return {
      model: best,
      heldOut: { accuracy: bestEpoch.validationAccuracy, count: held },
      crossValidation: { accuracy: crossValidation, count: ids.length - held },
    };
  }

  async dispose(): Promise<void> {
    await this.program.dispose();
  }

  private vectorsOf({ ids }: KnownPictures, rowsOf: (ids: Int32Array) => Float32Array): Vectors {
    return { count: ids.length, dimensions: this.width, values: rowsOf(ids) };
  }
}

const modelFor = ({ backbone }: BackboneFile, classes: number) =>
  fineTune(backbone, { classes, freeze: 'all' });

const shapeOf = ({ channels, size }: BackboneFile) => ({ channels, height: size, width: size });

/** Pictures of which only the features are needed. */
class KnownPictures implements PictureSource {
  readonly ids: Int32Array;

  constructor(ids: Int32Array) {
    this.ids = ids;
  }

  get count(): number {
    return this.ids.length;
  }

  read(): void {
    throw new Error('only the features of these pictures are known');
  }

  select(indices: ArrayLike<number>): KnownPictures {
    return new KnownPictures(Int32Array.from(indices, (index) => this.ids[index]!));
  }

  digest(): Promise<string> {
    return Promise.resolve(this.ids.join());
  }
}
