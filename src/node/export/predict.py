"""Predicts with a .keras file: python predict.py MODEL PICTURES PROBABILITIES COUNT HEIGHT WIDTH CHANNELS.

PICTURES are raw pixels, uint8 [count, height, width, channels]; PROBABILITIES becomes float32 [count, classes].
Prints the versions of Keras and its backend.
"""

import sys

import keras
import numpy as np

model, pictures, probabilities, *shape = sys.argv[1:]
images = np.fromfile(pictures, np.uint8).reshape([int(size) for size in shape]).astype(np.float32)
predicted = keras.models.load_model(model).predict(images, batch_size=64, verbose=0)
np.asarray(predicted, np.float32).tofile(probabilities)
print(f"Keras {keras.__version__} on {keras.backend.backend()}")
