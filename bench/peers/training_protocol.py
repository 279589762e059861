# The Python half of the protocol of time-to-accuracy (the other half: ../time-to-accuracy/protocol.ts), and
# what its peers share: the pictures from the IDX files, and a clock that is paused during evaluations. It
# knows no framework.

import functools
import gzip
import json
import os
import sys
import time

import numpy


class Session:
    """One training against the clock, which starts with the construction."""

    def __init__(self, work):
        self.work = work
        self.start = time.perf_counter()
        self.evaluating = 0.0
        self.epoch = 0

    def training_pictures(self):
        """Training pictures [count, 28, 28] from 0 to 1 and their labels, without those that are held out."""
        images, labels = read_pictures(self.work["folder"], "train")
        if self.work["validation"] is not None:
            keep = numpy.delete(numpy.arange(len(labels)), self.work["validation"])
            images, labels = images[keep], labels[keep]
        return scaled(images), labels

    @functools.cached_property
    def deciding_pictures(self):
        """The same for the pictures that decide: the test split, or the held-out training pictures."""
        if self.work["validation"] is None:
            images, labels = read_pictures(self.work["folder"], "t10k")
        else:
            images, labels = read_pictures(self.work["folder"], "train")
            images, labels = images[self.work["validation"]], labels[self.work["validation"]]
        return scaled(images), labels

    def end_epoch(self, predict):
        """Reports a finished epoch. Returns whether its model is good enough. predict(pictures) returns class indices.

        Nothing here counts as training time, including reading the pictures that decide.
        """
        now = time.perf_counter()
        seconds = now - self.start - self.evaluating
        images, labels = self.deciding_pictures
        accuracy = float((predict(images) == labels).sum()) / len(labels)
        self.epoch += 1
        send({"epoch": self.epoch, "seconds": seconds, "accuracy": accuracy})
        self.evaluating += time.perf_counter() - now
        return accuracy >= self.work["until"]


def serve(versions, train):
    """Trains once and waits until standard input ends. train(session) -> (parameters, pictures)."""
    send({"ready": True, "versions": versions})
    work = json.loads(sys.stdin.readline())
    try:
        parameters, pictures = train(Session(work))
        send({"done": True, "parameters": parameters, "pictures": pictures})
    except Exception as error:
        send({"failed": (str(error).strip().splitlines() or [type(error).__name__])[0]})
    sys.stdin.read()


def scaled(images):
    return images.astype("float32") / 255


def read_pictures(folder, split):
    return read_idx(folder, f"{split}-images-idx3-ubyte"), read_idx(folder, f"{split}-labels-idx1-ubyte").astype("int64")


def read_idx(folder, name):
    """The numbers in an IDX file, plain or gzipped. Header: two zeros, a type, the rank, each dimension in four bytes."""
    plain = os.path.join(folder, name)
    with open(plain, "rb") if os.path.exists(plain) else gzip.open(f"{plain}.gz") as file:
        content = file.read()
    rank = content[3]
    shape = numpy.frombuffer(content, ">i4", count=rank, offset=4)
    return numpy.frombuffer(content, numpy.uint8, offset=4 + 4 * rank).reshape(shape)


def send(message):
    print(json.dumps(message), flush=True)
