# The networks of the bench in PyTorch, layer by layer as in src/architectures. Running statistics of
# normalisation are buffers, so parameters are exactly the trained numbers.

import torch
from torch import nn


def network(architecture, layout):
    """The named network for 28×28 grey pictures and ten classes; layout is nchw or channels-last."""
    layers = {"paper-cnn": paper_cnn, "lenet5": lenet5, "resnet20": resnet20, "wrn-16-4": wrn_16_4}
    return nn.Sequential(*layers[architecture]()).to(memory_format=memory_format(layout))


def memory_format(layout):
    return torch.channels_last if layout == "channels-last" else torch.contiguous_format


def paper_cnn():
    return [
        nn.Conv2d(1, 32, 3), nn.ReLU(inplace=True), nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3), nn.ReLU(inplace=True), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(1600, 128), nn.ReLU(inplace=True), nn.Dropout(0.5), nn.Linear(128, 10),
    ]  # fmt: skip


def lenet5():
    return [
        nn.Conv2d(1, 6, 5, padding=2), nn.Tanh(), nn.AvgPool2d(2),
        nn.Conv2d(6, 16, 5), nn.Tanh(), nn.AvgPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.Tanh(), nn.Linear(120, 84), nn.Tanh(), nn.Linear(84, 10),
    ]  # fmt: skip


class Residual(nn.Module):
    """The sum of the results of the layers and the shortcut (empty by default) for the same input."""

    def __init__(self, layers, shortcut=()):
        super().__init__()
        self.layers = nn.Sequential(*layers)
        self.shortcut = nn.Sequential(*shortcut)

    def forward(self, x):
        return self.layers(x) + self.shortcut(x)


def conv(before, filters, size, stride=1):
    return nn.Conv2d(before, filters, size, stride, padding=size // 2, bias=False)


def norm(channels):
    return nn.BatchNorm2d(channels, eps=1e-3, momentum=0.1)


def relu():
    return nn.ReLU(inplace=True)


def resnet20():
    stages = [*resnet_stage(16, 16, 1), *resnet_stage(16, 32, 2), *resnet_stage(32, 64, 2)]
    return [conv(1, 16, 3), norm(16), relu(), *stages, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10)]


def resnet_stage(before, filters, stride):
    shortcut = [conv(before, filters, 1, stride), norm(filters)] if stride > 1 else []
    first = resnet_block(before, filters, stride, shortcut)
    return first + resnet_block(filters, filters, 1, []) + resnet_block(filters, filters, 1, [])


def resnet_block(before, filters, stride, shortcut):
    layers = [conv(before, filters, 3, stride), norm(filters), relu(), conv(filters, filters, 3), norm(filters)]
    return [Residual(layers, shortcut), relu()]


def wrn_16_4():
    stages = [*wide_stage(16, 64, 1), *wide_stage(64, 128, 2), *wide_stage(128, 256, 2)]
    end = [norm(256), relu(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(256, 10)]
    return [conv(1, 16, 3), *stages, *end]


def wide_stage(before, filters, stride):
    """Two blocks; the first changes the shape, and both its paths start after its first ReLU."""
    changing = [conv(before, filters, 3, stride), norm(filters), relu(), conv(filters, filters, 3)]
    keeping = [norm(filters), relu(), conv(filters, filters, 3), norm(filters), relu(), conv(filters, filters, 3)]
    shortcut = [conv(before, filters, 1, stride)]
    return [norm(before), relu(), Residual(changing, shortcut), Residual(keeping)]
