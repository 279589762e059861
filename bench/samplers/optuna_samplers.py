"""Runs a sampler of Optuna's on a test function and prints the best value after each trial, for each seed, as JSON.

    python optuna_samplers.py '{"name": "branin", "sampler": "tpe", "seeds": [0, 1], "trials": 120}'

The functions are those of functions.ts.
"""

import json
import math
import sys
import warnings

import optuna

warnings.filterwarnings("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)

HARTMANN_A = [[10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]]
HARTMANN_P = [
    [1312, 1696, 5569, 124, 8283, 5886],
    [2329, 4135, 8307, 3736, 1004, 9991],
    [2348, 1451, 3522, 2883, 3047, 6650],
    [4047, 8828, 8732, 5743, 1091, 381],
]
ACKLEY_SHIFT = [7.3, -11.9, 3.1, -5.7, 13.3]


def branin(x):
    parabola = x[1] - 5.1 / (4 * math.pi**2) * x[0] ** 2 + 5 / math.pi * x[0] - 6
    return parabola**2 + 10 * (1 - 1 / (8 * math.pi)) * math.cos(x[0]) + 10


def hartmann6(x):
    total = 0.0
    for c, a_row, p_row in zip([1.0, 1.2, 3.0, 3.2], HARTMANN_A, HARTMANN_P):
        total += c * math.exp(-sum(a * (xi - p * 1e-4) ** 2 for a, xi, p in zip(a_row, x, p_row)))
    return -total


def ackley5(x):
    z = [a - b for a, b in zip(x, ACKLEY_SHIFT)]
    root = math.sqrt(sum(a * a for a in z) / 5)
    return -20 * math.exp(-0.2 * root) - math.exp(sum(math.cos(2 * math.pi * a) for a in z) / 5) + 20 + math.e


def rosenbrock4(x):
    return sum(100 * (x[i + 1] - x[i] ** 2) ** 2 + (1 - x[i]) ** 2 for i in range(3))


def cnn(trial):
    optimizer = trial.suggest_categorical("optimizer", ["sgd", "adam", "rmsprop"])
    log_rate = math.log10(trial.suggest_float("lr", 1e-5, 1.0, log=True))
    depth = trial.suggest_int("depth", 2, 10)
    doublings = math.log2(trial.suggest_int("width", 8, 256, log=True) / 8)
    dropout = trial.suggest_float("dropout", 0.0, 0.6)
    if optimizer == "sgd":
        momentum = trial.suggest_float("momentum", 0.0, 0.99)
        d = log_rate - math.log10(1 - momentum) + 0.7 + 0.08 * (depth - 2)
        own, valley = 0.03 * (momentum - 0.9) ** 2, 0.7
    elif optimizer == "adam":
        decay = math.log10(trial.suggest_float("weight_decay", 1e-6, 1e-1, log=True))
        d = log_rate + 2.7 + 0.08 * (depth - 2)
        own, valley = 0.006 + 0.0015 * (decay + 3) ** 2, 1.0
    else:
        d, own, valley = log_rate + 3.0 + 0.10 * (depth - 2), 0.016, 0.8
    underfit = 0.10 * math.exp(-0.6 * (depth - 1)) + 0.06 * math.exp(-0.9 * doublings)
    overfit = 0.03 * max(0.0, math.log2(depth) + 0.5 * doublings - 3.2) * math.exp(-3 * dropout)
    overfit += 0.004 * max(0, depth - 6)
    slow = 0.55 * math.tanh(0.10 * (d / valley) ** 2) if d < 0 else 0.0
    diverged = 0.8 * (1 - math.exp(-((d / valley) ** 4))) if d > 0 else 0.0
    return min(0.9, 0.06 + underfit + overfit + 0.06 * dropout**2 + own + slow + diverged)


def in_box(function, bounds):
    return lambda trial: function([trial.suggest_float(f"x{i}", low, high) for i, (low, high) in enumerate(bounds)])


FUNCTIONS = {
    "branin": in_box(branin, [(-5, 10), (0, 15)]),
    "hartmann6": in_box(hartmann6, [(0, 1)] * 6),
    "ackley5": in_box(ackley5, [(-32.768, 32.768)] * 5),
    "rosenbrock4": in_box(rosenbrock4, [(-5, 10)] * 4),
    "cnn": cnn,
}
SAMPLERS = {
    "random": lambda seed: optuna.samplers.RandomSampler(seed=seed),
    "qmc": lambda seed: optuna.samplers.QMCSampler(seed=seed),
    "tpe": lambda seed: optuna.samplers.TPESampler(seed=seed),
    "cma-es": lambda seed: optuna.samplers.CmaEsSampler(seed=seed, warn_independent_sampling=False),
    "gp": lambda seed: optuna.samplers.GPSampler(seed=seed, deterministic_objective=True),
}

task = json.loads(sys.argv[1])
runs = []
for seed in task["seeds"]:
    study = optuna.create_study(sampler=SAMPLERS[task["sampler"]](seed))
    study.optimize(FUNCTIONS[task["name"]], n_trials=task["trials"])
    best, values = math.inf, []
    for trial in study.get_trials(deepcopy=False):
        best = min(best, trial.value)
        values.append(best)
    runs.append(values)
print(json.dumps(runs))
