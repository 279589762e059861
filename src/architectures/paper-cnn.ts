// The network of "Conquering Fashion MNIST with CNN using computer vision", sections V and VI: 225,034
// parameters for grey pictures of 28×28 pixels.
import { conv2d, dense, dropout, flatten, maxPooling2d } from '../nn/layers/index.ts';
import { sequential, type Model } from '../nn/model.ts';

/**
 * The network of "Conquering Fashion MNIST with CNN using computer vision" for the given number of classes.
 *
 * @example paperCnn(10)
 */
export const paperCnn = (classes: number): Model =>
  sequential(
    [
      conv2d({ filters: 32, kernelSize: 3, activation: 'relu' }),
      maxPooling2d(2),
      conv2d({ filters: 64, kernelSize: 3, activation: 'relu' }),
      maxPooling2d(2),
      flatten(),
      dense({ units: 128, activation: 'relu' }),
      dropout(0.5),
      dense({ units: classes }),
    ],
    'paper-cnn',
  );
