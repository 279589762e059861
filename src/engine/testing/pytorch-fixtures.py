"""Writes pytorch.fixture.json: values and gradients by PyTorch in float64, for what TensorFlow.js lacks.

Run from the root of the repository, with the environment that bench/requirements.txt describes:

    bench/.venv/bin/python src/engine/testing/pytorch-fixtures.py

All numbers are drawn from fixed seeds. Each case is a function of tensors. The loss is the weighted sum of its output,
and the gradients are those of the loss with respect to each input. Cases have the same names as in cases/*.ts.
"""

import json
from pathlib import Path

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
cases = {}


def figures(tensor):
    return [float(f"{number:.9g}") for number in tensor.detach().flatten().tolist()]


def drawn(shape, generator):
    """Multiples of 2^-12 between -1.5 and 1.5, none within 0.1 of 0."""
    magnitude = 0.1 + 1.4 * torch.rand(shape, generator=generator)
    sign = torch.where(torch.rand(shape, generator=generator) < 0.5, -1.0, 1.0)
    return torch.round(magnitude * sign * 4096) / 4096


def distinct(shape, generator):
    """Values at least 0.1 apart, in random order, none within 0.05 of 0."""
    size = torch.Size(shape).numel()
    values = (torch.arange(size) - size // 2 + 0.5) * 0.1
    return (torch.round(values * 4096) / 4096)[torch.randperm(size, generator=generator)].reshape(shape)


def beyond(shape, generator):
    """Like drawn, but three times as wide, with no value within 0.1 of -3 or 3."""
    x = 3 * drawn(shape, generator)
    return torch.where((x.abs() - 3).abs() < 0.1, x * 1.25, x)


def case(name, function, *shapes, fill=drawn, scale=1.0):
    generator = torch.Generator().manual_seed(len(cases) + 1)
    inputs = [(fill(shape, generator) * scale).requires_grad_() for shape in shapes]
    output = function(*inputs)
    weights = drawn(output.shape, generator)
    gradients = torch.autograd.grad((output * weights).sum(), inputs)
    cases[name] = {
        "inputs": [{"shape": list(x.shape), "data": figures(x)} for x in inputs],
        "output": {"shape": list(output.shape), "data": figures(output)},
        "weights": figures(weights),
        "gradients": [figures(g) for g in gradients],
    }


def conv(x, w, b=None, pads=None, **options):
    """2-D, with ONNX's pads: top, left, bottom, right."""
    if pads:
        top, left, bottom, right = pads
        x = F.pad(x, (left, right, top, bottom))
    return F.conv2d(x, w, b, **options)


x = (2, 4, 6, 5)
case("conv dilated", lambda x, w: conv(x, w, dilation=2), (2, 2, 7, 6), (3, 2, 3, 2))
case("conv dilated with stride and pads",
     lambda x, w, b: conv(x, w, b, pads=(1, 2, 0, 1), dilation=(2, 1), stride=(1, 2)),
     (2, 2, 7, 6), (3, 2, 3, 3), (3,))
case("conv in two groups", lambda x, w, b: conv(x, w, b, groups=2), x, (6, 2, 3, 3), (6,))
case("conv in two groups with stride and asymmetric pads",
     lambda x, w: conv(x, w, pads=(1, 0, 2, 1), stride=2, groups=2), x, (2, 2, 3, 3))
case("conv depthwise", lambda x, w, b: conv(x, w, b, pads=(1, 1, 1, 1), groups=4), x, (4, 1, 3, 3), (4,))
case("conv depthwise with stride, two filters a channel",
     lambda x, w: conv(x, w, stride=2, groups=4), x, (8, 1, 3, 3))
case("conv depthwise 1x1", lambda x, w, b: conv(x, w, b, groups=4), (2, 4, 3, 3), (4, 1, 1, 1), (4,))
case("conv in one dimension",
     lambda x, w, b: F.conv1d(F.pad(x, (1, 2)), w, b, stride=2), (2, 3, 8), (4, 3, 3), (4,))
case("conv in three dimensions",
     lambda x, w, b: F.conv3d(x, w, b, padding=1, stride=(1, 2, 1)), (1, 2, 3, 4, 3), (3, 2, 2, 3, 3), (3,))
case("conv in one dimension, dilated, depthwise",
     lambda x, w: F.conv1d(x, w, dilation=3, groups=3), (2, 3, 8), (3, 1, 2))

case("transposed conv", lambda x, w, b: F.conv_transpose2d(x, w, b), (2, 3, 3, 2), (3, 2, 3, 3), (2,))
case("transposed conv with stride and output padding",
     lambda x, w, b: F.conv_transpose2d(x, w, b, stride=(2, 3), padding=(1, 0), output_padding=(1, 2)),
     (2, 3, 3, 2), (3, 2, 3, 3), (2,))
case("transposed conv with asymmetric pads",
     lambda x, w: F.conv_transpose2d(x, w, stride=2)[:, :, 1:, : -1], (2, 3, 3, 3), (3, 2, 3, 3))
case("transposed conv dilated in two groups",
     lambda x, w: F.conv_transpose2d(x, w, stride=2, dilation=2, groups=2), (1, 4, 3, 2), (4, 2, 2, 2))
case("transposed conv in one dimension",
     lambda x, w: F.conv_transpose1d(x, w, stride=2, output_padding=1), (2, 3, 4), (3, 2, 3))

pool = (2, 2, 6, 5)
case("max pool dilated", lambda x: F.max_pool2d(x, (2, 3), stride=1, dilation=2), pool, fill=distinct)
case("max pool padded and overlapping",
     lambda x: F.max_pool2d(x, 3, stride=2, padding=1), pool, fill=distinct)
case("max pool dilated with stride and padding",
     lambda x: F.max_pool2d(x, 3, stride=2, padding=1, dilation=2), (1, 2, 7, 7), fill=distinct)
case("max pool in one dimension", lambda x: F.max_pool1d(x, 3, stride=2), (2, 2, 8), fill=distinct)
case("max pool in three dimensions", lambda x: F.max_pool3d(x, 2), (1, 2, 4, 2, 5), fill=distinct)
case("average pool padded, padding counted",
     lambda x: F.avg_pool2d(x, 3, stride=2, padding=1, count_include_pad=True), pool)
case("average pool padded, padding not counted",
     lambda x: F.avg_pool2d(x, 3, stride=2, padding=1, count_include_pad=False), pool)
case("average pool in one dimension", lambda x: F.avg_pool1d(x, 3, stride=2), (2, 2, 8))
case("average pool in three dimensions", lambda x: F.avg_pool3d(x, (1, 2, 2)), (1, 2, 2, 4, 5))

line = (4, 6)
case("gelu", F.gelu, line)
case("gelu approximate", lambda x: F.gelu(x, approximate="tanh"), line)
case("mish", F.mish, line)
case("celu", lambda x: F.celu(x, alpha=1.5), line)
case("selu by default", F.selu, line)
case("hard swish", F.hardswish, line, fill=beyond)
case("softsign", F.softsign, line)
case("prelu by channel", lambda x, a: F.prelu(x, a), (2, 3, 2, 2), (3,))


def batch_norm(x, scale, bias):
    return F.batch_norm(x, None, None, scale, bias, training=True, momentum=0.1, eps=1e-3)


case("batch normalisation in training", batch_norm, (3, 2, 2, 3), (2,), (2,))
case("batch normalisation in training, two axes", batch_norm, (6, 3), (3,), (3,))
case("batch normalisation in training, three axes", batch_norm, (3, 2, 4), (2,), (2,))
case("attention-like product", lambda a, b: torch.softmax(a @ b, -1), (2, 1, 3, 4), (3, 4, 2))


def lenet5(x, *p):
    """LeCun et al. (1998) in its usual modern form, without the partial connections."""
    y = F.avg_pool2d(torch.tanh(F.conv2d(x, p[0], p[1], padding=2)), 2)
    y = F.avg_pool2d(torch.tanh(F.conv2d(y, p[2], p[3])), 2).flatten(1)
    y = torch.tanh(F.linear(y, p[4], p[5]))
    y = torch.tanh(F.linear(y, p[6], p[7]))
    return F.log_softmax(F.linear(y, p[8], p[9]), -1)


# Fewer filters and units than the original, so that the file stays small.
case("lenet5", lenet5, (3, 1, 12, 12), (2, 1, 5, 5), (2,), (3, 2, 5, 5), (3,), (5, 3), (5,), (4, 5), (4,), (3, 4), (3,),
     scale=0.5)

path = Path(__file__).parent / "pytorch.fixture.json"
lines = [f"{json.dumps(name)}: {json.dumps(value)}" for name, value in cases.items()]
path.write_text("{\n" + ",\n".join(lines) + "\n}\n")
