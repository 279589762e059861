# Keras 3 on TensorFlow as a peer: one row without XLA, one with. Each row tries Keras's own batch methods and a
# hand-written tf.function, and is measured with the faster.

from peer_protocol import Pool, serve


def build(work):
    import keras
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(work["threads"])
    tf.config.threading.set_inter_op_parallelism_threads(work["threads"])
    keras.utils.set_random_seed(work["seed"])
    pool = Pool(work["seed"], work["batchSize"])
    model = network(keras, work["architecture"])
    make = training_variants if work["command"] == "train-step" else inference_variants
    variants = make(tf, keras, pool, model, work["variant"] == "xla")
    return {"tensorflow": tf.__version__, "keras": keras.__version__}, model.count_params(), variants


def network(keras, architecture):
    layers = keras.layers
    stacks = {
        "paper-cnn": lambda: [
            layers.Conv2D(32, 3, activation="relu"), layers.MaxPooling2D(2),
            layers.Conv2D(64, 3, activation="relu"), layers.MaxPooling2D(2),
            layers.Flatten(), layers.Dense(128, activation="relu"), layers.Dropout(0.5), layers.Dense(10),
        ],
        "lenet5": lambda: [
            layers.Conv2D(6, 5, padding="same", activation="tanh"), layers.AveragePooling2D(2),
            layers.Conv2D(16, 5, activation="tanh"), layers.AveragePooling2D(2),
            layers.Flatten(), layers.Dense(120, activation="tanh"), layers.Dense(84, activation="tanh"),
            layers.Dense(10),
        ],
    }  # fmt: skip
    return keras.Sequential([keras.Input((28, 28, 1)), *stacks[architecture]()])


def numpy_images(pool, indices):
    return pool.images[indices].reshape(-1, 28, 28, 1).astype("float32") / 255


def tensor_images(tf, images, indices):
    """Gathers and normalises inside a graph."""
    return tf.reshape(tf.cast(tf.gather(images, indices), tf.float32) / 255, [-1, 28, 28, 1])


def training_variants(tf, keras, pool, model, xla):
    loss_of = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    optimizer = keras.optimizers.Adam(1e-3)
    optimizer.build(model.trainable_variables)
    all_images, all_labels = tf.constant(pool.images), tf.constant(pool.labels)

    @tf.function(jit_compile=xla)
    def update(indices):
        images = tensor_images(tf, all_images, indices)
        with tf.GradientTape() as tape:
            loss = loss_of(tf.gather(all_labels, indices), model(images, training=True))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        return loss

    twin = keras.models.clone_model(model)
    twin.compile(keras.optimizers.Adam(1e-3), loss_of, jit_compile=xla)

    def train_on_batch():
        indices = pool.next_indices()
        return twin.train_on_batch(numpy_images(pool, indices), pool.labels[indices])

    return {
        "tf.function": lambda: float(update(tf.constant(pool.next_indices()))),
        "train_on_batch": train_on_batch,
    }


def inference_variants(tf, keras, pool, model, xla):
    classifier = keras.Sequential([model, keras.layers.Softmax()])
    classifier.compile(jit_compile=xla)
    all_images = tf.constant(pool.images)

    @tf.function(jit_compile=xla)
    def predict(indices):
        return classifier(tensor_images(tf, all_images, indices), training=False)

    return {
        "tf.function": lambda: predict(tf.constant(pool.next_indices())).numpy(),
        "predict_on_batch": lambda: classifier.predict_on_batch(numpy_images(pool, pool.next_indices())),
    }


serve(build)
