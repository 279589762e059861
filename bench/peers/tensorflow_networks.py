# The networks of the bench in Keras, layer by layer as in src/architectures. There are two kinds of
# normalisation: Keras's own layer, which TensorFlow computes from single operators, and TensorFlow's fused
# operator.

import keras
import tensorflow as tf
from keras import layers


class FusedNormalization(layers.BatchNormalization):
    """Keras's layer with TensorFlow's fused operator: the same sums in fewer passes over memory."""

    def call(self, inputs, training=None, mask=None):
        y, mean, variance, *_ = tf.raw_ops.FusedBatchNormV3(
            x=inputs,
            scale=self.gamma,
            offset=self.beta,
            mean=self.moving_mean,
            variance=self.moving_variance,
            epsilon=self.epsilon,
            exponential_avg_factor=1 - self.momentum,
            is_training=bool(training),
        )
        if training:
            self.moving_mean.assign(mean)
            self.moving_variance.assign(variance)
        return y


def normalised(architecture):
    """Whether the network has normalisation layers."""
    return architecture in ("resnet20", "wrn-16-4")


def network(architecture, normalization=layers.BatchNormalization):
    """The named network for 28×28 grey pictures and ten classes, with the given kind of normalisation."""
    norm = lambda x: normalization(momentum=0.9, epsilon=1e-3)(x)
    build = {
        "paper-cnn": paper_cnn,
        "lenet5": lenet5,
        "resnet20": lambda x: resnet20(x, norm),
        "wrn-16-4": lambda x: wrn_16_4(x, norm),
    }
    images = keras.Input((28, 28, 1))
    return keras.Model(images, build[architecture](images))


def trainable(model):
    """The number of trained numbers, which does not include running statistics."""
    return sum(int(tf.size(weight)) for weight in model.trainable_weights)


def paper_cnn(x):
    x = layers.MaxPooling2D(2)(layers.Conv2D(32, 3, activation="relu")(x))
    x = layers.MaxPooling2D(2)(layers.Conv2D(64, 3, activation="relu")(x))
    x = layers.Dense(128, activation="relu")(layers.Flatten()(x))
    return layers.Dense(10)(layers.Dropout(0.5)(x))


def lenet5(x):
    x = layers.AveragePooling2D(2)(layers.Conv2D(6, 5, padding="same", activation="tanh")(x))
    x = layers.AveragePooling2D(2)(layers.Conv2D(16, 5, activation="tanh")(x))
    x = layers.Dense(120, activation="tanh")(layers.Flatten()(x))
    return layers.Dense(10)(layers.Dense(84, activation="tanh")(x))


def conv(x, filters, size, stride=1):
    return layers.Conv2D(filters, size, stride, padding="same", use_bias=False)(x)


def relu(x):
    return layers.ReLU()(x)


def classify(x):
    return layers.Dense(10)(layers.GlobalAveragePooling2D()(x))


def resnet20(x, norm):
    x = relu(norm(conv(x, 16, 3)))
    for filters, first_stride in ((16, 1), (32, 2), (64, 2)):
        for stride in (first_stride, 1, 1):
            shortcut = norm(conv(x, filters, 1, stride)) if stride > 1 else x
            y = relu(norm(conv(x, filters, 3, stride)))
            x = relu(layers.Add()([norm(conv(y, filters, 3)), shortcut]))
    return classify(x)


def wrn_16_4(x, norm):
    """Each stage has two blocks; the first changes the shape, and both its paths start after its first ReLU."""
    x = conv(x, 16, 3)
    for filters, stride in ((64, 1), (128, 2), (256, 2)):
        x = relu(norm(x))
        y = conv(relu(norm(conv(x, filters, 3, stride))), filters, 3)
        x = layers.Add()([y, conv(x, filters, 1, stride)])
        y = conv(relu(norm(x)), filters, 3)
        x = layers.Add()([conv(relu(norm(y)), filters, 3), x])
    return classify(relu(norm(x)))
