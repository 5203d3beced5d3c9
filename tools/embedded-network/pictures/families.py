"""
Families. A scene family is a scene or pattern with what its pictures share; a medium family is a way to paint, with
what its pictures share. A picture is one of each, drawn independently, so that neither tells the other.
"""
import numpy as np

from . import media, scenes
from .camera import photograph
from .canvas import luminance
from .palettes import palette


class Scene:
    def __init__(self, world, number):
        r = np.random.default_rng([world, 1, number])
        kinds = [scenes.pattern, scenes.pattern, scenes.two_patterns] + scenes.PLACES
        self.paint = kinds[number % len(kinds)](r)
        self.colours = palette(r) if r.random() < 0.3 else None

    def picture(self, q, size):
        colours = palette(q) if self.colours is None else self.colours
        picture = np.clip(self.paint(q, size, colours), 0, 1).astype(np.float32)
        mean, wanted = luminance(picture).mean(), q.uniform(0.25, 0.65)
        return picture ** np.clip(np.log(wanted) / np.log(np.clip(mean, 0.02, 0.98)), 0.4, 2)


class Medium:
    """Number 0 leaves the scene as it is."""

    def __init__(self, world, number):
        r = np.random.default_rng([world, 2, number])
        self.apply = media.ALL[number % len(media.ALL)](r) if number else lambda q, picture: picture


def make(world, scene, medium, number, size):
    """
    One picture: the scene before it is painted, and the finished picture in bytes. World is the seed of all families.
    """
    q = np.random.default_rng([world, 3, scene, medium, number])
    clean = Scene(world, scene).picture(q, size)
    painted = Medium(world, medium).apply(q, clean)
    return clean, photograph(q, painted)
