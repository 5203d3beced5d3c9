#!/usr/bin/env python3
"""Makes Resampling/planes.txt: planes of floats resized by Pillow in its mode F.

Needs python3-pil (run it with Debian's /usr/bin/python3). The first line is the old width and height, the second its
samples; then come pairs of lines: a filter with the new width and height, and the new samples. Run it in this folder.
"""

import os
import random

from PIL import Image

FILTERS = {"Bilinear": Image.BILINEAR, "Bicubic": Image.BICUBIC, "Lanczos": Image.LANCZOS}
SIZES = ((23, 17), (11, 9), (31, 17), (7, 5), (40, 37), (3, 30), (1, 1))
WIDTH, HEIGHT = 23, 17


def line(image):
    return " ".join("%.9g" % s for s in image.getdata())


random.seed(1)
plane = Image.new("F", (WIDTH, HEIGHT))
# Beyond [0, 1] too: optimiser moments are resampled as well as pictures.
plane.putdata([random.uniform(-0.5, 1.5) for _ in range(WIDTH * HEIGHT)])
lines = ["%d %d" % plane.size, line(plane)]
for name, kernel in FILTERS.items():
    for size in SIZES:
        lines += ["%s %d %d" % (name, *size), line(plane.resize(size, kernel))]
os.makedirs("Resampling", exist_ok=True)
with open("Resampling/planes.txt", "w", encoding="ascii") as file:
    file.write("\n".join(lines) + "\n")
