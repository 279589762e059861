"""Writes pytorch.fixture.json: the paths of PyTorch's optimisers on the problem of descend.ts, in float64.

Run from the root of the repository, with the environment that bench/requirements.txt describes:

    bench/.venv/bin/python src/optimizers/testing/pytorch-fixtures.py

Lion is that of Keras, on its PyTorch backend, because PyTorch has none. Muon is that of PyTorch without its rounding to
bfloat16, which would hide any difference.
"""

import json
import os
from pathlib import Path

os.environ["KERAS_BACKEND"] = "torch"
import keras
import torch
from torch import optim

torch.set_default_dtype(torch.float64)
torch.Tensor.bfloat16 = lambda tensor: tensor.clone()
keras.config.set_floatx("float64")

start = torch.tensor([1, -2, 0.5, 3])
curvature = torch.tensor([1, 0.1, 4, 0.01])
target = torch.tensor([0.2, 1, 0.5, -1])
rates = [0.1] * 5 + [0.02] * 5
paths = {}


def gradient_at(theta):
    return (curvature * (theta.detach().flatten() - target)).reshape(theta.shape)


def descend(name, optimizer, shape=(4,), scale=1, **options):
    theta = torch.nn.Parameter(start.clone().reshape(shape))
    stepper = optimizer([theta], **options)
    path = []
    for rate in rates:
        stepper.param_groups[0]["lr"] = scale * rate
        theta.grad = gradient_at(theta)
        stepper.step()
        path.append(theta.detach().flatten().tolist())
    paths[name] = path


def descend_in_keras(name, stepper):
    theta = keras.Variable(start.numpy(), dtype="float64")
    stepper.build([theta])
    path = []
    for rate in rates:
        stepper.learning_rate = rate
        stepper.apply([gradient_at(theta.value)], [theta])
        path.append(theta.numpy().tolist())
    paths[name] = path


descend("sgd", optim.SGD, momentum=0.8, nesterov=True)
descend("adam", optim.Adam, eps=0.1)
descend("adamw", optim.AdamW, betas=(0.8, 0.99), weight_decay=0.3)
descend("nadam", optim.NAdam)
descend("nadam with decay", optim.NAdam, betas=(0.8, 0.99), momentum_decay=1, weight_decay=0.3,
        decoupled_weight_decay=True)
# PyTorch adds epsilon outside the root, so a negligible one is used.
descend("rmsprop", optim.RMSprop, alpha=0.9, eps=1e-10)
descend("rmsprop with momentum", optim.RMSprop, alpha=0.8, momentum=0.7, eps=1e-10)
descend("rmsprop centered", optim.RMSprop, alpha=0.8, momentum=0.5, centered=True, eps=1e-10)
descend("adagrad", optim.Adagrad, initial_accumulator_value=0.1, eps=1e-10)
descend("adagrad from 0", optim.Adagrad, eps=1e-10)
descend("adadelta", optim.Adadelta, scale=10, rho=0.9, eps=1e-2)
for shape in [(2, 2), (4, 1), (1, 4)]:
    descend(f"muon {shape[0]}x{shape[1]}", optim.Muon, shape, adjust_lr_fn="match_rms_adamw", weight_decay=0)
descend("muon with decay", optim.Muon, (2, 2), adjust_lr_fn="match_rms_adamw", weight_decay=0.3, momentum=0.8,
        nesterov=False, ns_steps=3)
descend_in_keras("lion", keras.optimizers.Lion(beta_1=0.9, beta_2=0.99))
descend_in_keras("lion with decay", keras.optimizers.Lion(beta_1=0.5, beta_2=0.8, weight_decay=0.3))

path = Path(__file__).parent / "pytorch.fixture.json"
lines = [f"{json.dumps(name)}: {json.dumps([[float(f'{x:.9g}') for x in row] for row in rows])}"
         for name, rows in paths.items()]
path.write_text("{\n" + ",\n".join(lines) + "\n}\n")
