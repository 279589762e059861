"""Writes float16.fixture.json: half-precision numbers as NumPy rounds and widens them.

Run from the root of the repository, with NumPy 2:

    python3 src/engine/testing/float16-fixtures.py

`toFloat16` has pairs of bits: a number in single precision, and the half-precision number that NumPy rounds it to.
`fromFloat16` is the SHA-256 of all 65,536 patterns except NaNs, in order, widened to single precision, little endian.
"""

import hashlib
import json
from pathlib import Path

import numpy as np

random = np.random.default_rng(1)
halves = np.arange(65536, dtype=np.uint16).view(np.float16)
finite = halves[np.isfinite(halves)].astype(np.float32)

# Neighbours of half-precision numbers, and of the middles between two of them.
edges = np.sort(finite[random.integers(0, finite.size, 60)])
steps = np.abs(np.spacing(edges.astype(np.float16)).astype(np.float32))
middles = edges + steps / 2
around = [np.nextafter(x, np.float32(end)) for x in (edges, middles) for end in (np.inf, -np.inf)]
limits = np.array(
    [0, 2**-24, 2**-25, 1.5 * 2**-24, 2.5 * 2**-24, 2**-14, 2**-14 - 2**-25, 65504, 65519.996, 65520, 1e6, np.inf, 1e-45, 1e-30, 3.4e38],
    dtype=np.float32,
)
anything = random.integers(0, 2**32, 200, dtype=np.uint32).view(np.float32)
anything = anything[~np.isnan(anything)]
weights = random.normal(0, 0.1, 60).astype(np.float32)

with np.errstate(over="ignore"):
    numbers = np.concatenate([edges, middles, *around, limits, -limits, anything, weights])
    rounded = numbers.astype(np.float16)

widened = halves[~np.isnan(halves)].astype("<f4")
fixture = {
    "toFloat16": np.stack([numbers.view(np.uint32), rounded.view(np.uint16).astype(np.uint32)], 1).tolist(),
    "fromFloat16": hashlib.sha256(widened.tobytes()).hexdigest(),
}
Path(__file__).with_name("float16.fixture.json").write_text(json.dumps(fixture) + "\n")
