// Pictures that maximise a class or a unit, by gradient ascent on the pixels (Erhan et al., 2009,
// "Visualizing Higher-Layer Features of a Deep Network"; Simonyan et al., 2013). On its own, the ascent
// finds noise. Decay towards black and a blur every few steps keep it to pictures (Yosinski et al., 2015,
// "Understanding Neural Networks Through Deep Visualization"), and so do shifts by a pixel or two at each
// step (Mordvintsev et al., 2015, "Inceptionism").
import { Random } from '../random.ts';
import { blurPlanes } from './blur.ts';
import type { Explainer } from './explainer.ts';
import type { NamedLayer } from './layers.ts';
import { InputError } from '../errors.ts';

export interface MaximizationOptions {
  /** The layer of the units; by default the logits of the classes. */
  readonly layer?: string | undefined;
  /** The steps of the ascent; 128 by default. */
  readonly steps?: number;
  /** The mean change of the pixels in one step, in levels of 255; 8 by default. */
  readonly stepSize?: number;
  /** The share by which pixels decay towards black at each step; 0.01 by default. */
  readonly decay?: number;
  /** The standard deviation in pixels of the blur at every fourth step; 0.5 by default. */
  readonly blur?: number;
  /** The largest shift of a picture at each step, in pixels; 1 by default. */
  readonly jitter?: number;
  readonly seed?: number;
}

export interface MaximizedPictures {
  /** `[units, channels, height, width]`, 0 to 255 */
  readonly images: Uint8Array;
  /** The activation of the unit for its picture: the logit of the class, or the mean over the unit's map. */
  readonly activations: Float32Array;
}

/**
 * Computes a picture that maximises each class, or each unit of a layer.
 *
 * @param units classes, or channels of the layer
 * @throws InputError for an unknown layer or unit
 * @example const { images } = await maximizeActivation(explainer, [0, 1, 2], { layer: 'conv2d_1' });
 */
export async function maximizeActivation(
  explainer: Explainer,
  units: readonly number[],
  options: MaximizationOptions = {},
): Promise<MaximizedPictures> {
  const { steps = 128, stepSize = 8, decay = 0.01, blur = 0.5, jitter = 1, seed = 1 } = options;
  const objective = options.layer === undefined ? undefined : explainer.layer(options.layer);
  checkUnits(explainer, objective, units);
  const { imageSize, height, width } = explainer;
  let pictures = startingNoise(imageSize, units, seed);
  for (let step = 0; step < steps; step++) {
    const shift = shiftFor(new Random(seed, 'jitter', step), jitter);
    const shifted = rolled(pictures, explainer, shift);
    const { gradients } = await explainer.ask(shifted, { objective, targets: units, gradients: ['pixels'] });
    const ascent = rolled(gradients[0]!, explainer, [-shift[0], -shift[1]]);
    climb(pictures, ascent, imageSize, { stepSize, decay });
    if (blur > 0 && step % 4 === 3 && step < steps - 1) pictures = blurPlanes(pictures, height, width, blur);
  }
  const images = Uint8Array.from(pictures, Math.round);
  return { images, activations: await activationsOf(explainer, images, objective, units) };
}

function checkUnits(
  { classNames }: Explainer,
  layer: NamedLayer | undefined,
  units: readonly number[],
): void {
  const most = layer ? layer.shape[0]! : classNames.length;
  const wrong = units.find((unit) => !(Number.isInteger(unit) && unit >= 0 && unit < most));
  if (wrong === undefined) return;
  const what = layer ? `units of ${layer.name}` : 'classes';
  throw new InputError(`units: expected ${what} from 0 to ${most - 1}, got ${wrong}`);
}

/** Dark grey with a little noise. The noise of a unit does not depend on the other units. */
function startingNoise(imageSize: number, units: readonly number[], seed: number): Float32Array {
  const pictures = new Float32Array(units.length * imageSize);
  units.forEach((unit, i) => {
    const random = new Random(seed, 'maximize', unit);
    const own = pictures.subarray(i * imageSize, (i + 1) * imageSize);
    own.forEach((_, j) => (own[j] = Math.max(0, 64 + 8 * random.normal())));
  });
  return pictures;
}

function shiftFor(random: Random, most: number): [rows: number, columns: number] {
  const draw = () => random.integer(2 * most + 1) - most;
  return [draw(), draw()];
}

/** Shifts planes by whole pixels. What leaves on one side comes in on the other. */
function rolled(
  planes: Float32Array,
  { height, width }: Explainer,
  [rows, columns]: readonly [number, number],
): Float32Array {
  const area = height * width;
  const within = (place: number, size: number) => ((place % size) + size) % size;
  return planes.map((_, i) => {
    const [y, x] = [Math.floor((i % area) / width), i % width];
    return planes[i - (i % area) + within(y - rows, height) * width + within(x - columns, width)]!;
  });
}

/**
 * Takes one step up for each picture, of the same length for any gradient, and applies the decay. Pixels
 * stay within 0 to 255.
 */
function climb(
  pictures: Float32Array,
  gradients: Float32Array,
  imageSize: number,
  { stepSize, decay }: { stepSize: number; decay: number },
): void {
  for (let start = 0; start < pictures.length; start += imageSize) {
    const gradient = gradients.subarray(start, start + imageSize);
    const norm = Math.sqrt(gradient.reduce((sum, value) => sum + value ** 2, 0) / imageSize);
    gradient.forEach((value, i) => {
      const climbed = pictures[start + i]! * (1 - decay) + (norm > 0 ? (stepSize * value) / norm : 0);
      pictures[start + i] = Math.min(255, Math.max(0, climbed));
    });
  }
}

async function activationsOf(
  explainer: Explainer,
  images: Uint8Array,
  objective: NamedLayer | undefined,
  units: readonly number[],
): Promise<Float32Array> {
  const { logits, activations } = await explainer.ask(images, { activations: objective ? [objective] : [] });
  const values = activations[0] ?? logits;
  const [channels, ...spatial] = objective?.shape ?? [explainer.classNames.length];
  const area = spatial.reduce((a, b) => a * b, 1);
  return Float32Array.from(units, (unit, i) => {
    const start = (i * channels! + unit) * area;
    return values.subarray(start, start + area).reduce((a, b) => a + b, 0) / area;
  });
}
