// Trains a small network, tests it on new pictures, and saves it as one file.
//
//   npx tsx -C source examples/train.ts [sketches.onnx]
//
// The data are `sketches`, garments that Atelier draws; `loadData('fashion-mnist')` from
// `atelier/node` loads photographs.
import { writeFile } from 'node:fs/promises';
import {
  adam,
  conv2d,
  dense,
  dropout,
  evaluate,
  fit,
  flatten,
  maxPooling2d,
  openClassifier,
  sequential,
  sketches,
} from 'atelier';

const data = sketches({ train: 3000, test: 500 });

const model = sequential([
  conv2d({ filters: 16, kernelSize: 3, activation: 'relu' }),
  maxPooling2d(2),
  conv2d({ filters: 32, kernelSize: 3, activation: 'relu' }),
  maxPooling2d(2),
  flatten(),
  dropout(0.25),
  dense({ units: data.train.classNames.length }),
]);
const { channels, height, width } = data.train;
console.log(`parameters: ${model.countParameters([channels, height, width])}`);

// One twelfth of the training pictures is held out for validation; `best` is the model of the best epoch on
// them.
const { best, bestEpoch } = await fit(model, {
  data: data.train,
  epochs: 4,
  optimizer: adam({ learningRate: 2e-3 }),
  onEpoch: ({ epoch, loss, validationAccuracy }) =>
    console.log(
      `epoch ${epoch}: loss ${loss.toFixed(3)}, validation accuracy ${validationAccuracy.toFixed(3)}`,
    ),
});

// The saved model takes raw pixels. Testing it works like any later use.
const classifier = await openClassifier(best);
const { accuracy, accuracyInterval, perClass } = await evaluate(classifier, data.test);
const [low, high] = accuracyInterval;
console.log(`best epoch: ${bestEpoch.epoch}`);
console.log(`test accuracy ${accuracy.toFixed(3)} (95 % interval ${low.toFixed(3)} to ${high.toFixed(3)})`);
const [hardest] = [...perClass].sort((a, b) => a.recall - b.recall);
console.log(`hardest class: ${hardest?.name}, recall ${hardest?.recall.toFixed(2)}`);
await classifier.dispose();

const [file] = process.argv.slice(2);
if (file !== undefined) {
  await writeFile(file, best);
  console.log(`saved as ${file}, ${best.length} bytes`);
}
