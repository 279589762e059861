# The Python half of the line protocol (the other half: ../peer-process.ts), and what all Python peers share:
# the pool of pictures, the clock, and the choice of the fastest variant. It knows no framework.

import json
import os
import statistics
import sys
import time

PICTURES = 60_000
PIXELS = 28 * 28


class Pool:
    """Random pictures and labels in memory, returned as shuffled indices, batch by batch."""

    def __init__(self, seed, batch_size):
        import numpy

        self.generator = numpy.random.default_rng(seed)
        self.images = self.generator.integers(0, 256, (PICTURES, PIXELS), dtype=numpy.uint8)
        self.labels = self.generator.integers(0, 10, PICTURES)
        self.batch_size = batch_size
        self.position = PICTURES
        self.order = numpy.arange(PICTURES)

    def next_indices(self):
        if self.position + self.batch_size > PICTURES:
            self.generator.shuffle(self.order)
            self.position = 0
        self.position += self.batch_size
        return self.order[self.position - self.batch_size : self.position]


def serve(build):
    """Answers commands until standard input ends. build(work) -> (versions, parameters, {note: step function})."""
    work = json.loads(sys.argv[1])
    try:
        versions, parameters, variants = build(work)
    except Exception as error:
        return send({"missing": one_line(error)})
    send({"ready": True, "versions": versions, "parameters": parameters})
    step = None
    for line in sys.stdin:
        command = json.loads(line)
        if command["cmd"] == "warm":
            note, step = fastest(variants, command["seconds"])
            send({"warmed": note} if step else {"failed": note})
        else:
            send(measure(step, work["batchSize"], command["seconds"]))


def fastest(variants, seconds):
    """Tries the variants in turn, three times, and returns the note and the step of the fastest.

    If one step takes longer than all three turns should, one turn is enough.
    """
    works, failures = {}, []
    for note, step in variants.items():
        try:
            measure(step, 1, 0.2)
            works[note] = []
        except Exception as error:
            failures.append(f"{note}: {one_line(error)}")
    if not works:
        return "; ".join(failures), None
    for _ in range(3):
        for note, rates in works.items():
            burst = measure(variants[note], 1, seconds / 3)
            rates.append(burst["images"] / burst["seconds"])
        if min(rates[-1] for rates in works.values()) * seconds < 1:
            break
    best = max(works, key=lambda note: statistics.median(works[note]))
    return best, variants[best]


def measure(step, batch_size, seconds):
    """Runs steps until the time is over, at least one."""
    steps = 0
    start = time.perf_counter()
    elapsed = 0.0
    while steps == 0 or elapsed < seconds:
        step()
        steps += 1
        elapsed = time.perf_counter() - start
    return {"images": steps * batch_size, "seconds": elapsed, "peakMemoryMiB": peak_memory()}


def peak_memory():
    """The peak resident memory of this process in MiB, or None without Linux's /proc."""
    if not os.path.exists("/proc/self/status"):
        return None
    with open("/proc/self/status") as status:
        lines = [line for line in status if line.startswith("VmHWM:")]
    return int(lines[0].split()[1]) / 1024 if lines else None


def one_line(error):
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def send(message):
    print(json.dumps(message), flush=True)
