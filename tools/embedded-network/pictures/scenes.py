"""
Scenes with depth, light and occlusion. Each function takes the generator of a family; what it returns takes the
generator of one picture, a size and a palette, and gives a picture. Surfaces are painted with the patterns.
"""
import numpy as np
from PIL import Image, ImageDraw

from . import patterns
from .canvas import blur, frame, lit, noise, over, pick, smoothstep, stretch
from .palettes import colourise


def some_pattern(r):
    return patterns.ALL[r.integers(11)](r)


def ramp(top, bottom, y):
    return top + (bottom - top) * y[..., None]


def pattern(r):
    """A flat surface."""
    make, hard = r.choice(patterns.ALL)(r), r.random() < 0.25

    def paint(q, size, colours):
        return colourise(make(q, size), colours, hard)
    return paint


def two_patterns(r):
    """One pattern shows through another, or they meet at a border."""
    first, second, cut = some_pattern(r), some_pattern(r), r.random() < 0.5
    mask_slope = r.uniform(1.5, 2.4)

    def paint(q, size, colours):
        mask = smoothstep(-0.1, 0.1, noise(q, size, mask_slope)) if cut else second(q, size)
        return over(colourise(first(q, size), colours[:4]), colourise(second(q, size), colours[2:]), mask)
    return paint


def leaves(r):
    """Dead leaves: shapes of all sizes over one another, each shaded, some textured, with shadows under them."""
    sides, slope, textured = r.choice([3, 4, 5, 6, 24]), r.uniform(1.5, 3), r.random()
    shadow, squash, shading = r.uniform(0, 0.6), r.uniform(0.4, 1), r.uniform(0, 0.6)
    make = some_pattern(r)

    def paint(q, size, colours):
        y, x = frame(size)
        picture = colourise(make(q, size), colours)
        texture = make(q, size)
        light = q.uniform(0, 2 * np.pi)
        for _ in range(26):
            radius = min(0.4, 0.06 * q.random() ** (-1 / slope) * 1.2)
            cy, cx, turn = q.uniform(-0.1, 1.1, 2).tolist() + [q.uniform(0, 2 * np.pi)]
            dy, dx = y - cy, x - cx
            u, v = dx * np.cos(turn) + dy * np.sin(turn), (dy * np.cos(turn) - dx * np.sin(turn)) / squash
            around = np.hypot(u, v)
            sector = np.cos((np.arctan2(v, u) + np.pi) % (2 * np.pi / sides) - np.pi / sides) if sides < 20 else 1
            inside = around * sector
            if shadow:
                picture = picture * (1 - shadow * smoothstep(radius * 1.35, radius * 0.9, inside))[..., None]
            alpha = smoothstep(radius + 0.7 / size, radius - 0.7 / size, inside)
            colour = colours[q.integers(len(colours))]
            bright = 1 + shading * (np.cos(light) * u + np.sin(light) * v) / radius
            surface = colour * bright[..., None]
            if q.random() < textured:
                surface = surface * (0.5 + texture)[..., None]
            picture = over(picture, surface, alpha)
        return picture
    return paint


def solids(r):
    """Balls on a floor before a wall: light, shade, a highlight, shadows on the floor, smaller towards the horizon."""
    horizon, gloss, ambient = r.uniform(0.25, 0.6), r.uniform(0, 0.9), r.uniform(0.15, 0.5)
    floor, skin, count = some_pattern(r), some_pattern(r), r.integers(2, 9)
    has_skin = r.random() < 0.6

    def paint(q, size, colours):
        y, x = frame(size)
        depth = 0.12 / np.maximum(y - horizon, 0.004)
        ground = floor(q, size)
        plane = pick(ground, (depth * 60) % size, ((x - 0.5) * depth * 160) % size)
        near = np.clip((y - horizon) * 3, 0, 1)
        wall = ramp(colours[0], colours[1], y / horizon)
        flat = over(np.broadcast_to(colours[1], wall.shape), colourise(plane, colours[1:4]), near)
        picture = np.where((y < horizon)[..., None], wall, flat)
        texture = skin(q, size)
        lx, ly, lz = unit(q.choice([-1, 1]) * q.uniform(0.4, 1), -q.uniform(0.4, 1.2), q.uniform(0.4, 1))
        for z in np.sort(q.random(count)):
            radius = (0.06 + 0.2 * z) * q.uniform(0.6, 1.2)
            cx, foot = q.uniform(0.05, 0.95), horizon + (1 - horizon) * (0.1 + 0.75 * z)
            cy = foot - radius * 0.9
            fade = np.hypot((x - cx + lx * radius * 1.2) / 1.3, (y - foot) * 3.2)
            picture = picture * (1 - 0.6 * smoothstep(radius * 1.3, radius * 0.6, fade) * (y > horizon))[..., None]
            u, v = (x - cx) / radius, (y - cy) / radius
            d = u * u + v * v
            w = np.sqrt(np.clip(1 - d, 0, 1))
            shade = ambient + (1 - ambient) * np.clip(u * lx + v * ly + w * lz, 0, 1)
            colour = np.broadcast_to(colours[q.integers(2, len(colours))], picture.shape)
            if has_skin and q.random() < 0.7:
                wrap = pick(texture, (np.arcsin(np.clip(v, -1, 1)) / np.pi + 0.5) * size,
                            (np.arctan2(u, w + 1e-6) / np.pi + 0.5) * size)
                colour = over(colour, np.broadcast_to(colours[q.integers(len(colours))], picture.shape), wrap)
            half = unit(lx, ly, lz + 1)
            shine = gloss * np.clip(u * half[0] + v * half[1] + w * half[2], 0, 1) ** 40
            ball = colour * shade[..., None] * 1.15 + shine[..., None]
            picture = over(picture, ball, smoothstep(1 + 1.5 / size / radius, 1 - 1.5 / size / radius, np.sqrt(d)))
        return picture
    return paint


def unit(x, y, z):
    length = (x * x + y * y + z * z) ** 0.5
    return x / length, y / length, z / length


def landscape(r):
    """Ridges behind one another, paler with distance, under a sky with clouds; sometimes water that mirrors them."""
    layers, rough, haze, start = r.integers(2, 6), r.uniform(1.1, 1.9), r.uniform(0.3, 0.9), r.uniform(0.25, 0.5)
    water, ground = r.random() < 0.4, some_pattern(r)

    def paint(q, size, colours):
        y, x = frame(size)
        picture = ramp(colours[-1], colours[-2], np.clip(y / 0.7, 0, 1))
        clouds = smoothstep(0.2, 1.6, noise(q, size, 1.7, 0, 0.5))
        picture = over(picture, np.broadcast_to(np.float32([1, 1, 1]), picture.shape), clouds * 0.7)
        sy, sx = q.uniform(0.05, 0.35), q.random()
        picture = over(picture, np.broadcast_to(colours[-1] * 0.3 + 0.7, picture.shape),
                       smoothstep(0.07, 0.05, np.hypot(y - sy, x - sx)))
        texture = ground(q, size)
        for k in range(layers):
            near = (k + 1) / layers
            line = noise(q, size, rough)[0] * 0.06 * (1.3 - near * 0.6) + start + (0.95 - start) * (k + 0.3) / layers
            colour = colours[k % (len(colours) - 2)]
            paler = colour * (1 - haze * (1 - near)) + colours[-2] * haze * (1 - near)
            surface = paler * (0.75 + 0.5 * near * texture + 0.2 * (1 - near))[..., None]
            picture = over(picture, surface, smoothstep(-0.7 / size, 0.7 / size, y - line[None, :]))
        if water:
            level = q.uniform(0.6, 0.8)
            ripple = noise(q, size, 1.0, np.pi / 2, 6) * 0.012
            mirrored = pick(picture, (2 * level - y + ripple) * size, (x + ripple) * size)
            picture = np.where((y > level)[..., None], mirrored * 0.75 + colours[0] * 0.2, picture)
        return picture
    return paint


def town(r):
    """Houses row behind row, with roofs and windows."""
    rows, width, roof = r.integers(1, 4), r.uniform(0.1, 0.28), r.integers(3)
    window, wall = r.uniform(0.3, 0.7), some_pattern(r)

    def paint(q, size, colours):
        y, x = frame(size * 2)
        image = to_image(ramp(colours[-1], colours[-2], y))
        draw, s = ImageDraw.Draw(image), size * 2
        for row in range(rows):
            left = -q.random() * 0.1
            foot = 0.6 + 0.4 * (row + 1) / rows
            scale = 0.6 + 0.4 * (row + 1) / rows
            while left < 1:
                w, h = width * scale * q.uniform(0.7, 1.4), q.uniform(0.2, 0.5) * scale
                colour = colours[q.integers(len(colours) - 1)] * q.uniform(0.7, 1.1)
                top = foot - h
                draw.rectangle((left * s, top * s, (left + w) * s, s), fill=ink(colour))
                dark = ink(colour * 0.55)
                if roof == 0:
                    draw.polygon([((left - 0.01) * s, top * s), ((left + w / 2) * s, (top - w * 0.6) * s),
                                  ((left + w + 0.01) * s, top * s)], fill=dark)
                elif roof == 1:
                    draw.rectangle(((left - 0.01) * s, (top - 0.02) * s, (left + w + 0.01) * s, top * s), fill=dark)
                columns, floors = max(1, int(w / 0.06)), max(1, int(h / 0.09))
                pane = ink(colours[-1] if q.random() < 0.4 else colour * 0.35)
                for i in range(columns):
                    for j in range(floors):
                        wx, wy = left + w * (i + 0.5) / columns, top + h * (j + 0.5) / floors
                        a, b = w / columns * window / 2, h / floors * window / 2
                        draw.rectangle(((wx - a) * s, (wy - b) * s, (wx + a) * s, (wy + b) * s), fill=pane)
                draw.rectangle(((left + w * 0.86) * s, top * s, (left + w) * s, s), fill=ink(colour * 0.75))
                left += w * q.uniform(0.9, 1.2)
        picture = np.asarray(image.resize((size, size), Image.BOX), np.float32) / 255
        return picture * (0.8 + 0.4 * wall(q, size))[..., None]
    return paint


def room(r):
    """A floor in perspective, pillars or boxes on it, fog towards the horizon."""
    horizon, fog, floor, kind = r.uniform(0.3, 0.55), r.uniform(0.2, 0.9), some_pattern(r), r.integers(2)

    def paint(q, size, colours):
        y, x = frame(size)
        centre = q.uniform(0.3, 0.7)
        below = y > horizon
        depth = np.where(below, (1 - horizon) / np.maximum(y - horizon, 0.01), horizon / np.maximum(horizon - y, 0.01))
        surface = floor(q, size)
        texture = pick(surface, (depth * size * 0.25) % size, ((x - centre) * depth * size * 0.5) % size)
        tone = np.where(below[..., None], colourise(texture, colours[:3]), colourise(texture * 0.5, colours[2:5]))
        far = 1 - np.exp(-fog * 0.25 * (depth - 1))
        picture = over(tone, np.broadcast_to(colours[-1], tone.shape), far)
        for z in np.sort(q.uniform(1.2, 8, 7))[::-1]:
            half = 0.09 / z * 2
            cx = centre + q.choice([-1, 1]) * q.uniform(0.25, 0.9) / z
            foot = horizon + (1 - horizon) / z
            top = horizon - (horizon * q.uniform(0.2, 1.2) if kind else horizon * 2) / z
            u = (x - cx) / half
            body = (np.abs(u) < 1) & (y < foot) & (y > top)
            shade = np.sqrt(np.clip(1 - u * u, 0, 1)) * 0.8 + 0.2 if not kind else np.where(u > 0.4, 0.55, 1.0)
            colour = colours[q.integers(len(colours))] * shade[..., None]
            colour = colour + (colours[-1] - colour) * (1 - np.exp(-fog * 0.25 * (z - 1)))
            shadow = (np.abs(u - 1.2) < 1) & (y > foot - 0.01) & (y < foot + 0.08 / z)
            picture = np.where(shadow[..., None], picture * 0.55, picture)
            picture = np.where(body[..., None], colour, picture)
        return picture
    return paint


def relief(r):
    """Land seen from above, or a rough wall: a height lit from the side, coloured by height."""
    make, strength, fine = some_pattern(r), r.uniform(4, 20), r.uniform(1.1, 1.8)

    def paint(q, size, colours):
        height = blur(make(q, size), 1.2) * 0.6 + 0.08 * noise(q, size, fine)
        bright = lit(height, strength, q.uniform(0, 2 * np.pi))
        return colourise(stretch(height), colours) * np.clip(bright, 0.2, 1.6)[..., None]
    return paint


def collage(r):
    """A plane split again and again, straight or askew, with or without lines between."""
    depth, askew, line, make = r.integers(3, 6), r.choice([0, 0, 0.35]), r.choice([0, 0, 1, 2]), some_pattern(r)
    textured = r.random()

    def paint(q, size, colours):
        image = Image.new("RGB", (size * 2, size * 2), ink(colours[0]))
        draw, s = ImageDraw.Draw(image), size * 2
        polygons = [np.array([(0, 0), (1, 0), (1, 1), (0, 1)], float)]
        for level in range(depth):
            grown = []
            for p in polygons:
                long = np.roll(p, -1, 0) - p
                k = int(np.argmax((long ** 2).sum(1)))
                n = len(p)
                m = (k + n // 2) % n
                t = q.uniform(0.3, 0.7)
                t2 = np.clip(1 - t + q.normal(0, askew), 0.1, 0.9)
                a, b = p[k] + t * long[k], p[m] + t2 * long[m]
                order = [p[(k + 1 + i) % n] for i in range((m - k) % n)]
                rest = [p[(m + 1 + i) % n] for i in range((k - m) % n)]
                grown += [np.array([a] + order + [b]), np.array([b] + rest + [a])]
            polygons = grown
        for p in polygons:
            draw.polygon([tuple(v * s) for v in p], fill=ink(colours[q.integers(len(colours))]))
            if line:
                draw.line([tuple(v * s) for v in p] + [tuple(p[0] * s)], fill=ink(colours[0] * 0.3), width=line * 2)
        picture = np.asarray(image.resize((size, size), Image.BOX), np.float32) / 255
        return picture * (1 - textured * 0.6 * make(q, size))[..., None]
    return paint


def flowers(r):
    """Rosettes of petals over stems and a soft ground."""
    petals, cup, count, soft = r.integers(4, 14), r.uniform(0.2, 0.9), r.integers(3, 14), r.uniform(0.5, 3)
    ground = some_pattern(r)

    def paint(q, size, colours):
        y, x = frame(size)
        picture = blur(colourise(ground(q, size), colours[:3]), soft)
        for _ in range(count):
            cy, cx, radius = q.uniform(0.05, 0.9), q.random(), q.uniform(0.07, 0.22)
            stem = smoothstep(0.012, 0.006, np.abs(x - cx - 0.05 * np.sin((y - cy) * 5))) * (y > cy)
            picture = over(picture, np.broadcast_to(colours[1] * 0.7, picture.shape), stem)
            d, a = np.hypot(y - cy, x - cx) / radius, np.arctan2(y - cy, x - cx) + q.random() * 6
            edge = 1 - cup * 0.5 * (1 - np.abs(np.cos(a * petals / 2)))
            colour = colours[q.integers(2, len(colours))] * (0.6 + 0.5 * np.clip(d / edge, 0, 1))[..., None]
            picture = over(picture, colour, smoothstep(edge + 0.06, edge - 0.06, d))
            picture = over(picture, np.broadcast_to(colours[-1], picture.shape), smoothstep(0.28, 0.22, d))
        return picture
    return paint


def ink(colour):
    return tuple(int(v) for v in np.clip(np.asarray(colour) * 255, 0, 255))


def to_image(picture):
    return Image.fromarray((np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8))


PLACES = [leaves, solids, landscape, town, room, relief, collage, flowers]
