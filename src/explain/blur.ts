// Gaussian blur, along rows and then along columns. Beyond the border, the values of the border continue.

/**
 * Blurs planes.
 *
 * @param planes `[count, height, width]`
 * @param deviation the standard deviation of the filter, in pixels
 */
export function blurPlanes(
  planes: Float32Array,
  height: number,
  width: number,
  deviation: number,
): Float32Array {
  const kernel = gaussianKernel(deviation);
  const across = filterLines(planes, {
    lines: planes.length / width,
    size: width,
    step: 1,
    kernel,
    height,
    width,
  });
  return filterLines(across, {
    lines: planes.length / height,
    size: height,
    step: width,
    kernel,
    height,
    width,
  });
}

/** Weights to three standard deviations on both sides of the middle, with sum 1. */
function gaussianKernel(deviation: number): Float64Array {
  const radius = Math.max(1, Math.ceil(3 * deviation));
  const weights = Float64Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * deviation ** 2)),
  );
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

interface Lines {
  /** The number of lines in all planes. */
  readonly lines: number;
  /** The number of elements in a line, and the step from one to the next. */
  readonly size: number;
  readonly step: number;
  readonly kernel: Float64Array;
  readonly height: number;
  readonly width: number;
}

function filterLines(
  planes: Float32Array,
  { lines, size, step, kernel, height, width }: Lines,
): Float32Array {
  const radius = (kernel.length - 1) / 2;
  const filtered = new Float32Array(planes.length);
  for (let line = 0; line < lines; line++) {
    const start = step === 1 ? line * width : Math.floor(line / width) * height * width + (line % width);
    for (let i = 0; i < size; i++) {
      let sum = 0;
      for (let j = 0; j < kernel.length; j++) {
        const place = Math.min(Math.max(i + j - radius, 0), size - 1);
        sum += kernel[j]! * planes[start + place * step]!;
      }
      filtered[start + i * step] = sum;
    }
  }
  return filtered;
}
