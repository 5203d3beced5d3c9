"""
Makes the content and style pictures the network is judged by, of families that no training run ever sees.

    pairs.py FOLDER [WORLD]

World 1000 is for judging; settings are tuned on the pairs of others.
"""
import os
import sys

import numpy as np
from PIL import Image

from pictures.families import make

WORLD, SIZE, STYLE_SIZE = 1000, 384, 256
GRAIN = 0.015  # as every photograph has; on a perfectly even sky no stroke would know where to begin
CONTENTS = [(136, 1), (138, 3), (10, 17), (5, 2), (70, 13), (6, 15), (76, 11), (25, 18)]  # scene, number
STYLES = [(126, 14, 0), (138, 2, 7), (173, 18, 3), (149, 37, 22), (143, 58, 29), (25, 60, 24), (42, 32, 21),
          (141, 61, 30)]  # scene, medium, number


def main(folder, world=WORLD):
    world = int(world)
    os.makedirs(folder, exist_ok=True)
    for k, (scene, number) in enumerate(CONTENTS):
        picture = make(world, scene, 0, number, SIZE)[1] / 255.0
        grain = np.random.default_rng(k).normal(0, GRAIN, picture.shape)
        picture = (np.clip(picture + grain, 0, 1) * 255 + 0.5).astype(np.uint8)
        Image.fromarray(picture).save(f"{folder}/content-{k + 1}.png")
    for k, style in enumerate(STYLES):
        picture = Image.fromarray(make(world, *style, STYLE_SIZE)[1])
        picture.resize((SIZE, SIZE), Image.LANCZOS).save(f"{folder}/style-{k + 1}.png")


if __name__ == "__main__":
    main(*sys.argv[1:])
