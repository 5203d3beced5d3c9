"""
A contact sheet: a row for each pair, with content, style, and what each way of painting made of them.

    sheet.py PAIRS PAINTED OUT.jpg random-{}-0.2.png=random trained-{}-0.2.png=trained
"""
import glob
import os
import sys

from PIL import Image, ImageDraw

SIDE, GAP, HEAD = 256, 6, 18


def main(pairs, painted, out, *columns):
    numbers = sorted(int(f.rsplit("-", 1)[1][:-4]) for f in glob.glob(f"{pairs}/content-*.png"))
    columns = [(f"{pairs}/content-{{}}.png", "content"), (f"{pairs}/style-{{}}.png", "style")] + [
        (f"{painted}/{name}", title) for name, title in (c.split("=", 1) for c in columns)]
    rows = [k for k in numbers if all(os.path.exists(p.format(k)) for p, _ in columns)]
    sheet = Image.new("RGB", ((SIDE + GAP) * len(columns) + GAP, HEAD + (SIDE + GAP) * len(rows) + GAP), "white")
    draw = ImageDraw.Draw(sheet)
    for i, (pattern, title) in enumerate(columns):
        x = GAP + i * (SIDE + GAP)
        draw.text((x, 4), title, fill="black")
        for j, k in enumerate(rows):
            picture = Image.open(pattern.format(k)).convert("RGB").resize((SIDE, SIDE), Image.LANCZOS)
            sheet.paste(picture, (x, HEAD + j * (SIDE + GAP)))
    sheet.save(out, quality=88)


if __name__ == "__main__":
    main(*sys.argv[1:])
