"""Runs an inspector: run.py INSPECTOR.onnx FOLDER reads FOLDER/images.bin and writes score.bin and map.bin."""

import sys

import numpy as np
import onnxruntime

session = onnxruntime.InferenceSession(sys.argv[1])
shape = session.get_inputs()[0].shape[1:]
images = np.fromfile(f"{sys.argv[2]}/images.bin", np.uint8).reshape(-1, *shape)
names = [output.name for output in session.get_outputs()]
parts = [session.run(names, {"image": images[start : start + 4]}) for start in range(0, len(images), 4)]
for i, name in enumerate(names):
    np.concatenate([part[i] for part in parts]).astype(np.float32).tofile(f"{sys.argv[2]}/{name}.bin")
