"""
Measures painted pictures with a network that did not make them: its style distance where its content distance is the
same for two ways of painting, once in the middle of what both reached and once where both painted freest.

    judge.py JUDGE.pt PAIRS PAINTED --data FOLDER

PAINTED holds NAME-PAIR-WEIGHT.png, such as trained-1-0.2.png, for two or more content weights of each pair and name;
the two names compared are random and trained, or others.
"""
import argparse
import glob
import re

import numpy as np
import torch
from PIL import Image

from export import calibrate, fold, run

STYLE = [0, 2, 4, 6, 8]  # relu1_1, relu2_1, relu3_1, relu4_1, relu5_1
CONTENT = [5, 7]  # relu3_2, relu4_2


def read(path, size=None):
    picture = Image.open(path).convert("RGB")
    picture = picture.resize(size, Image.LANCZOS) if size and picture.size != size else picture
    return torch.from_numpy(np.array(picture)).permute(2, 0, 1)[None].float() / 255


def gram(f):
    m = f.flatten(2)[0]
    return m @ m.t() / m.shape[1]


def relative(a, b):
    return ((a - b).pow(2).sum() / b.pow(2).sum()).item()


@torch.no_grad()
def distances(layers, painted, content, style):
    p, c, s = run(layers, painted), run(layers, content), run(layers, style)
    return (np.mean([relative(p[k], c[k]) for k in CONTENT]),
            np.mean([relative(gram(p[k]), gram(s[k])) for k in STYLE]))


def at(points, content):
    """The style distance at a content distance, between the points measured, logarithms straight between them."""
    x, y = np.log(np.array(sorted(points))).T
    if not x[0] <= np.log(content) <= x[-1]:
        return None
    return float(np.exp(np.interp(np.log(content), x, y)))


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("judge")
    arguments.add_argument("pairs")
    arguments.add_argument("painted")
    arguments.add_argument("--data", required=True)
    arguments.add_argument("--names", default="random,trained")
    a = arguments.parse_args()
    torch.set_num_threads(1)
    sample = np.array(np.load(f"{a.data}/pictures.npy", mmap_mode="r")[:128])
    layers = calibrate(fold(a.judge), torch.from_numpy(sample).permute(0, 3, 1, 2).float() / 255)
    before, after = a.names.split(",")
    ratios = {"freest": [], "middle": []}
    for pair in range(1, 1 + len(glob.glob(f"{a.pairs}/content-*.png"))):
        points = {before: [], after: []}
        for path in sorted(glob.glob(f"{a.painted}/*-{pair}-*.png")):
            name, weight = re.match(r".*/(\w+)-\d+-([\d.]+)\.png", path).groups()
            if name in points:
                painted = read(path)
                size = (painted.shape[3], painted.shape[2])
                d = distances(layers, painted, read(f"{a.pairs}/content-{pair}.png", size),
                              read(f"{a.pairs}/style-{pair}.png", size))
                points[name].append(d)
                print(f"pair {pair}, {name}, content weight {weight}: content {d[0]:.3f}, style {d[1]:.4f}")
        if min(len(p) for p in points.values()) < 2:
            continue
        low = max(min(p)[0] for p in points.values())
        high = min(max(p)[0] for p in points.values())
        if low > high:
            print(f"pair {pair}: no content distance in common")
            continue
        for name, content in (("freest", high), ("middle", (low * high) ** 0.5)):
            x, y = at(points[before], content), at(points[after], content)
            ratios[name].append(y / x)
            print(f"pair {pair}, {name}: at content {content:.3f} style {x:.4f} and {y:.4f}, ratio {y / x:.2f}")
    for name, values in ratios.items():
        if not values:
            continue
        print(f"{name}: ratios {[round(v, 2) for v in values]}, mean {np.mean(values):.2f}")


if __name__ == "__main__":
    main()
