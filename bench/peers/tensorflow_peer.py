# Keras 3 on TensorFlow as a peer: one row without XLA, one with it. Each row tries Keras's own batch methods
# and a hand-written tf.function; for networks with normalisation also a tf.function with the fused operator.
# It is measured with the fastest.

import keras
import tensorflow as tf
from peer_protocol import Pool, serve
from tensorflow_networks import FusedNormalization, network, normalised, trainable


def build(work):
    tf.config.threading.set_intra_op_parallelism_threads(work["threads"])
    tf.config.threading.set_inter_op_parallelism_threads(work["threads"])
    keras.utils.set_random_seed(work["seed"])
    pool = Pool(work["seed"], work["batchSize"])
    make = training_variants if work["command"] == "train-step" else inference_variants
    variants = make(pool, work["architecture"], work["variant"] == "xla")
    versions = {"tensorflow": tf.__version__, "keras": keras.__version__}
    return versions, trainable(network(work["architecture"])), variants


def numpy_images(pool, indices):
    return pool.images[indices].reshape(-1, 28, 28, 1).astype("float32") / 255


def tensor_images(images, indices):
    """Gathers and normalises within a graph."""
    return tf.reshape(tf.cast(tf.gather(images, indices), tf.float32) / 255, [-1, 28, 28, 1])


def training_variants(pool, architecture, xla):
    all_images, all_labels = tf.constant(pool.images), tf.constant(pool.labels)
    variants = {
        "tf.function": training_function(pool, all_images, all_labels, network(architecture), xla),
        "train_on_batch": training_method(pool, network(architecture), xla),
    }
    if normalised(architecture):
        fused = network(architecture, FusedNormalization)
        variants["tf.function, fused norm"] = training_function(pool, all_images, all_labels, fused, xla)
    return variants


def cross_entropy():
    return keras.losses.SparseCategoricalCrossentropy(from_logits=True)


def training_function(pool, all_images, all_labels, model, xla):
    loss_of = cross_entropy()
    optimizer = keras.optimizers.Adam(1e-3)
    optimizer.build(model.trainable_variables)

    @tf.function(jit_compile=xla)
    def update(indices):
        images = tensor_images(all_images, indices)
        with tf.GradientTape() as tape:
            loss = loss_of(tf.gather(all_labels, indices), model(images, training=True))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        return loss

    return lambda: float(update(tf.constant(pool.next_indices())))


def training_method(pool, model, xla):
    model.compile(keras.optimizers.Adam(1e-3), cross_entropy(), jit_compile=xla)

    def step():
        indices = pool.next_indices()
        return model.train_on_batch(numpy_images(pool, indices), pool.labels[indices])

    return step


def inference_variants(pool, architecture, xla):
    all_images = tf.constant(pool.images)
    variants = {
        "tf.function": inference_function(pool, all_images, network(architecture), xla),
        "predict_on_batch": inference_method(pool, network(architecture), xla),
    }
    if normalised(architecture):
        fused = network(architecture, FusedNormalization)
        variants["tf.function, fused norm"] = inference_function(pool, all_images, fused, xla)
    return variants


def inference_function(pool, all_images, model, xla):
    @tf.function(jit_compile=xla)
    def predict(indices):
        return tf.nn.softmax(model(tensor_images(all_images, indices), training=False))

    return lambda: predict(tf.constant(pool.next_indices())).numpy()


def inference_method(pool, model, xla):
    classifier = keras.Sequential([model, keras.layers.Softmax()])
    classifier.compile(jit_compile=xla)
    return lambda: classifier.predict_on_batch(numpy_images(pool, pool.next_indices()))


serve(build)
