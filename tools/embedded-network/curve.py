"""
Draws a run's curve: losses above, accuracies below, held-out as dots.

    curve.py RUN.csv OUT.png
"""
import csv
import sys
from collections import defaultdict

from PIL import Image, ImageDraw

WIDTH, HEIGHT, LEFT, RIGHT = 900, 300, 50, 170
COLOURS = ["#1f5fa8", "#c0392b", "#27803b", "#8e44ad", "#d2861d", "#16808a", "#6d4c41", "#444444"]


def panel(draw, top, series, steps, title):
    highest = max(v for points in series.values() for _, v in points)
    x = lambda step: LEFT + (WIDTH - LEFT - RIGHT) * step / steps
    y = lambda value: top + HEIGHT - 25 - (HEIGHT - 50) * value / highest
    draw.text((LEFT, top + 5), title, fill="black")
    draw.line((x(0), y(highest), x(0), y(0), x(steps), y(0)), fill="black")
    for k in range(6):
        draw.text((x(steps * k / 5) - 10, y(0) + 5), str(round(steps * k / 5)), fill="black")
        draw.text((8, y(highest * k / 5) - 6), f"{highest * k / 5:.2f}", fill="black")
    names = [n for n in series if not n.startswith("held-out")]
    for k, name in enumerate(names):
        colour = COLOURS[k % len(COLOURS)]
        draw.line([(x(s), y(v)) for s, v in series[name]], fill=colour, width=2)
        for s, v in series.get(f"held-out {name}", []):
            draw.ellipse((x(s) - 4, y(v) - 4, x(s) + 4, y(v) + 4), outline=colour, width=2)
        draw.text((WIDTH - RIGHT + 15, top + 30 + 18 * k), name, fill=colour)


def main(path, out):
    series = defaultdict(list)
    with open(path) as file:
        for step, name, value in csv.reader(file):
            series[name].append((int(step), float(value)))
    steps = max(points[-1][0] for points in series.values())
    image = Image.new("RGB", (WIDTH, 2 * HEIGHT), "white")
    draw = ImageDraw.Draw(image)
    for k, kind in enumerate(("loss", "accuracy")):
        panel(draw, k * HEIGHT, {n: p for n, p in series.items() if kind in n}, steps,
              f"{kind} over steps (line: training; ring: 512 pictures held out)")
    image.save(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
