// A model in the terms that Keras 3 and TensorFlow.js share: a graph of layers with Keras's class names,
// configurations and weights, channels last. The two differ in how they write it down and in what they can
// do; a dialect says what they can do.

/** The output of a layer. */
export interface KerasTensor {
  /** The name of the layer. */
  readonly layer: string;
  /** Its shape without the batch: `[height, width, channels]` or `[features]`. */
  readonly shape: readonly number[];
}

/** A weight under the name that Keras gives it in its layer, e.g. `kernel`. */
export interface KerasWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** A layer of the graph. */
export interface KerasLayer {
  readonly className: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly inputs: readonly KerasTensor[];
  /** In the order in which Keras creates them. */
  readonly weights: readonly KerasWeight[];
  readonly output: KerasTensor;
}

/** What a format's layers can do. */
export interface Dialect {
  /** Keras's name of each activation that exists as a word; others are written out. */
  readonly activations: Readonly<Record<string, string>>;
  /** The configuration key of LeakyReLU's slope. */
  readonly leakySlope: string;
  /** Whether convolutions can have groups. */
  readonly hasGroups: boolean;
  /** Whether depthwise convolutions can be dilated. */
  readonly dilatesDepthwise: boolean;
  /** Whether the layers Normalization, GroupNormalization, SpatialDropout2D, and Dropout of a shape exist. */
  readonly hasKeras3Layers: boolean;
}

/** A layer to add; its name and shape are given separately. */
interface Addition {
  readonly inputs: readonly KerasTensor[];
  readonly config?: Readonly<Record<string, unknown>>;
  readonly weights?: readonly KerasWeight[];
  /** The shape of its output; that of the first input by default. */
  readonly shape?: readonly number[];
}

/** A graph of Keras layers under construction. */
export class KerasGraph {
  readonly dialect: Dialect;
  /** In topological order. */
  readonly layers: KerasLayer[] = [];
  private readonly names = new Set<string>();

  constructor(dialect: Dialect) {
    this.dialect = dialect;
  }

  /** Adds a layer and returns its output. Keras allows no slash in a name. A taken name gets a number. */
  add(className: string, name: string, { inputs, config = {}, weights = [], shape }: Addition): KerasTensor {
    const unique = this.unique(name.replaceAll('/', '_'));
    const output = { layer: unique, shape: shape ?? inputs[0]!.shape };
    this.layers.push({ className, name: unique, config, inputs, weights, output });
    return output;
  }

  private unique(name: string): string {
    const numbered = (n: number) => (n === 0 ? name : `${name}_${n}`);
    let n = 0;
    while (this.names.has(numbered(n))) n++;
    this.names.add(numbered(n));
    return numbered(n);
  }
}
