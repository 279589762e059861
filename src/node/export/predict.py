"""Predicts with .keras files: python predict.py JOBS.

JOBS is a JSON file, a list of objects: "model", a .keras file; "pictures", raw pixels uint8 of the "shape"
[count, height, width, channels]; and "probabilities", the file that becomes float32 [count, classes].
Prints the versions of Keras and its backend.
"""

import json
import sys

import keras
import numpy as np

for job in json.load(open(sys.argv[1])):
    images = np.fromfile(job["pictures"], np.uint8).reshape(job["shape"]).astype(np.float32)
    predicted = keras.models.load_model(job["model"]).predict(images, batch_size=64, verbose=0)
    np.asarray(predicted, np.float32).tofile(job["probabilities"])
print(f"Keras {keras.__version__} on {keras.backend.backend()}")
