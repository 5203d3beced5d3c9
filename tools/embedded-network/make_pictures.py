"""
Makes a data set: pictures, the numbers of their families, and how their scenes looked before they were painted.

    make_pictures.py FOLDER --world 1 --scenes 176 --media 90 --count 24000
"""
import argparse
import multiprocessing
import os

import numpy as np
from PIL import Image

from pictures.families import make

SIZE = 96
PLAIN = 0.15  # this part of the pictures is not painted in any medium
CLEAN = 24  # side of the unpainted scene, which the network is asked to find again


def one(task):
    world, scene, medium, number = task
    clean, picture = make(world, scene, medium, number, SIZE)
    small = clean.reshape(CLEAN, SIZE // CLEAN, CLEAN, SIZE // CLEAN, 3).mean((1, 3))
    return picture, (small * 255 + 0.5).astype(np.uint8)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder")
    arguments.add_argument("--world", type=int, default=1)
    arguments.add_argument("--scenes", type=int, default=176)
    arguments.add_argument("--media", type=int, default=90)
    arguments.add_argument("--count", type=int, default=24000)
    arguments.add_argument("--processes", type=int, default=2)
    a = arguments.parse_args()
    os.makedirs(a.folder, exist_ok=True)
    draw = np.random.default_rng([a.world, 4])
    scene, medium = draw.integers(0, a.scenes, a.count), draw.integers(1, a.media, a.count)
    medium[draw.random(a.count) < PLAIN] = 0
    x = np.lib.format.open_memmap(f"{a.folder}/pictures.npy", "w+", np.uint8, (a.count, SIZE, SIZE, 3))
    c = np.lib.format.open_memmap(f"{a.folder}/clean.npy", "w+", np.uint8, (a.count, CLEAN, CLEAN, 3))
    tasks = [(a.world, int(s), int(m), k) for k, (s, m) in enumerate(zip(scene, medium))]
    with multiprocessing.Pool(a.processes) as pool:
        for k, (picture, clean) in enumerate(pool.imap(one, tasks, chunksize=32)):
            x[k], c[k] = picture, clean
    np.save(f"{a.folder}/families.npy", np.stack([scene, medium], 1))
    sheet = Image.new("RGB", (SIZE * 16, SIZE * 10))
    for k in range(160):
        sheet.paste(Image.fromarray(x[k]), (k % 16 * SIZE, k // 16 * SIZE))
    sheet.save(f"{a.folder}/sheet.png")


if __name__ == "__main__":
    main()
