# The paper's network as the paper trains it, in Keras on TensorFlow: model.fit on arrays, as a user would
# write it.

import keras
import tensorflow as tf
from tensorflow_networks import network, trainable
from training_protocol import serve


class EpochEnd(keras.callbacks.Callback):
    """Reports each epoch, and stops training when the model is good enough."""

    def __init__(self, session):
        super().__init__()
        self.session = session

    def on_epoch_end(self, epoch, logs=None):
        predict = lambda pictures: self.model.predict(pictures[..., None], batch_size=1000, verbose=0).argmax(1)
        if self.session.end_epoch(predict):
            self.model.stop_training = True


def train(session):
    work, recipe = session.work, session.work["recipe"]
    tf.config.threading.set_intra_op_parallelism_threads(work["threads"])
    tf.config.threading.set_inter_op_parallelism_threads(work["threads"])
    keras.utils.set_random_seed(work["seed"])
    images, labels = session.training_pictures()
    images = images[..., None]
    model = network("paper-cnn")
    model.compile(
        optimizer=keras.optimizers.Adam(recipe["learningRate"]),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    model.fit(
        images,
        labels,
        batch_size=recipe["batchSize"],
        epochs=recipe["epochs"],
        callbacks=[EpochEnd(session)],
        verbose=0,
    )
    return trainable(model), len(labels)


serve({"tensorflow": tf.__version__, "keras": keras.__version__}, train)
