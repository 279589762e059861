"""Prints histograms of oriented gradients by scikit-image, for hog.test.ts.

    pip install scikit-image==0.25.2
    python src/baselines/testing/hog-fixtures.py > src/baselines/testing/hog.fixture.json
"""

import json

import numpy as np
from skimage.feature import hog


def picture(height, width, channels, seed):
    """Pixels by the formula of the test: smooth, with edges, and never two channels that are equally steep."""
    y, x, c = np.meshgrid(np.arange(height), np.arange(width), np.arange(channels), indexing="ij")
    return ((x * x * (3 + seed) + y * y * 5 + x * y * (7 + c) + 11 * c + seed * 13) % 251).astype(np.uint8)


def case(height, width, channels, cell, seed):
    pixels = picture(height, width, channels, seed)
    values = hog(
        pixels if channels > 1 else pixels[:, :, 0],
        orientations=9,
        pixels_per_cell=(cell, cell),
        cells_per_block=(2, 2),
        block_norm="L2-Hys",
        channel_axis=-1 if channels > 1 else None,
    )
    return {
        "height": height,
        "width": width,
        "channels": channels,
        "cell": cell,
        "seed": seed,
        "values": [round(float(v), 7) for v in values],
    }


print(json.dumps([case(16, 16, 1, 4, 1), case(17, 13, 1, 4, 2), case(15, 12, 3, 3, 3)]))
