// Watches training with callbacks: early stopping, a learning rate that falls when the loss no longer
// improves, and a callback of its own, which draws the validation loss as a bar and stops training after a
// time limit.
//
//   npx tsx -C source examples/callbacks.ts [seconds]
import { constant, earlyStopping, fit, lenet5, reduceLROnPlateau, sketches, type Callback } from 'atelier';

const seconds = Number(process.argv[2] ?? 30);

/** Stops training after the epoch in which a time limit is reached. */
function timeLimit(limit: number): Callback {
  const start = performance.now();
  let steps = 0;
  return {
    type: 'timeLimit',
    settings: { limit }, // everything that affects training: a checkpoint resumes only with equal settings
    onStepEnd: () => {
      steps += 1;
    },
    onEpochEnd: ({ result: { epoch, validationLoss, learningRate } }, control) => {
      const bar = '█'.repeat(Math.round(20 * validationLoss));
      console.log(
        `epoch ${String(epoch).padStart(2)} ${bar} ${validationLoss.toFixed(3)}, rate ${learningRate.toPrecision(2)}`,
      );
      if (performance.now() - start > 1000 * limit) control.stop(`the limit of ${limit} s was reached`);
    },
    onTrainEnd: () => console.log(`${steps} steps in ${((performance.now() - start) / 1000).toFixed(1)} s`),
  };
}

const { train } = sketches({ train: 600 });
const monitor = 'validationLoss';
const { history, bestEpoch, stopReason } = await fit(lenet5(train.classNames.length), {
  data: train,
  epochs: 40,
  schedule: constant, // reduceLROnPlateau decides, not a schedule
  monitor,
  callbacks: [
    timeLimit(seconds),
    reduceLROnPlateau({ monitor, factor: 0.3, patience: 2 }),
    earlyStopping({ monitor, patience: 4 }),
  ],
});
console.log(`${history.length} of 40 epochs: ${stopReason ?? 'all epochs are done'}`);
console.log(`best epoch: ${bestEpoch.epoch}, validation accuracy ${bestEpoch.validationAccuracy.toFixed(3)}`);
