"""Small networks of each family, a few thousand weights each, for fixtures: name → (factory, side of the pictures)."""

import torch
from torch import nn
from torch.nn import functional as F


def conv(inputs, filters, kernel=3, stride=1, groups=1, activation=nn.ReLU):
    layers = [nn.Conv2d(inputs, filters, kernel, stride, kernel // 2, groups=groups, bias=False), nn.BatchNorm2d(filters)]
    return nn.Sequential(*layers, *([activation()] if activation else []))


class Residual(nn.Module):
    def __init__(self, body, shortcut=None, activation=True):
        super().__init__()
        self.body, self.shortcut, self.activation = body, shortcut or nn.Identity(), activation

    def forward(self, x):
        y = self.body(x) + self.shortcut(x)
        return F.relu(y) if self.activation else y


class Branches(nn.Module):
    """Joins the results of several branches, and the input as well in a DenseNet."""

    def __init__(self, *branches, keep=False):
        super().__init__()
        self.branches, self.keep = nn.ModuleList(branches), keep

    def forward(self, x):
        return torch.cat(([x] if self.keep else []) + [branch(x) for branch in self.branches], 1)


class Excite(nn.Module):
    def __init__(self, channels, gate=nn.Hardsigmoid):
        super().__init__()
        self.body = nn.Sequential(
            nn.AdaptiveAvgPool2d(1), nn.Conv2d(channels, 4, 1), nn.ReLU(), nn.Conv2d(4, channels, 1), gate()
        )

    def forward(self, x):
        return x * self.body(x)


class Shuffle(nn.Module):
    """ShuffleNet V2's unit: half of the channels pass, then the halves are mixed."""

    def __init__(self, channels):
        super().__init__()
        half = channels // 2
        self.body = nn.Sequential(conv(half, half, 1), conv(half, half, 3, groups=half, activation=None), conv(half, half, 1))

    def forward(self, x):
        first, second = x.chunk(2, 1)
        y = torch.cat([first, self.body(second)], 1)
        batch, channels, height, width = y.shape
        return y.view(batch, 2, channels // 2, height, width).transpose(1, 2).reshape(batch, channels, height, width)


class ConvNext(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.spatial = nn.Conv2d(channels, channels, 5, padding=2, groups=channels)
        self.norm = nn.LayerNorm(channels, eps=1e-6)
        self.wide, self.narrow = nn.Linear(channels, 2 * channels), nn.Linear(2 * channels, channels)
        self.scale = nn.Parameter(torch.full((channels,), 0.5))

    def forward(self, x):
        y = self.norm(self.spatial(x).permute(0, 2, 3, 1))
        return x + (self.narrow(F.gelu(self.wide(y))) * self.scale).permute(0, 3, 1, 2)


class Attention(nn.Module):
    def __init__(self, width, heads=2):
        super().__init__()
        self.norm, self.heads = nn.LayerNorm(width), heads
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)

    def forward(self, x):
        batch, tokens, width = x.shape
        parts = self.qkv(self.norm(x)).reshape(batch, tokens, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        query, key, value = parts.unbind(0)
        y = F.scaled_dot_product_attention(query, key, value)
        return x + self.out(y.transpose(1, 2).reshape(batch, tokens, width))


class Mlp(nn.Sequential):
    def __init__(self, width):
        super().__init__(nn.LayerNorm(width), nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width))

    def forward(self, x):
        return x + super().forward(x)


class Vit(nn.Module):
    def __init__(self, classes, width=16, side=16):
        super().__init__()
        self.patches = nn.Conv2d(3, width, 4, 4)
        self.token = nn.Parameter(torch.zeros(1, 1, width))
        self.positions = nn.Parameter(torch.zeros(1, (side // 4) ** 2 + 1, width))
        self.blocks = nn.Sequential(Attention(width), Mlp(width))
        self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, classes)

    def forward(self, x):
        x = self.patches(x).flatten(2).transpose(1, 2)
        x = torch.cat([self.token.expand(x.shape[0], -1, -1), x], 1) + self.positions
        return self.head(self.norm(self.blocks(x))[:, 0])


class Window(nn.Module):
    """Attention in windows that are shifted, with a bias by relative position, as in Swin."""

    def __init__(self, width, window=2, shift=1):
        super().__init__()
        self.window, self.shift, self.attention = window, shift, Attention(width)

    def forward(self, x):
        batch, height, width, channels = x.shape
        w = self.window
        y = torch.roll(x, (-self.shift, -self.shift), (1, 2))
        y = y.view(batch, height // w, w, width // w, w, channels).permute(0, 1, 3, 2, 4, 5).reshape(-1, w * w, channels)
        y = self.attention(y).view(batch, height // w, width // w, w, w, channels).permute(0, 1, 3, 2, 4, 5)
        return torch.roll(y.reshape(batch, height, width, channels), (self.shift, self.shift), (1, 2))


class Swin(nn.Module):
    def __init__(self, classes, width=8):
        super().__init__()
        self.patches, self.norm = nn.Conv2d(3, width, 4, 4), nn.LayerNorm(4 * width)
        self.first, self.reduce = Window(width), nn.Linear(4 * width, 2 * width, bias=False)
        self.second, self.head = Window(2 * width, shift=0), nn.Linear(2 * width, classes)

    def forward(self, x):
        x = self.first(self.patches(x).permute(0, 2, 3, 1))
        x = torch.cat([x[:, 0::2, 0::2], x[:, 1::2, 0::2], x[:, 0::2, 1::2], x[:, 1::2, 1::2]], -1)
        return self.head(self.second(self.reduce(self.norm(x))).mean((1, 2)))


class Mixer(nn.Module):
    def __init__(self, classes, width=16, tokens=16):
        super().__init__()
        self.patches, self.norm = nn.Conv2d(3, width, 4, 4), nn.LayerNorm(width)
        self.mix = nn.Sequential(nn.Linear(tokens, 8), nn.GELU(), nn.Linear(8, tokens))
        self.channels, self.head = Mlp(width), nn.Linear(width, classes)

    def forward(self, x):
        x = self.patches(x).flatten(2).transpose(1, 2)
        x = x + self.mix(self.norm(x).transpose(1, 2)).transpose(1, 2)
        return self.head(self.channels(x).mean(1))


def classifier(channels, classes, *layers):
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, classes))


def inverted(channels, activation, gate):
    wide = 2 * channels
    body = [conv(channels, wide, 1, activation=activation), conv(wide, wide, 3, groups=wide, activation=activation)]
    return Residual(nn.Sequential(*body, Excite(wide, gate), conv(wide, channels, 1, activation=None)), activation=False)


def networks(classes):
    pool = lambda ceil=False: nn.MaxPool2d(3, 2, 0 if ceil else 1, ceil_mode=ceil)
    make = {
        "resnet": lambda: classifier(
            16, classes, conv(3, 8, 5, 2), pool(), Residual(nn.Sequential(conv(8, 4), conv(4, 8, activation=None))),
            Residual(nn.Sequential(conv(8, 4, 3, 2), conv(4, 16, activation=None)), conv(8, 16, 1, 2, activation=None)),
        ),
        "mobilenet": lambda: classifier(8, classes, conv(3, 8, 3, 2, activation=nn.Hardswish), inverted(8, nn.Hardswish, nn.Hardsigmoid)),
        "efficientnet": lambda: classifier(8, classes, conv(3, 8, 3, 2, activation=nn.SiLU), inverted(8, nn.SiLU, nn.Sigmoid)),
        "mobilenet_v2": lambda: classifier(
            8, classes, conv(3, 8, 3, 2, activation=nn.ReLU6), conv(8, 8, 3, groups=8, activation=nn.ReLU6), conv(8, 8, 1)
        ),
        "densenet": lambda: classifier(
            20, classes, conv(3, 8, 3, 2), Branches(nn.Sequential(nn.BatchNorm2d(8), nn.ReLU(), nn.Conv2d(8, 4, 3, padding=1)), keep=True),
            Branches(nn.Sequential(nn.BatchNorm2d(12), nn.ReLU(), nn.Conv2d(12, 8, 3, padding=1)), keep=True), nn.AvgPool2d(2),
        ),
        "shufflenet": lambda: classifier(16, classes, conv(3, 16, 3, 2), pool(), Shuffle(16)),
        "googlenet": lambda: classifier(
            20, classes, conv(3, 8, 3, 2), pool(True),
            Branches(conv(8, 4, 1), nn.Sequential(conv(8, 4, 1), conv(4, 8)), nn.Sequential(nn.MaxPool2d(3, 1, 1), conv(8, 8, 1))),
        ),
        "convnext": lambda: classifier(8, classes, nn.Conv2d(3, 8, 4, 4), ConvNext(8)),
        "vit": lambda: Vit(classes),
        "swin": lambda: Swin(classes),
        "mixer": lambda: Mixer(classes),
    }
    return {f"small_{name}": (factory, 16) for name, factory in make.items()}
