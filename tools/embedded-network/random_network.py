"""
Writes the network without training that StyleFunctions had before this one, to compare with: half of a layer's filters
smooth one channel of the layer before, the others are first derivatives of two channels in a random direction.

    random_network.py OUT.safetensors
"""
import sys

import numpy as np
import torch

from export import SIZES, write
from model import BLOCKS, DEVIATION, MEAN

SEED, PROBE, DISCS, SMALLEST = 19, 128, 1500, 1.5
MASK = (1 << 64) - 1


class SplitMix64:
    """Steele, Lea and Flood 2014; src/StyleFunctions.Transfer/SplitMix64.cs, number for number."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def uniform(self):
        return np.float32(self.next() >> 40) * np.float32(2 ** -24)

    def normal(self):
        total = np.float32(-6)
        for _ in range(12):
            total += self.uniform()
        return float(total)

    def pick(self, count):
        return self.next() % count


def dead_leaves(generator):
    """Discs that fall on each other like leaves, small ones far more often than large ones."""
    picture = np.full((3, PROBE, PROBE), 0.5)
    rows, columns = np.mgrid[:PROBE, :PROBE]
    for _ in range(DISCS):
        x, y = float(generator.uniform() * PROBE), float(generator.uniform() * PROBE)
        radius = min(SMALLEST / float(np.float32(1) - generator.uniform()) ** 0.5, PROBE / 3)
        colour = np.array([float(generator.uniform()) for _ in range(3)])
        picture[:, (columns - x) ** 2 + (rows - y) ** 2 < radius * radius] = colour[:, None]
    return picture


def filter_of(inputs, outputs, k, generator):
    """The channels a filter reads, their weights, and the nine taps that all of them share."""
    first = inputs == 3
    if k < outputs // (4 if first else 2):
        taps = np.ones((3, 3))
        channels = [0, 1, 2] if first else [generator.pick(inputs)]
        return channels, [generator.normal() for _ in channels] if first else [1.0], taps
    dx, dy = generator.normal(), generator.normal()
    taps = dx * np.arange(-1.0, 2)[None, :] + dy * np.arange(-1.0, 2)[:, None]
    channels = [0, 1, 2] if first else list(dict.fromkeys(generator.pick(inputs) for _ in range(2)))
    return channels, [generator.normal() for _ in channels], taps


def respond(filters, planes):
    padded = np.pad(planes, ((0, 0), (1, 1), (1, 1)), mode="edge")
    side = planes.shape[1]
    responses = []
    for channels, weights, taps in filters:
        mixed = sum(w * padded[c] for c, w in zip(channels, weights))
        responses.append(sum(taps[y, x] * mixed[y:y + side, x:x + side] for y in range(3) for x in range(3)))
    return np.array(responses)


def main(out):
    generator = SplitMix64(SEED)
    planes = (dead_leaves(generator) - np.array(MEAN)[:, None, None]) / np.array(DEVIATION)[:, None, None]
    layers = []
    for block, widths in enumerate(BLOCKS):
        if block:
            planes = 2 * planes.reshape(len(planes), planes.shape[1] // 2, 2, -1, 2).mean((2, 4))
        for outputs in widths:
            filters = [filter_of(len(planes), outputs, k, generator) for k in range(outputs)]
            responses = respond(filters, planes)
            scale = 1 / responses.std((1, 2))
            rectified = np.maximum(0, responses * scale[:, None, None])
            common = SIZES[block] / np.mean(rectified ** 2) ** 0.5
            kernel = np.zeros((outputs, len(planes), 3, 3), np.float32)
            for k, (channels, weights, taps) in enumerate(filters):
                for c, w in zip(channels, weights):
                    kernel[k, c] = scale[k] * common * w * taps
            layers.append((torch.from_numpy(kernel), torch.zeros(outputs)))
            planes = rectified * common
    write(layers, out, {"format": "pt"})


if __name__ == "__main__":
    main(*sys.argv[1:])
