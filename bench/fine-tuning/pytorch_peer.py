# PyTorch as a peer of `bench fine-tuning`, and the maker of the networks' ONNX files:
#
#   pytorch_peer.py export NETWORK SIDE FILE
#
# Normalisation is in evaluation mode, as is usual for fine-tuning on few pictures: its statistics stay, its scales and
# shifts are trained.

import os
import sys

import timm
import torch

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "peers"))

CLASSES = 10


def network(name):
    return timm.create_model(name, num_classes=CLASSES).eval()


def export(name, side, file):
    torch.manual_seed(1)
    keep = dict(training=torch.onnx.TrainingMode.PRESERVE, do_constant_folding=False)
    names = dict(input_names=["input"], output_names=["output"])
    axes = {"input": {0: "batch"}, "output": {0: "batch"}}
    pictures = (torch.randn(2, 3, side, side),)
    torch.onnx.export(network(name), pictures, file, opset_version=17, dynamo=False, dynamic_axes=axes, **keep, **names)


def build(work):
    torch.set_num_threads(work["threads"])
    torch.manual_seed(work["seed"])
    form = torch.channels_last if work["variant"] == "channels-last" else torch.contiguous_format
    model = network(work["network"]).to(memory_format=form)
    batch, side = work["batchSize"], work["side"]
    pictures = torch.randint(0, 256, (batch, 3, side, side), dtype=torch.uint8)
    labels = torch.arange(batch) % CLASSES
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4, weight_decay=0.05, fused=True)

    def images():
        return pictures.float().div_(127.5).sub_(1).contiguous(memory_format=form)

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = torch.nn.functional.cross_entropy(model(images()), labels)
        loss.backward()
        optimizer.step()
        return loss.item()

    def features():
        with torch.inference_mode():
            return torch.softmax(model(images()), 1).numpy()

    variants = {"fused AdamW": step} if work["task"] == "step" else {"eager": features}
    parameters = sum(parameter.numel() for parameter in model.parameters())
    return {"torch": torch.__version__}, parameters, variants


if sys.argv[1] == "export":
    export(sys.argv[2], int(sys.argv[3]), sys.argv[4])
else:
    from peer_protocol import serve

    serve(build)
