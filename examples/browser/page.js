// The script of the page. It opens a released model and classifies pictures: sketches, which Atelier draws,
// or one of your own. On request it trains a network and offers it as a file. Nothing leaves the computer.
import {
  conv2d,
  dense,
  evaluate,
  fit,
  flatten,
  maxPooling2d,
  openClassifier,
  sequential,
  sketches,
} from 'atelier';

/** The browser's runtime on the CPU; set it to `webgpu` if the browser supports it. */
const device = 'wasm';
const side = 28;

const data = sketches({ train: 1000, test: 200 });
const names = data.test.classNames;

/**
 * Returns an element by its id.
 *
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 */
function element(id, type) {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`element ${id} is missing`);
  return found;
}

const pictures = element('pictures', HTMLDivElement);
const predicted = element('predicted', HTMLParagraphElement);
const picture = element('picture', HTMLInputElement);
const train = element('train', HTMLButtonElement);

/**
 * Shows a picture of 28×28 grey pixels on the page, with a caption.
 *
 * @param {Uint8Array} pixels
 * @param {string} words
 */
function show(pixels, words) {
  const figure = document.createElement('figure');
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const image = new ImageData(side, side);
  pixels.forEach((level, i) => image.data.set([level, level, level, 255], 4 * i));
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  const caption = document.createElement('figcaption');
  caption.textContent = words;
  figure.append(canvas, caption);
  pictures.append(figure);
}

/**
 * The likeliest class and its probability.
 *
 * @param {Float32Array} probabilities of one picture
 */
function describe(probabilities) {
  const likeliest = probabilities.indexOf(Math.max(...probabilities));
  return `${names[likeliest]} ${(100 * (probabilities[likeliest] ?? 0)).toFixed(0)} %`;
}

/**
 * Reads a picture file and converts it to the form of Fashion-MNIST: 28×28, grey, light on dark.
 *
 * @param {Blob} file
 */
async function readPicture(file) {
  const bitmap = await createImageBitmap(file);
  const scale = side / Math.max(bitmap.width, bitmap.height);
  const [width, height] = [bitmap.width * scale, bitmap.height * scale];
  const context = new OffscreenCanvas(side, side).getContext('2d');
  if (!context) throw new Error('this browser has no 2D canvas');
  context.fillStyle = 'white';
  context.fillRect(0, 0, side, side);
  context.drawImage(bitmap, (side - width) / 2, (side - height) / 2, width, height);
  const { data } = context.getImageData(0, 0, side, side);
  const grey = Uint8Array.from({ length: side * side }, (_, i) => {
    const [red = 0, green = 0, blue = 0] = data.subarray(4 * i, 4 * i + 3);
    return 0.299 * red + 0.587 * green + 0.114 * blue;
  });
  const isLight = (grey[0] ?? 0) > 127; // the corner shows the background
  return isLight ? grey.map((level) => 255 - level) : grey;
}

const response = await fetch('/models/pocket.onnx');
const classifier = await openClassifier(new Uint8Array(await response.arrayBuffer()), 'pocket.onnx', {
  device,
});

const shown = 8;
const probabilities = await classifier.predict(data.test.images.subarray(0, shown * classifier.imageSize));
for (let i = 0; i < shown; i++)
  show(
    data.test.images.subarray(i * classifier.imageSize, (i + 1) * classifier.imageSize),
    describe(probabilities.subarray(i * names.length, (i + 1) * names.length)),
  );
predicted.textContent = `The model pocket has classified ${shown} sketches; it was trained on photographs.`;
picture.disabled = train.disabled = false;

async function namePicture() {
  const [file] = picture.files ?? [];
  if (!file) return;
  const pixels = await readPicture(file);
  show(pixels, describe(await classifier.predict(pixels)));
}

async function trainNetwork() {
  const model = sequential([
    conv2d({ filters: 8, kernelSize: 3, activation: 'relu' }),
    maxPooling2d(2),
    flatten(),
    dense({ units: names.length }),
  ]);
  const epochs = element('epochs', HTMLOListElement);
  const { best } = await fit(model, {
    ...{ data: data.train, epochs: 3, batchSize: 32, device },
    onEpoch: async ({ validationAccuracy, seconds }) => {
      const line = document.createElement('li');
      line.textContent = `validation accuracy ${validationAccuracy.toFixed(2)}, ${seconds.toFixed(1)} s`;
      epochs.append(line);
      await new Promise((done) => setTimeout(done)); // lets the page show the line
    },
  });
  const trained = await openClassifier(best, 'trained', { device });
  const { accuracy } = await evaluate(trained, data.test);
  await trained.dispose();
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([new Uint8Array(best)]));
  link.download = 'sketches.onnx';
  link.textContent = 'sketches.onnx';
  element('trained', HTMLParagraphElement).replaceChildren(`Test accuracy ${accuracy.toFixed(2)}: `, link);
}

/**
 * Runs an action on an event, one at a time, and shows its errors.
 *
 * @param {HTMLInputElement | HTMLButtonElement} control
 * @param {string} event
 * @param {() => Promise<void>} act
 */
function onEvent(control, event, act) {
  control.addEventListener(event, () => {
    picture.disabled = train.disabled = true;
    act()
      .catch((error) => (predicted.textContent = String(error)))
      .finally(() => (picture.disabled = train.disabled = false));
  });
}
onEvent(picture, 'change', namePicture);
onEvent(train, 'click', trainNetwork);
