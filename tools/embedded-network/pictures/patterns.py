"""
Patterns. Each function takes the generator of a family and fixes what the family's pictures share; what it returns
takes the generator of one picture and a size, and gives a field.
"""
import numpy as np
from PIL import Image, ImageDraw

from .canvas import (UNIT, blur, filtered_noise, frame, frequencies, grid, nearest_cells, noise, normal, smoothstep,
                     stretch)


def cloud(r):
    slope, kind, steps = r.uniform(0.6, 2.2), r.integers(3), r.integers(3, 8)
    angle, stretched = r.uniform(0, np.pi), r.choice([1, 1, 2, 4, 8])

    def make(q, size):
        t = noise(q, size, slope, angle + q.normal(0, 0.1), stretched)
        if kind == 1:
            t = 2 - np.abs(t)
        t = np.clip(0.5 + t / 5, 0, 1)
        return np.floor(t * steps * 1.6) % (steps + 1) / steps if kind == 2 else t
    return make


def stripes(r):
    angle, frequency, warp, shape = r.uniform(0, np.pi), r.uniform(3, 22), r.uniform(0, 0.09), r.integers(3)
    slope, duty = r.uniform(1.2, 2), r.uniform(-0.5, 0.5)

    def make(q, size):
        y, x = grid(size)
        a = angle + q.normal(0, 0.15)
        phase = (x * np.cos(a) + y * np.sin(a) + warp * noise(q, size, slope)) * frequency * q.uniform(0.9, 1.1)
        wave = np.sin(2 * np.pi * phase)
        return [0.5 + 0.5 * wave, smoothstep(duty - 0.15, duty + 0.15, wave), phase % 1][shape]
    return make


def cells(r):
    density, jitter, squash, kind = r.uniform(3, 15), r.uniform(0.4, 1), r.choice([0.4, 1, 1]), r.integers(4)
    warp = r.choice([0, 0, 0.03, 0.08])

    def make(q, size):
        y, x = grid(size)
        w = warp * noise(q, size, 1.8) if warp else 0
        first, second, number, _, _ = nearest_cells(q, (y + w) * density, (x - w) * density, jitter, squash)
        shade = np.random.default_rng(q.integers(1 << 30)).random(number.max() + 1).astype(np.float32)[number]
        edge = second - first
        return [np.clip(first * 1.1, 0, 1), np.clip(edge * 1.4, 0, 1), shade,
                shade * smoothstep(0.03, 0.12, edge)][kind]
    return make


def labyrinth(r):
    frequency, width, sharp = r.uniform(4, 18), r.uniform(0.08, 0.35), r.uniform(0.1, 1.2)
    angle, lobes, level = r.uniform(0, np.pi), r.choice([0, 0, 1, 2]), r.uniform(-0.8, 0.8)

    def make(q, size):
        fy, fx = frequencies(size)
        radius = np.sqrt(fy ** 2 + fx ** 2)
        ring = np.exp(-0.5 * ((radius / frequency - 1) / width) ** 2)
        if lobes:
            ring = ring * (0.02 + np.cos((np.arctan2(fy, fx) - angle) * lobes) ** 8)
        return smoothstep(level - sharp, level + sharp, filtered_noise(q, size, ring))
    return make


def marble(r):
    frequency, warp, slope, angle = r.uniform(2, 8), r.uniform(0.3, 1.2), r.uniform(1.1, 1.9), r.uniform(0, np.pi)

    def make(q, size):
        y, x = grid(size)
        a = angle + q.normal(0, 0.1)
        wave = np.sin(2 * np.pi * (frequency * (x * np.cos(a) + y * np.sin(a)) + warp * noise(q, size, slope)))
        return 1 - np.abs(wave) ** 0.6
    return make


def waves(r):
    count, frequency, turn, hard = r.integers(2, 8), r.uniform(3, 14), r.uniform(0, np.pi), r.random() < 0.4

    def make(q, size):
        y, x = grid(size)
        total = 0
        for k in range(count):
            a = turn + np.pi * k / count
            total = total + np.sin(2 * np.pi * (frequency * (x * np.cos(a) + y * np.sin(a)) + q.random()))
        t = normal(total)
        return smoothstep(-0.3, 0.3, t) if hard else np.clip(0.5 + t / 4, 0, 1)
    return make


def truchet(r):
    density, width, kind = r.uniform(4, 12), r.uniform(0.06, 0.25), r.integers(3)

    def make(q, size):
        y, x = grid(size)
        y, x = y * density, x * density
        n = int(density * size / UNIT) + 2
        flip = q.integers(0, 2, (n, n))[y.astype(int), x.astype(int)].astype(bool)
        v, u = y % 1, x % 1
        u = np.where(flip, 1 - u, u)
        if kind == 0:
            return (u > v).astype(np.float32)
        near = np.minimum(np.abs(np.hypot(u, v) - 0.5), np.abs(np.hypot(1 - u, 1 - v) - 0.5))
        return smoothstep(width, width * 0.6, near) if kind == 1 else np.clip(near * 2.5, 0, 1)
    return make


def tiles(r):
    rows, ratio, shift, gap = r.uniform(4, 18), r.uniform(0.4, 2.5), r.choice([0, 0.5, 0.33]), r.uniform(0.03, 0.15)
    kind, angle, warp = r.integers(4), r.choice([0, 0, 0.785, 0.3]), r.choice([0, 0, 0.01, 0.03])

    def make(q, size):
        y, x = grid(size)
        a = angle + q.normal(0, 0.03)
        w = warp * noise(q, size, 1.8) if warp else 0
        y, x = x * np.sin(a) + y * np.cos(a) + 9 + w, x * np.cos(a) - y * np.sin(a) + 9 - w
        v = y * rows
        row = np.floor(v).astype(int)
        u = x * rows * ratio + row * shift
        column = np.floor(u).astype(int)
        inside = np.minimum(np.minimum(u % 1, 1 - u % 1) / max(ratio, 0.5), np.minimum(v % 1, 1 - v % 1))
        shade = q.random(997).astype(np.float32)[(row * 131 + column * 17) % 997]
        grout = smoothstep(gap * 0.5, gap, inside)
        if kind == 0:
            return ((row + column) % 2).astype(np.float32)
        if kind == 1:
            return grout * (0.3 + 0.7 * shade)
        if kind == 2:
            return np.where((row + column) % 2 == 0, np.sin(np.pi * (u % 1)), np.sin(np.pi * (v % 1)))
        return np.clip(inside * 2, 0, 1)
    return make


def dots(r):
    density, jitter, radius, kind = r.uniform(4, 16), r.choice([0, 0.3, 0.9]), r.uniform(0.2, 0.45), r.integers(4)
    spread = r.choice([0, 0.3])

    def make(q, size):
        y, x = grid(size)
        d, _, number, _, _ = nearest_cells(q, y * density, x * density, jitter)
        cell = q.random(number.max() + 1).astype(np.float32)[number]
        rad = radius * (1 - spread * cell)
        disc = smoothstep(rad, rad * 0.85, d)
        return [disc, smoothstep(0.09, 0.05, np.abs(d - rad)), disc * (0.3 + 0.7 * cell),
                0.5 + 0.5 * np.cos(d * 2 * np.pi / radius * 1.5)][kind]
    return make


def rings(r):
    frequency, warp, squash, hard = r.uniform(4, 16), r.uniform(0, 0.12), r.uniform(0.2, 1), r.random() < 0.4

    def make(q, size):
        y, x = grid(size)
        side = size / UNIT
        cy, cx = q.uniform(-0.3, 1.3, 2) * side
        d = np.hypot(y - cy, (x - cx) * squash) + warp * noise(q, size, 1.7)
        t = d * frequency
        return smoothstep(0.4, 0.6, t % 1) if hard else 0.5 + 0.5 * np.sin(2 * np.pi * t)
    return make


def fur(r):
    slope, stretched, angle, swirl = r.uniform(0.4, 1.1), r.uniform(4, 14), r.uniform(0, np.pi), r.choice([0, 0.6, 1.5])

    def make(q, size):
        a = angle + q.normal(0, 0.2)
        t = noise(q, size, slope, a, stretched)
        if swirl:
            other = noise(q, size, slope, a + swirl, stretched)
            mask = smoothstep(-0.3, 0.3, noise(q, size, 2))
            t = t * mask + other * (1 - mask)
        return np.clip(0.5 + t / 5, 0, 1)
    return make


def scribbles(r):
    count, wavelength, width, loops = r.integers(6, 40), r.uniform(8, 60), r.uniform(0.6, 3), r.uniform(0.2, 1.5)

    def make(q, size):
        image = Image.new("L", (size * 2, size * 2), 0)
        draw = ImageDraw.Draw(image)
        for _ in range(int(count * (size / UNIT) ** 2)):
            steps = 24
            turn = np.cumsum(q.normal(0, loops, steps)) * 0.6 + q.uniform(0, 2 * np.pi)
            path = np.cumsum(np.stack([np.cos(turn), np.sin(turn)], 1) * wavelength / 6, 0) + q.random(2) * size * 2
            draw.line([tuple(p) for p in path], fill=int(q.integers(90, 256)), width=max(1, int(width * 2)))
        return np.asarray(image.resize((size, size), Image.BOX), np.float32) / 255
    return make


def branches(r):
    spread, shrink, depth, length = r.uniform(0.25, 0.9), r.uniform(0.62, 0.8), r.integers(5, 8), r.uniform(0.14, 0.26)
    bend = r.uniform(0, 0.4)

    def make(q, size):
        image = Image.new("L", (size * 2, size * 2), 0)
        draw = ImageDraw.Draw(image)
        for _ in range(q.integers(1, 4)):
            tips = [(q.uniform(0.1, 0.9) * size * 2, size * 2.0, -np.pi / 2 + q.normal(0, 0.2), length * size * 2)]
            for level in range(depth):
                grown = []
                for x, y, a, l in tips:
                    x2, y2 = x + l * np.cos(a), y + l * np.sin(a)
                    width = max(1, int(size / 24 * shrink ** (2 * level)))
                    draw.line((x, y, x2, y2), fill=255 - 15 * level, width=width)
                    for side in (-1, 1):
                        grown.append((x2, y2, a + side * spread + q.normal(0, bend), l * shrink * q.uniform(0.8, 1.1)))
                tips = grown
        return np.asarray(image.resize((size, size), Image.BOX), np.float32) / 255
    return make


def julia(r):
    angle, radius, power, trap = r.uniform(0, 2 * np.pi), r.uniform(0.68, 0.82), r.choice([2, 2, 3, 4]), r.integers(3)
    zoom = r.uniform(0.5, 1.4)

    def make(q, size):
        y, x = frame(size)
        a = q.uniform(0, 2 * np.pi)
        z = ((x - q.uniform(0.3, 0.7)) + 1j * (y - q.uniform(0.3, 0.7))) * np.exp(1j * a) * 2.4 * zoom
        z = z.astype(np.complex64)
        c = np.complex64(radius * np.exp(1j * (angle + q.normal(0, 0.03))))
        count, nearest = np.zeros(z.shape, np.float32), np.full(z.shape, 9, np.float32)
        for k in range(24):
            z = np.where(np.abs(z) < 4, z ** power + c, z)
            alive = np.abs(z) < 4
            count += alive
            nearest = np.where(alive, np.minimum(nearest, np.abs(z.real * z.imag) if trap == 1 else np.abs(z)), nearest)
        return [stretch(np.sqrt(count)), np.clip(nearest * 2, 0, 1), (count % 6) / 5][trap]
    return make


def functions(r):
    """An iterated function system played as the chaos game; brightness is the logarithm of how often a point is met."""
    count = r.integers(2, 6)
    maps = r.uniform(-1, 1, (count, 2, 3)) * np.array([0.8, 0.8, 1])
    weight = np.abs(np.linalg.det(maps[:, :, :2])) + 0.03
    swirl = r.random() < 0.4

    def make(q, size):
        m = maps * (1 + q.normal(0, 0.05, maps.shape))
        players = 500 * max(1, (size // UNIT) ** 2)
        p = np.zeros((players, 2))
        met = []
        for k in range(40):
            chosen = m[q.choice(count, players, p=weight / weight.sum())]
            p = np.clip(np.einsum("nij,nj->ni", chosen[:, :, :2], p) + chosen[:, :, 2], -50, 50)
            if swirl:
                p = p / (0.4 + (p ** 2).sum(1, keepdims=True))
            if k > 12:
                met.append(p)
        met = np.concatenate(met)
        low, high = np.percentile(met, [1, 99], axis=0)
        place = ((met - low) / (high - low + 1e-6) * size).astype(int)
        place = place[((place >= 0) & (place < size)).all(1)]
        density = np.bincount(place[:, 1] * size + place[:, 0], minlength=size * size).reshape(size, size)
        return np.clip(blur(np.log1p(density.astype(np.float32)), 0.5) / 3, 0, 1)
    return make


ALL = [cloud, stripes, cells, labyrinth, marble, waves, truchet, tiles, dots, rings, fur, scribbles, branches, julia,
       functions]
