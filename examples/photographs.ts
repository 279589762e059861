// Trains on photographs of your own: a folder with a folder for each class. Then it classifies one of them.
//
//   npx tsx -C source examples/photographs.ts photos/
//
// Without an argument it creates a small folder with garments on coloured backgrounds.
import {
  conv2d,
  dense,
  dropout,
  evaluate,
  fit,
  flatten,
  InputError,
  maxPooling2d,
  openClassifier,
  sequential,
} from 'atelier';
import { loadData, openBatches, readImage } from 'atelier/node';
import { samplePhotographs } from './sample-photographs.ts';

const folder = process.argv[2] ?? (await samplePhotographs());

// All pictures become 32×32 pixels. If the folder has no splits, a fifth is held out for testing.
const { train, test } = await loadData(folder, { pictures: { size: 32 }, onNotice: console.log });
if (!test) throw new InputError(`${folder}: the test split is empty`);
console.log(`${train.count} pictures to train on, ${test.count} to test on: ${train.classNames.join(', ')}`);

const model = sequential([
  conv2d({ filters: 16, kernelSize: 3, activation: 'relu' }),
  maxPooling2d(2),
  conv2d({ filters: 32, kernelSize: 3, activation: 'relu' }),
  maxPooling2d(2),
  flatten(),
  dropout(0.5),
  dense({ units: train.classNames.length }),
]);

// With few pictures, small random changes in each epoch reduce overfitting. `openBatches` makes the batches
// on another thread.
const { best } = await fit(model, {
  data: train,
  epochs: 15,
  batchSize: 16,
  augmentation: { flip: 0.5, rotation: 10, translation: 0.1 },
  openBatches,
});

const classifier = await openClassifier(best);
const { accuracy } = await evaluate(classifier, test);
console.log(`test accuracy ${accuracy.toFixed(2)}`);

// A new picture must be prepared like the training pictures.
const file = test.files?.[0];
if (test.source !== undefined && file !== undefined) {
  const { height, width } = classifier.card.input;
  const channels = classifier.card.input.channels === 1 ? 1 : 3;
  const fit = classifier.card.pictures?.fit;
  const pixels = await readImage(`${test.source}/${file}`, { height, width, channels, fit, invert: 'never' });
  const probabilities = await classifier.predict(pixels);
  const likeliest = probabilities.indexOf(Math.max(...probabilities));
  console.log(`${file}: ${train.classNames[likeliest]}, ${(100 * probabilities[likeliest]!).toFixed(0)} %`);
}
await classifier.dispose();
