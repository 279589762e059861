// Kernels in Keras's layout, and forms of them for what a format's convolutions can't do.
import type { LayerWeight } from '../layers/describe-layers.ts';

type Shape4 = readonly [number, number, number, number];

/** A kernel `[filters, channels, height, width]` as Keras has it: `[height, width, channels, filters]`. */
export function toKerasKernel({ shape, data }: LayerWeight): LayerWeight {
  const [filters, channels, height, width] = shape as Shape4;
  const moved = new Float32Array(data.length);
  let to = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let channel = 0; channel < channels; channel++)
        for (let filter = 0; filter < filters; filter++)
          moved[to++] = data[((filter * channels + channel) * height + y) * width + x]!;
  return { shape: [height, width, channels, filters], data: moved };
}

/**
 * A depthwise kernel `[channels · multiplier, 1, height, width]` as Keras has it:
 * `[height, width, channels, multiplier]`. Both have the results of one channel next to each other.
 */
export function toDepthwiseKernel(kernel: LayerWeight, channels: number): LayerWeight {
  const { shape, data } = toKerasKernel(kernel);
  const [height, width, , filters] = shape as Shape4;
  return { shape: [height, width, channels, filters / channels], data };
}

/** A kernel of a convolution in groups as one of a plain convolution, with zeros between groups. */
export function withoutGroups(kernel: LayerWeight, groups: number): LayerWeight {
  const [filters, perGroup, height, width] = kernel.shape as Shape4;
  const [channels, area] = [perGroup * groups, perGroup * height * width];
  const data = new Float32Array(filters * channels * height * width);
  for (let filter = 0; filter < filters; filter++) {
    const group = Math.floor(filter / (filters / groups));
    const own = kernel.data.subarray(filter * area, (filter + 1) * area);
    data.set(own, (filter * channels + group * perGroup) * height * width);
  }
  return { shape: [filters, channels, height, width], data };
}

/** A dilated kernel as a plain one, with zeros between its elements. */
export function withoutDilation(kernel: LayerWeight, [down, across]: readonly [number, number]): LayerWeight {
  const [filters, channels, height, width] = kernel.shape as Shape4;
  const [tall, wide] = [(height - 1) * down + 1, (width - 1) * across + 1];
  const data = new Float32Array(filters * channels * tall * wide);
  kernel.data.forEach((value, i) => {
    const [x, y] = [i % width, Math.floor(i / width) % height];
    const plane = Math.floor(i / (width * height));
    data[(plane * tall + y * down) * wide + x * across] = value;
  });
  return { shape: [filters, channels, tall, wide], data };
}
