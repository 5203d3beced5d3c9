"""Palettes: a few colours that go together, from dark to light or as they come."""
import numpy as np


def hue(h, s, v):
    """HSV to RGB; arrays broadcast."""
    k = (np.array([5.0, 3.0, 1.0]) + 6 * np.asarray(h)[..., None]) % 6
    v, s = np.asarray(v)[..., None], np.asarray(s)[..., None]
    return np.clip(v - v * s * np.clip(np.minimum(k, 4 - k), 0, 1), 0, 1)


def palette(rng, count=6):
    """Colours, count x 3: neighbours, opposites, triads, greys or whatever comes, ordered by lightness or not."""
    kind = rng.integers(6)
    base = rng.random()
    if kind == 0:  # neighbours
        h = base + rng.normal(0, 0.05, count)
    elif kind == 1:  # opposites
        h = base + 0.5 * rng.integers(0, 2, count) + rng.normal(0, 0.03, count)
    elif kind == 2:  # triad
        h = base + rng.integers(0, 3, count) / 3 + rng.normal(0, 0.03, count)
    else:
        h = rng.random(count)
    s = np.clip(rng.normal(rng.uniform(0.1, 0.8), 0.2, count), 0, 1)
    v = np.clip(np.linspace(rng.uniform(0, 0.4), rng.uniform(0.6, 1), count) + rng.normal(0, 0.12, count), 0, 1)
    if kind == 3:
        s = s * 0.25
    if kind == 4:
        return np.clip(rng.random(3) + rng.normal(0, 0.35, (count, 3)), 0, 1).astype(np.float32)
    if rng.random() < 0.4:
        v = rng.permutation(v)
    return hue(h % 1, s, v).astype(np.float32)


def colourise(field, colours, hard=False):
    """Colours along a field, blended or in steps."""
    if hard:
        return colours[np.minimum((field * len(colours)).astype(int), len(colours) - 1)]
    place = np.clip(field, 0, 1) * (len(colours) - 1)
    low = np.clip(place.astype(int), 0, len(colours) - 2)
    part = (place - low)[..., None].astype(np.float32)
    return colours[low] * (1 - part) + colours[low + 1] * part
