// The model in a browser: pictures in, probabilities out, and which parts of the picture mattered.
import * as ort from './ort/ort.wasm.bundle.min.mjs';
import { preparePicture } from './prepare.js';

const here = new URL('./', import.meta.url);

/**
 * Loads the model beside this script.
 *
 * @returns `{ description, classify, explain }`
 */
export async function openClassifier() {
  ort.env.wasm.wasmPaths = { wasm: new URL('ort/ort-wasm-simd-threaded.wasm', here).href };
  ort.env.wasm.numThreads = 1; // threads need headers that static hosts do not send
  const [description, bytes] = await Promise.all([
    fetch(new URL('model.json', here)).then((response) => response.json()),
    fetch(new URL('model.onnx', here)).then((response) => response.arrayBuffer()),
  ]);
  const session = await ort.InferenceSession.create(bytes, { executionProviders: ['wasm'] });
  const { channels, height, width } = description.input;

  /** The probabilities `[count, classes]` of pictures `[count, channels, height, width]`, run in turn. */
  let last = Promise.resolve();
  function run(pixels) {
    const dims = [pixels.length / (channels * height * width), channels, height, width];
    const next = last.then(async () => {
      const results = await session.run({ image: new ort.Tensor('uint8', pixels, dims) });
      return results.probabilities.data;
    });
    last = next.catch(() => undefined);
    return next;
  }

  /**
   * Classifies an image, canvas, video or bitmap.
   *
   * @returns `{ classes, pixels }`; `classes` lists `{ index, name, probability }`, the likeliest first
   */
  async function classify(source) {
    const pixels = preparePicture(source, description);
    const probabilities = await run(pixels);
    const classes = description.classNames
      .map((name, index) => ({ index, name, probability: probabilities[index] }))
      .sort((a, b) => b.probability - a.probability);
    return { classes, pixels };
  }

  /**
   * How much each part of a picture matters for a class: by how much the probability falls when it is covered
   * with the mean colour of the training data (Zeiler & Fergus, 2014).
   *
   * @returns `[height, width]`, from 0 to 1
   */
  async function explain(pixels, index, probability) {
    const [tall, wide] = [height, width].map((size) => Math.max(1, Math.round(size / 6)));
    const steps = height * width > 10_000 ? 1 : 2;
    const [fall, times] = [new Float32Array(height * width), new Float32Array(height * width)];
    const corners = [];
    for (let top = 1 - tall; top < height; top += Math.max(1, Math.round(tall / steps)))
      for (let left = 1 - wide; left < width; left += Math.max(1, Math.round(wide / steps)))
        corners.push([top, left]);
    const batch = Math.max(1, Math.min(16, Math.round(20_000 / (height * width))));
    for (let start = 0; start < corners.length; start += batch) {
      await new Promise((resolve) => setTimeout(resolve)); // the page shows the class and takes clicks meanwhile
      const some = corners.slice(start, start + batch);
      const covered = new Uint8Array(some.length * pixels.length);
      some.forEach((corner, i) => {
        covered.set(pixels, i * pixels.length);
        inPart(corner, (place) => {
          for (let c = 0; c < channels; c++)
            covered[i * pixels.length + c * height * width + place] = Math.round(255 * description.mean[c]);
        });
      });
      const probabilities = await run(covered);
      some.forEach((corner, i) => {
        const lost = probability - probabilities[i * description.classNames.length + index];
        inPart(corner, (place) => {
          fall[place] += lost;
          times[place] += 1;
        });
      });
    }
    const mean = fall.map((sum, place) => Math.max(0, sum / times[place]));
    const most = Math.max(...mean);
    return most > 0.005 ? mean.map((value) => value / most) : mean.fill(0);

    function inPart([top, left], visit) {
      for (let y = Math.max(0, top); y < Math.min(height, top + tall); y++)
        for (let x = Math.max(0, left); x < Math.min(width, left + wide); x++) visit(y * width + x);
    }
  }

  return { description, classify, explain };
}
