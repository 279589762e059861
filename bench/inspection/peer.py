"""A second implementation of PatchCore (Roth et al., 2022) in numpy, on pixels that were handed over.

Usage: peer.py MODEL.onnx PREFIX SIZE THREADS. Reads PREFIX-train.bin, -test.bin and -masks.bin; prints JSON.
"""

import json
import sys
import time

import numpy as np
import onnx
import onnxruntime
from scipy import ndimage
from sklearn.metrics import roc_auc_score

model, prefix, size, threads = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
LAYERS = ["/_blocks.4/Add_output_0", "/_blocks.10/Add_output_0"]
BANK, NEIGHBOURS, CANDIDATES = 2000, 9, 60_000
random = np.random.default_rng(1)


def open_features():
    proto = onnx.load(model)
    for name in LAYERS:
        proto.graph.output.append(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(proto.SerializeToString(), options)


session = open_features()


def features(pictures):
    """[count, places, channels] of uint8 [count, 3, size, size]."""
    rows = []
    for start in range(0, len(pictures), 16):
        batch = (pictures[start : start + 16].astype(np.float32) - 127) / 128
        maps = session.run(LAYERS, {"input": batch})
        averaged = []
        for one in maps:
            own = ndimage.uniform_filter(np.ones(one.shape[2:], np.float32), 3, mode="constant")
            averaged.append(ndimage.uniform_filter(one, (1, 1, 3, 3), mode="constant") / own)
        side = averaged[0].shape[2]
        factor = side / averaged[1].shape[2]
        places = np.clip((np.arange(side) + 0.5) / factor - 0.5, 0, averaged[1].shape[2] - 1)
        low = np.floor(places).astype(int)
        high = np.minimum(low + 1, averaged[1].shape[2] - 1)
        share = (places - low).astype(np.float32)
        wide = averaged[1][..., low] * (1 - share) + averaged[1][..., high] * share
        tall = wide[:, :, low] * (1 - share[:, None]) + wide[:, :, high] * share[:, None]
        joined = np.concatenate([averaged[0], tall], 1)
        rows.append(joined.reshape(len(batch), joined.shape[1], -1).transpose(0, 2, 1))
    return np.concatenate(rows)


def coreset(vectors, count):
    projected = vectors @ (random.standard_normal((vectors.shape[1], 64)).astype(np.float32) / 8)
    nearest = np.full(len(vectors), np.inf, np.float32)
    taken = [int(random.integers(len(vectors)))]
    for _ in range(count - 1):
        nearest = np.minimum(nearest, ((projected - projected[taken[-1]]) ** 2).sum(1))
        taken.append(int(nearest.argmax()))
    return vectors[taken]


def distances(a, b):
    return np.sqrt(np.maximum((a * a).sum(1)[:, None] + (b * b).sum(1) - 2 * a @ b.T, 0))


train = np.fromfile(f"{prefix}-train.bin", np.uint8).reshape(-1, 3, size, size)
test = np.fromfile(f"{prefix}-test.bin", np.uint8).reshape(-1, 3, size, size)
masks = np.fromfile(f"{prefix}-masks.bin", np.uint8).reshape(-1, size, size)

started = time.perf_counter()
known = features(train).reshape(-1, 152)
if len(known) > CANDIDATES:
    known = known[random.choice(len(known), CANDIDATES, replace=False)]
bank = coreset(known, BANK).astype(np.float64)
learnt = time.perf_counter()

scores, maps = [], []
for rows in features(test).astype(np.float64):
    found = distances(rows, bank)
    nearest, own = found.min(1), found.argmin(1)
    worst = nearest.argmax()
    near = np.argsort(distances(bank[own[worst]][None], bank)[0])[:NEIGHBOURS]
    around = np.linalg.norm(bank[near] - rows[worst], axis=1)
    weights = np.exp(around - around.max())
    scores.append((1 - weights[0] / weights.sum()) * nearest[worst])
    side = int(len(nearest) ** 0.5)
    grown = ndimage.zoom(nearest.reshape(side, side), size / side, order=1, mode="nearest", grid_mode=True)
    maps.append(ndimage.gaussian_filter(grown, 4 * size / 224, mode="nearest"))
judged = time.perf_counter()
maps = np.array(maps)

is_bad = masks.reshape(len(masks), -1).any(1)


def aupro():
    regions = []
    for values, mask in zip(maps, masks):
        labels, count = ndimage.label(mask, np.ones((3, 3)))
        regions += [np.sort(values[labels == i + 1]) for i in range(count)]
    good = np.sort(maps[masks == 0])
    rates = np.linspace(0, 0.3, 301)
    limits = good[np.clip(((1 - rates) * len(good)).astype(int), 0, len(good) - 1)]
    overlap = [np.mean([1 - np.searchsorted(r, limit) / len(r) for r in regions]) for limit in limits]
    return float(np.trapezoid(overlap, rates) / 0.3)


print(
    json.dumps(
        {
            "imageAuroc": roc_auc_score(is_bad, scores),
            "pixelAuroc": roc_auc_score(masks.reshape(-1) > 0, maps.reshape(-1)),
            "aupro": aupro(),
            "learningSeconds": learnt - started,
            "perSecond": len(test) / (judged - learnt),
        }
    )
)
