"""Writes scikit-learn.fixture.json: labels, probabilities and scikit-learn's results for them, in float64.

Run from the root of the repository:

    python3 -m venv /tmp/scikit-learn && /tmp/scikit-learn/bin/pip install scikit-learn==1.9.1
    /tmp/scikit-learn/bin/python src/metrics/testing/scikit-learn-fixtures.py

Probabilities are whole thousandths, so that every reader parses the same float64. For 0 / 0 the file has the value that the
program must give: 0 for scores (`zero_division=0`), null for areas. Means of areas are over the classes that have one.
The program differs from scikit-learn on purpose, and this script follows the program:

- `log_loss` clips to the precision of its input. Here it is that of float32, computed in float64.
- `top_k_accuracy_score` prefers the higher class in ties. Reversing the classes makes it prefer the lower, as argmax does.
- `brier_score_loss` is not halved.
- `cohen_kappa_score` is NaN if all items are of one class and predicted as it. The program gives 0.
"""

import json
import platform
import warnings
from pathlib import Path

import numpy as np
import scipy
import sklearn
from scipy.stats import binomtest
from sklearn import metrics
from sklearn.calibration import CalibratedClassifierCV
from sklearn.frozen import FrozenEstimator

warnings.simplefilter("ignore")
random = np.random.default_rng(20)


def thousandths(probabilities, step=1):
    """Rounds to multiples of step thousandths that add up to 1,000 in each row. The largest gets the rest."""
    units = 1000 // step
    counts = np.floor(probabilities * units).astype(int)
    counts[np.arange(len(counts)), counts.argmax(axis=1)] += units - counts.sum(axis=1)
    return counts * step


def predictions(labels, classes, skill, spread=1.0):
    """Probabilities of a simulated classifier. More skill: right more often. Less spread: less confident."""
    logits = random.normal(size=(len(labels), classes))
    logits[np.arange(len(labels)), labels] += skill
    exponentials = np.exp(spread * logits)
    return exponentials / exponentials.sum(axis=1, keepdims=True)


def ordinary():
    labels = random.integers(10, size=150)
    return labels, thousandths(predictions(labels, 10, 2, 2.5) * 0.98 + 0.002)


def imbalanced():
    """Four classes of very different size. Probabilities have steps of 0.05, so that many are equal."""
    labels = random.permutation(np.repeat([0, 1, 2, 3], [120, 22, 12, 6]))
    return labels, thousandths(predictions(labels, 4, 1.2) * 0.6 + 0.1, step=50)


def degenerate():
    """Class 3 has predictions but no items, class 1 has items but no predictions, class 4 has neither. Some are 0 and 1."""
    labels = random.choice([0, 1, 2], size=60)
    probabilities = predictions(labels, 5, 1.5, 1.5)
    probabilities[:, 1] = np.minimum(probabilities[:, 1], probabilities[:, [0, 2, 3]].max(axis=1) / 2)
    probabilities[:, 4] *= 0.01
    probabilities /= probabilities.sum(axis=1, keepdims=True)
    result = thousandths(probabilities, step=20)
    result[:4] = [[1000, 0, 0, 0, 0], [0, 0, 1000, 0, 0], [0, 0, 0, 1000, 0], [0, 0, 1000, 0, 0]]
    return labels, result


def alike():
    """All items are of one class and predicted as it, with the same probabilities."""
    return np.zeros(20, dtype=int), np.tile([500, 300, 200], (20, 1))


def averages(truth, predicted, classes, average):
    """Precision, recall, F1 and specificity, per class or on average."""
    options = {"labels": classes, "average": average, "zero_division": 0}
    precision, recall, f1, support = metrics.precision_recall_fscore_support(truth, predicted, **options)
    matrices = metrics.multilabel_confusion_matrix(truth, predicted, labels=classes)
    specificities = np.array([tn / (tn + fp) if tn + fp else 0 for (tn, fp), _ in matrices])
    supports = np.array([fn + tp for _, (fn, tp) in matrices])
    (tn, fp), _ = matrices.sum(axis=0)
    specificity = {
        None: specificities,
        "macro": specificities.mean(),
        "weighted": np.average(specificities, weights=supports),
        "micro": tn / (tn + fp),
    }[average]
    scores = {"precision": precision, "recall": recall, "f1": f1, "specificity": specificity}
    return {**scores, **({"support": support} if average is None else {})}


def areas(truth, probabilities, classes):
    """ROC area and average precision of each class against the rest; None if scikit-learn warns that it is undefined."""
    roc, precision = [], []
    for c in classes:
        own = truth == c
        roc.append(metrics.roc_auc_score(own, probabilities[:, c]) if 0 < own.sum() < len(own) else None)
        precision.append(metrics.average_precision_score(own, probabilities[:, c]) if own.any() else None)
    mean = lambda values: np.mean([v for v in values if v is not None]) if any(v is not None for v in values) else None
    return {"roc": roc, "precision": precision, "macroRoc": mean(roc), "macroPrecision": mean(precision)}


def curves(truth, probabilities, label):
    own, scores = truth == label, probabilities[:, label]
    if own.all():
        return None
    fpr, tpr, _ = metrics.roc_curve(own, scores, drop_intermediate=False)
    precision, recall, thresholds = metrics.precision_recall_curve(own, scores)
    return {
        "label": label,
        "falsePositiveRate": fpr,
        "truePositiveRate": tpr,
        "precision": precision[::-1],
        "recall": recall[::-1],
        "thresholds": thresholds[::-1],
    }


def mean_roc(truth, probabilities, classes):
    """The mean of the true positive rates at eleven false positive rates."""
    grid = np.linspace(0, 1, 11)
    rates = []
    for c in classes:
        own = truth == c
        if 0 < own.sum() < len(own):
            fpr, tpr, _ = metrics.roc_curve(own, probabilities[:, c], drop_intermediate=False)
            rates.append(np.interp(grid, fpr, tpr))
    return np.mean(rates, axis=0) if rates else None


def temperature(truth, probabilities, classes):
    """The temperature that CalibratedClassifierCV fits to these probabilities; None if some are 0."""
    if (probabilities == 0).any() or len(set(truth)) < len(classes):
        return None

    class Given(sklearn.base.ClassifierMixin, sklearn.base.BaseEstimator):
        def fit(self, X, y):
            self.classes_ = np.array(classes)
            return self

        def predict_proba(self, X):
            return probabilities[X[:, 0].astype(int)]

        def predict(self, X):
            return self.predict_proba(X).argmax(axis=1)

    rows = np.arange(len(truth)).reshape(-1, 1)
    frozen = FrozenEstimator(Given().fit(rows, truth))
    fitted = CalibratedClassifierCV(frozen, method="temperature", ensemble=False).fit(rows, truth)
    calibrated = fitted.predict_proba(rows)
    beta = fitted.calibrated_classifiers_[0].calibrators[0].beta_
    loss = metrics.log_loss(truth, calibrated, labels=classes)
    return {"temperature": 1 / beta, "loss": loss, "firstRow": calibrated[0]}


def measure(labels, counts):
    probabilities = counts / 1000
    classes = list(range(counts.shape[1]))
    predicted = probabilities.argmax(axis=1)
    clipped = np.clip(probabilities, 2.0**-23, 1 - 2.0**-23)
    top = {
        k: metrics.top_k_accuracy_score(len(classes) - 1 - labels, probabilities[:, ::-1], k=k, labels=classes)
        for k in range(1, len(classes))
    }
    kappa = metrics.cohen_kappa_score(labels, predicted, labels=classes)
    return {
        "accuracy": metrics.accuracy_score(labels, predicted),
        "balancedAccuracy": metrics.balanced_accuracy_score(labels, predicted),
        "matthewsCorrelation": metrics.matthews_corrcoef(labels, predicted),
        "cohensKappa": 0 if np.isnan(kappa) else kappa,
        "loss": metrics.log_loss(labels, clipped, labels=classes),
        "brierScore": metrics.brier_score_loss(labels, probabilities, labels=classes, scale_by_half=False),
        "topK": top,
        "perClass": averages(labels, predicted, classes, None),
        **{name: averages(labels, predicted, classes, name) for name in ("macro", "micro", "weighted")},
        "confusion": metrics.confusion_matrix(labels, predicted, labels=classes),
        "areas": areas(labels, probabilities, classes),
        "curves": curves(labels, probabilities, 0),
        "meanRoc": mean_roc(labels, probabilities, classes),
        "temperature": temperature(labels, probabilities, classes),
    }


def plain(value):
    """Converts NumPy values to Python numbers and lists for JSON."""
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(one) for one in value]
    return value.item() if isinstance(value, np.generic) else value


cases = {}
for make in (ordinary, imbalanced, degenerate, alike):
    labels, counts = make()
    cases[make.__name__] = {"labels": labels, "thousandths": counts.flatten(), "expected": measure(labels, counts)}

pairs = [(0, 0), (1, 0), (1, 9), (9, 1), (5, 5), (10, 12), (40, 61), (300, 380), (2000, 2150)]
fixture = {
    "versions": {
        "python": platform.python_version(),
        "scikit-learn": sklearn.__version__,
        "numpy": np.__version__,
        "scipy": scipy.__version__,
    },
    "command": "python src/metrics/testing/scikit-learn-fixtures.py",
    "cases": cases,
    "mcnemar": [[a, b, binomtest(a, a + b).pvalue if a + b else 1] for a, b in pairs],
}
path = Path(__file__).with_name("scikit-learn.fixture.json")
path.write_text(json.dumps(plain(fixture), allow_nan=False).replace(', "', ',\n"') + "\n")
