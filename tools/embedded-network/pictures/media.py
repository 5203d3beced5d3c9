"""
Media: what a scene is painted, drawn, laid or photographed in. Each function takes the generator of a family; what it
returns takes the generator of one picture and a picture, and gives another. All measures are in pixels, so strokes
have the same size on larger pictures.
"""
import numpy as np
from PIL import Image, ImageDraw

from .canvas import (UNIT, blur, box, frequencies, filtered_noise, gradient, grid, lit, luminance, nearest_cells, noise,
                     over, pick, smoothstep)


def strokes(r):
    """Brush strokes, coarse ones first, along the picture's edges, a flow, or one direction."""
    length, width, spread = r.uniform(4, 22), r.uniform(1.5, 6), r.uniform(0.05, 0.6)
    along, base, curl = r.integers(3), r.uniform(0, np.pi), r.uniform(1.2, 2)
    vary, relief, coverage = r.uniform(0.01, 0.12), r.choice([0, 0, 0.4]), r.uniform(1.2, 2.2)

    def paint(q, picture):
        size = picture.shape[0]
        if along == 0:
            gy, gx = gradient(blur(luminance(picture), 1.5))
            xx, yy, xy = blur(gx * gx, 3), blur(gy * gy, 3), blur(gx * gy, 3)
            turn = 0.5 * np.arctan2(2 * xy, xx - yy) + np.pi / 2
        elif along == 1:
            turn = noise(q, size, curl) * 1.2 + base
        else:
            turn = np.full((size, size), base)
        ground = (np.clip(blur(picture, width), 0, 1) * 255).astype(np.uint8)
        image = Image.fromarray(ground).resize((size * 2, size * 2))
        draw = ImageDraw.Draw(image)
        for factor in (2.0, 1.0):
            w, l = width * factor, length * (0.5 + 0.5 * factor)
            soft = blur(picture, w * 0.4)
            count = int(coverage * size * size / (w * l))
            places = q.random((count, 2)) * size
            angles = pick(turn, places[:, 0], places[:, 1]) + q.normal(0, spread, count)
            colours = pick(soft, places[:, 0], places[:, 1])
            colours = colours + q.normal(0, vary, (count, 1)) + q.normal(0, vary / 2, (count, 3))
            colours = (np.clip(colours, 0, 1) * 255).astype(int)
            lengths = l * q.uniform(0.6, 1.3, count)
            dy, dx = np.sin(angles) * lengths, np.cos(angles) * lengths
            bend = q.normal(0, 0.25, count)
            for k in range(count):
                y, x = places[k]
                mid = (2 * x - bend[k] * dy[k], 2 * y + bend[k] * dx[k])
                draw.line(((2 * x - dx[k], 2 * y - dy[k]), mid, (2 * x + dx[k], 2 * y + dy[k])),
                          fill=tuple(colours[k]), width=max(1, int(2 * w)), joint="curve")
        painted = np.asarray(image.resize((size, size), Image.BOX), np.float32) / 255
        if relief:
            painted = painted * np.clip(lit(luminance(painted), relief * 4, 2.2), 0.5, 1.5)[..., None]
        return painted
    return paint


def points(r):
    """Dabs of nearly pure colour side by side."""
    radius, vary, squash, ground = r.uniform(1, 3.5), r.uniform(0.05, 0.3), r.uniform(0.5, 1), r.uniform(0.1, 1)

    def paint(q, picture):
        size = picture.shape[0]
        soft = blur(picture, radius)
        image = Image.new("RGB", (size * 2, size * 2), (int(255 * ground),) * 3)
        draw = ImageDraw.Draw(image)
        count = int(1.1 * size * size / (3.14 * radius * radius * squash))
        places = q.random((count, 2)) * size
        colours = pick(soft, places[:, 0], places[:, 1]) + q.normal(0, vary, (count, 3))
        colours = (np.clip(colours, 0, 1) * 255).astype(int)
        a, b = 2 * radius, 2 * radius * squash
        for (y, x), colour in zip(places * 2, colours):
            draw.ellipse((x - a, y - b, x + a, y + b), fill=tuple(colour))
        return np.asarray(image.resize((size, size), Image.BOX), np.float32) / 255
    return paint


def mosaic(r):
    """Stones or panes of one colour each, with something dark or light between."""
    density, jitter, squash, gap = r.uniform(9, 26), r.uniform(0.2, 1), r.choice([0.5, 1, 1]), r.uniform(0, 0.16)
    grout, vary, bevel = r.choice([0.05, 0.3, 0.85]), r.uniform(0, 0.15), r.choice([0, 0.3])

    def paint(q, picture):
        size = picture.shape[0]
        y, x = grid(size)
        first, second, number, py, px = nearest_cells(q, y * density, x * density, jitter, squash)
        stones = pick(blur(picture, 1.5), py / density * UNIT, px / density * UNIT)
        shade = q.normal(0, vary, number.max() + 1)[number][..., None]
        dome = 1 + bevel * (0.4 - first)[..., None]
        lines = smoothstep(gap * 1.6 + 0.02, gap, second - first) if gap > 0.03 else np.zeros_like(y)
        return over((stones + shade) * dome, np.full_like(picture, grout), lines)
    return paint


def hatching(r):
    """Lines whose width tells light from dark, in one direction, two or more, on paper or in the picture's colours."""
    frequency, angle, turns, wobble = r.uniform(14, 34), r.uniform(0, np.pi), r.integers(1, 4), r.uniform(0, 0.015)
    coloured, paper, dark = r.random() < 0.4, r.uniform(0.75, 1), r.uniform(0, 0.25)
    tint = r.uniform(0.8, 1, 3).astype(np.float32)

    def paint(q, picture):
        size = picture.shape[0]
        y, x = grid(size)
        light = luminance(blur(picture, 0.8))
        light = np.clip((light - 0.5) * 1.3 + 0.5, 0.02, 1)
        w = wobble * noise(q, size, 1.6)
        drawn = np.zeros_like(light)
        for k in range(turns):
            a = angle + k * 1.05
            wave = 0.5 + 0.5 * np.sin(2 * np.pi * frequency * (x * np.cos(a) + y * np.sin(a) + w))
            level = 1 - light * (1 + k * 0.55)
            drawn = np.maximum(drawn, smoothstep(0.12, -0.12, wave - np.clip(level, 0, 1)))
        ground = picture * 0.4 + 0.6 * paper if coloured else np.broadcast_to(tint * paper, picture.shape)
        mark = picture * 0.4 if coloured else np.full_like(picture, dark)
        return over(ground, mark, drawn)
    return paint


def woodcut(r):
    """Light and dark only, the border between them carved along the shapes."""
    frequency, level, inks = r.uniform(10, 24), r.uniform(0.35, 0.6), r.integers(2)
    dark, light = r.uniform(0, 0.3, 3).astype(np.float32), r.uniform(0.7, 1, 3).astype(np.float32)

    def paint(q, picture):
        size = picture.shape[0]
        tone = luminance(blur(picture, 1.2))
        wave = np.sin(2 * np.pi * frequency * (blur(tone, 2) * 1.2 + 0.05 * noise(q, size, 1.8) + grid(size)[0] * 0.5))
        cut = smoothstep(-0.06, 0.06, tone - level + 0.22 * wave)
        block = over(np.broadcast_to(dark, picture.shape), np.broadcast_to(light, picture.shape), cut)
        return block * (0.35 + 0.65 * picture) if inks else block
    return paint


def wash(r):
    """Water colour: few tones, soft warped borders, darker rims, grainy paper."""
    tones, warp, rim, grain = r.integers(3, 8), r.uniform(1, 5), r.uniform(0.3, 1.6), r.uniform(0.02, 0.12)
    pale = r.uniform(0.1, 0.5)

    def paint(q, picture):
        size = picture.shape[0]
        y, x = np.mgrid[0:size, 0:size]
        wy, wx = noise(q, size, 1.3), noise(q, size, 1.3)
        soft = pick(box(box(picture, 2), 2), y + warp * wy, x + warp * wx)
        tone = luminance(soft)
        steps = np.floor(tone * tones + 0.2 * wy) / tones
        flat = soft * (np.clip(steps, 0.05, 1) / np.maximum(tone, 0.05))[..., None]
        gy, gx = gradient(blur(steps, 0.7))
        flat = flat * (1 - rim * np.minimum(np.hypot(gy, gx) * 3, 0.5))[..., None]
        flat = flat + (1 - flat) * pale * smoothstep(-1, 2, noise(q, size, 1.5))[..., None]
        return flat + grain * noise(q, size, 0.4)[..., None]
    return paint


def halftone(r):
    """Printed dots that grow with darkness, in black or in three inks."""
    frequency, colours, angle = r.uniform(14, 30), r.random() < 0.6, r.uniform(0, np.pi)

    def paint(q, picture):
        y, x = grid(picture.shape[0])
        soft = blur(picture, 0.8)
        soft = soft if colours else np.repeat(luminance(soft)[..., None], 3, 2)
        out = []
        for c in range(3):
            a = angle + (c * 0.5 if colours else 0)
            u, v = x * np.cos(a) + y * np.sin(a), y * np.cos(a) - x * np.sin(a)
            screen = 0.5 + 0.25 * (np.cos(2 * np.pi * frequency * u) + np.cos(2 * np.pi * frequency * v))
            out.append(smoothstep(-0.15, 0.15, soft[..., c] - screen * 0.9 - 0.05))
        return np.stack(out, 2)
    return paint


def knife(r):
    """Palette knife: every place takes the quietest of the four squares around it (Kuwahara); thick paint is lit."""
    n, relief = r.integers(2, 5), r.uniform(0, 6)

    def paint(q, picture):
        wide = np.pad(picture, ((2 * n, 2 * n), (2 * n, 2 * n), (0, 0)), mode="edge")
        mean = box(wide, n)
        spread = (box(wide ** 2, n) - mean ** 2).sum(2)
        h, w = picture.shape[:2]
        places = [(a, b) for a in (n, 3 * n) for b in (n, 3 * n)]
        means = np.stack([mean[a:a + h, b:b + w] for a, b in places])
        best = np.stack([spread[a:a + h, b:b + w] for a, b in places]).argmin(0)
        out = np.take_along_axis(means, best[None, ..., None], 0)[0]
        bristle = luminance(out) + 0.03 * noise(q, h, 0.5, 0.4, 5)
        return out * np.clip(lit(bristle, relief, 2.2), 0.5, 1.5)[..., None]
    return paint


def contours(r):
    """Outlines over flat or washed colour."""
    sigma, weight, flat, white = r.uniform(0.6, 1.8), r.uniform(6, 16), r.integers(2, 6), r.random() < 0.3

    def paint(q, picture):
        soft = blur(picture, sigma)
        edges = 0
        for c in range(3):
            gy, gx = gradient(soft[..., c])
            edges = np.maximum(edges, np.hypot(gy, gx))
        line = np.clip(edges * weight - 0.35, 0, 1)
        ground = np.full_like(picture, 0.95) if white else np.floor(blur(picture, 1) * flat + 0.5) / flat
        return over(ground, np.full_like(picture, 0.05), line)
    return paint


def charcoal(r):
    """Grain that the tone wears through."""
    slope, angle, stretched, sharp = r.uniform(0.1, 0.6), r.uniform(0, np.pi), r.choice([1, 2, 5]), r.uniform(0.1, 0.5)
    tint, keep = r.uniform(0.6, 1, 3).astype(np.float32), r.choice([0, 0.5, 0.9])

    def paint(q, picture):
        size = picture.shape[0]
        tone = luminance(blur(picture, 0.6))
        grain = 0.5 + 0.22 * noise(q, size, slope, angle, stretched)
        mark = smoothstep(-sharp, sharp, tone - grain)
        sheet = np.broadcast_to(tint, picture.shape) * (1 - keep) + picture * keep
        return over(sheet * 0.15, sheet, mark)
    return paint


def weave(r):
    """Threads over and under: canvas, cloth, a screen."""
    frequency, depth, twill = r.uniform(16, 36), r.uniform(0.15, 0.7), r.integers(2)

    def paint(q, picture):
        y, x = grid(picture.shape[0])
        u, v = x * frequency, y * frequency
        top = ((np.floor(u) + np.floor(v) * (2 if twill else 1)) % (4 if twill else 2)) < (2 if twill else 1)
        thread = np.where(top, np.sin(np.pi * (u % 1)), np.sin(np.pi * (v % 1)))
        return blur(picture, 0.7) * (1 - depth + depth * 1.3 * thread)[..., None]
    return paint


def glass(r):
    """Seen through ribbed or rippled glass."""
    amount, frequency, kind = r.uniform(1.5, 6), r.uniform(5, 16), r.integers(2)

    def paint(q, picture):
        size = picture.shape[0]
        y, x = np.mgrid[0:size, 0:size]
        if kind:
            ring = np.exp(-0.5 * ((np.hypot(*frequencies(size)) / frequency - 1) / 0.3) ** 2)
            wy, wx = filtered_noise(q, size, ring), filtered_noise(q, size, ring)
        else:
            wy, wx = 0, 2 * np.abs((x / UNIT * frequency) % 1 - 0.5) * 2 - 1
        return pick(picture, y + amount * wy, x + amount * wx)
    return paint


ALL = [strokes, points, mosaic, hatching, strokes, woodcut, wash, halftone, knife, strokes, contours, charcoal, weave,
       glass]
