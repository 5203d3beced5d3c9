#!/usr/bin/env python3
"""Makes the PNG fixtures and what they should decode to.

Needs Debian's netpbm, imagemagick and python3-pil (run it with Debian's /usr/bin/python3). The PNG files are written
by hand, for variants no tool writes, and by pnmtopng, ImageMagick and Pillow. The expected samples come from
`pngtopnm` (netpbm, libpng), the colours as NAME.pnm and, where there is transparency, `pngtopnm -alpha` (for one
transparent RGB colour ImageMagick) as NAME.alpha.pgm. Run it in this folder; the files land in Png/.
"""

import io
import os
import random
import struct
import subprocess
import zlib

from PIL import Image, ImageCms

WIDTH, HEIGHT = 33, 21
FOLDER = "Png"
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
NAMES = {0: "gray", 2: "rgb", 3: "palette", 4: "gray-alpha", 6: "rgb-alpha"}
ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def samples(color_type, depth, width, height, seed):
    """Slopes with a little noise: rows of pixels, a pixel a tuple of samples."""
    random.seed(seed)
    top = (1 << depth) - 1

    def sample(x, y, c):
        slope = (x * (c + 2) / width + y * (3 - c) / height) / 4 + random.uniform(-0.04, 0.04)
        return min(top, max(0, int(abs(slope) % 1.0 * (top + 1))))

    return [[tuple(sample(x, y, c) for c in range(CHANNELS[color_type])) for x in range(width)] for y in range(height)]


def pack(row, depth):
    bits = "".join(format(s, "0%db" % depth) for pixel in row for s in pixel)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8))


def paeth(a, b, c):
    p = a + b - c
    pa, pb, pc = abs(p - a), abs(p - b), abs(p - c)
    return a if pa <= pb and pa <= pc else b if pb <= pc else c


def filtered(number, row, previous, distance):
    out = bytearray([number])
    for i, value in enumerate(row):
        a = row[i - distance] if i >= distance else 0
        b = previous[i]
        c = previous[i - distance] if i >= distance else 0
        out.append((value - (0, a, b, (a + b) // 2, paeth(a, b, c))[number]) & 255)
    return bytes(out)


def raw(rows, color_type, depth, interlaced):
    """All rows of all passes, each with the next of the five filters."""
    out = b""
    distance = max(1, CHANNELS[color_type] * depth // 8)
    number = 0
    for x0, y0, dx, dy in ADAM7 if interlaced else ((0, 0, 1, 1),):
        previous = None
        for row in rows[y0::dy]:
            packed = pack(row[x0::dx], depth)
            if packed:
                out += filtered(number % 5, packed, previous or bytes(len(packed)), distance)
                previous = packed
                number += 1
    return out


def png(rows, color_type, depth, interlaced=False, before=b"", data_size=0):
    data = zlib.compress(raw(rows, color_type, depth, interlaced), 9)
    size = data_size or len(data)
    header = struct.pack(">IIBBBBB", len(rows[0]), len(rows), depth, color_type, 0, 0, int(interlaced))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + before
        + b"".join(chunk(b"IDAT", data[i : i + size]) for i in range(0, len(data), size))
        + chunk(b"IEND", b"")
    )


def palette(count, seed=5):
    random.seed(seed)
    return chunk(b"PLTE", bytes(random.randrange(256) for _ in range(3 * count)))


def tool(*command, stdin=None):
    return subprocess.run(command, input=stdin, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout


def save(name, content, has_alpha):
    path = os.path.join(FOLDER, name + ".png")
    with open(path, "wb") as file:
        file.write(content)
    with open(os.path.join(FOLDER, name + ".pnm"), "wb") as file:
        file.write(tool("pngtopnm", path))
    if has_alpha:
        with open(os.path.join(FOLDER, name + ".alpha.pgm"), "wb") as file:
            # pngtopnm passes over the one transparent colour of an RGB picture; ImageMagick does not.
            key = name.startswith("rgb-") and name.endswith("-trns")
            by_imagemagick = ("convert", path, "-alpha", "extract", "pgm:-")
            file.write(tool(*(by_imagemagick if key else ("pngtopnm", "-alpha", path))))


def by_hand():
    for color_type, depths in DEPTHS.items():
        for depth in depths:
            rows = samples(color_type, depth, WIDTH, HEIGHT, 10 * color_type + depth)
            colors = palette(1 << depth) if color_type == 3 else b""
            name = "%s-%d" % (NAMES[color_type], depth)
            save(name, png(rows, color_type, depth, before=colors), color_type >= 4)
            save(name + "-adam7", png(rows, color_type, depth, True, before=colors), color_type >= 4)
            if color_type in (0, 2):
                # The transparent colour is one the picture has.
                colors = chunk(b"tRNS", b"".join(struct.pack(">H", s) for s in rows[HEIGHT // 2][WIDTH // 2]))
            elif color_type == 3:
                # Fewer opacities than colours: the rest are opaque.
                count = max(1, (1 << depth) * 3 // 4)
                colors += chunk(b"tRNS", bytes(i * 255 // count for i in range(count)))
            else:
                continue
            save(name + "-trns", png(rows, color_type, depth, depth in (2, 16), before=colors), True)

    # Passes of Adam7 that are empty.
    for width, height in ((1, 1), (2, 3), (5, 1), (1, 7)):
        rows = samples(2, 8, width, height, width)
        save("rgb-8-adam7-%dx%d" % (width, height), png(rows, 2, 8, True), False)

    rows = samples(2, 8, WIDTH, HEIGHT, 3)
    save("rgb-8-one-byte-idats", png(rows[:5], 2, 8, data_size=1), False)
    save("palette-8-of-7", png(samples(3, 2, WIDTH, HEIGHT, 1), 3, 8, before=palette(7)), False)
    save("rgb-8-suggested-palette", png(rows, 2, 8, before=palette(16)), False)


def color_chunks():
    """Chunks that say how the samples are to be shown; pngtopnm gives the samples as they are."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    profile = profile[:24] + struct.pack(">6H", 2024, 1, 1, 0, 0, 0) + profile[36:]  # Made at the same time each time.
    chunks = {
        "gama": chunk(b"gAMA", struct.pack(">I", 100000)),
        "chrm": chunk(b"cHRM", struct.pack(">8I", 31270, 32900, 70800, 29200, 17000, 79700, 13100, 4600)),
        "srgb": chunk(b"sRGB", b"\0"),
        "iccp": chunk(b"iCCP", b"profile\0\0" + zlib.compress(profile)),
        "cicp": chunk(b"cICP", bytes((9, 16, 0, 1))),
        "unknown": chunk(b"fuNk", b"anything"),
    }
    rows = samples(2, 8, WIDTH, HEIGHT, 4)
    for name, content in chunks.items():
        save("rgb-8-" + name, png(rows, 2, 8, before=content), False)

    # Five, six and five significant bits, repeated into the low bits as the specification asks.
    def repeat(s, bits):
        return s >> (8 - bits) << (8 - bits) | s >> (8 - bits) >> (2 * bits - 8)

    rows = [[tuple(repeat(s, bits) for s, bits in zip(pixel, (5, 6, 5))) for pixel in row] for row in rows]
    save("rgb-8-sbit", png(rows, 2, 8, before=chunk(b"sBIT", bytes((5, 6, 5)))), False)


def by_tools():
    with open(os.path.join(FOLDER, "rgb-8.pnm"), "rb") as file:
        ppm = file.read()
    with open(os.path.join(FOLDER, "rgb-16.pnm"), "rb") as file:
        deep = file.read()
    with open(os.path.join(FOLDER, "gray-8.pnm"), "rb") as file:
        pgm = file.read()
    few = tool("pnmquant", "30", stdin=ppm)
    save("pnmtopng-rgb", tool("pnmtopng", stdin=ppm), False)
    save("pnmtopng-rgb-16-interlaced", tool("pnmtopng", "-interlace", stdin=deep), False)
    save("pnmtopng-gray", tool("pnmtopng", stdin=pgm), False)
    save("pnmtopng-palette", tool("pnmtopng", "-gamma", "0.5", stdin=few), False)
    with open(os.path.join(FOLDER, "mask.pgm"), "wb") as file:
        file.write(pgm)
    save("pnmtopng-rgb-alpha", tool("pnmtopng", "-alpha=" + file.name, stdin=ppm), True)
    os.remove(file.name)

    picture = Image.open(io.BytesIO(ppm))
    picture.putalpha(Image.open(io.BytesIO(pgm)))
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA"):
        file = io.BytesIO()
        source = picture if mode in ("RGBA", "LA") else picture.convert("RGB")
        source.convert(mode).save(file, "PNG")
        save("pillow-" + mode, file.getvalue(), mode in ("LA", "RGBA"))
    for kind in ("png8", "png24", "png32", "png48", "png64"):
        content = tool("convert", "-strip", "-interlace", "PNG", "ppm:-", kind + ":-", stdin=ppm)
        save("imagemagick-" + kind, content, kind in ("png32", "png64"))


os.makedirs(FOLDER, exist_ok=True)
by_hand()
color_chunks()
by_tools()
