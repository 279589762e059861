// LeNet-5 (LeCun, Bottou, Bengio & Haffner, 1998, "Gradient-based learning applied to document recognition")
// as it is usually built today: full connections between the feature maps, plain average pooling and a dense
// last layer.
import { averagePooling2d, conv2d, dense, flatten } from '../nn/layers/index.ts';
import { sequential, type Model } from '../nn/model.ts';

/**
 * LeNet-5 (LeCun, Bottou, Bengio & Haffner, 1998) for the given number of classes.
 *
 * @example lenet5(10)
 */
export const lenet5 = (classes: number): Model =>
  sequential(
    [
      conv2d({ filters: 6, kernelSize: 5, padding: 'same', activation: 'tanh' }),
      averagePooling2d(2),
      conv2d({ filters: 16, kernelSize: 5, activation: 'tanh' }),
      averagePooling2d(2),
      flatten(),
      dense({ units: 120, activation: 'tanh' }),
      dense({ units: 84, activation: 'tanh' }),
      dense({ units: classes }),
    ],
    'lenet5',
  );
