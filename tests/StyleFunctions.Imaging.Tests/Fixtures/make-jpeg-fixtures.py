#!/usr/bin/env python3
"""Makes the JPEG fixtures in the folder Jpeg beside this script, and djpeg's decoding of each.

Needs Debian's libjpeg-turbo-progs (cjpeg, djpeg), python3-pil and python3-numpy. NAME.jpg is what the reader reads;
NAME.ppm or NAME.pgm is what libjpeg-turbo's djpeg makes of it (for EXIF, Pillow, which uses the same library and turns
it upright). What is in Jpeg/Refused has no such counterpart. The pictures come from a formula: no photograph, no
licence. Made with libjpeg-turbo 2.1.5 and Pillow 9.4.0; other versions may write other bytes.
"""

import io
import pathlib
import shutil
import struct
import subprocess

import numpy as np
from PIL import Image, ImageOps

OUT = pathlib.Path(__file__).resolve().parent / "Jpeg"
REFUSED = OUT / "Refused"


def picture(width, height):
    """A picture with a smooth sky, busy stripes, noise and a hard-edged disc."""
    y, x = np.mgrid[0:height, 0:width].astype(float)
    across, down = x / max(width, 2), y / max(height, 2)
    rgb = np.stack([60 + 190 * across, 40 + 170 * down, 220 - 150 * across], axis=-1)
    stripes = (y > height * 0.6) & (x < width * 0.5)
    rgb[stripes] += (90 * np.sin(x * 2.1 + y * 0.7))[stripes, None] * np.array([1, -0.8, 0.6])
    noise = np.random.default_rng(7).normal(0, 45, rgb.shape)
    noisy = (y > height * 0.6) & (x >= width * 0.7)
    rgb[noisy] += noise[noisy]
    disc = (x - width * 0.68) ** 2 + (y - height * 0.32) ** 2 < (min(width, height) * 0.22) ** 2
    rgb[disc] = (235, 20, 60)
    return Image.fromarray(np.clip(rgb + 0.5, 0, 255).astype(np.uint8), "RGB")


def cjpeg(image, *switches):
    ppm = io.BytesIO()
    image.save(ppm, "PPM")
    return subprocess.run(["cjpeg", *switches], input=ppm.getvalue(), stdout=subprocess.PIPE, check=True).stdout


def djpeg(jpeg):
    return subprocess.run(["djpeg", "-pnm"], input=jpeg, stdout=subprocess.PIPE, check=True).stdout


def save(name, jpeg, expected=None):
    expected = expected or djpeg(jpeg)
    (OUT / f"{name}.jpg").write_bytes(jpeg)
    (OUT / f"{name}{'.pgm' if expected.startswith(b'P5') else '.ppm'}").write_bytes(expected)


def segments(jpeg):
    """Where each segment before the first scan's data begins: (marker, start, end)."""
    at = 2
    while True:
        marker, length = jpeg[at + 1], struct.unpack(">H", jpeg[at + 2:at + 4])[0]
        yield marker, at, at + 2 + length
        if marker == 0xDA:
            return
        at += 2 + length


def replaced(jpeg, marker, by):
    """Puts other bytes in the place of the first segment with a marker."""
    for m, start, end in segments(jpeg):
        if m == marker:
            return jpeg[:start] + by + jpeg[end:]
    raise ValueError(f"no marker {marker:x}")


def patched(jpeg, marker, offset, value):
    """Sets bytes of the first segment with a marker; offset 0 is the marker's 0xFF."""
    for m, start, _ in segments(jpeg):
        if m == marker:
            at = start + offset
            return jpeg[:at] + value + jpeg[at + len(value):]
    raise ValueError(f"no marker {marker:x}")


def segment(marker, content):
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def exif(order, orientation):
    """An APP1 segment with a directory of three entries, orientation the second."""
    entries = [(0x010F, 2, 4, b"SF\0\0"), (0x0112, 3, 1, struct.pack(order + "H", orientation) + b"\0\0"),
               (0x0213, 3, 1, struct.pack(order + "H", 1) + b"\0\0")]
    tiff = {"<": b"II*\0", ">": b"MM\0*"}[order] + struct.pack(order + "IH", 8, len(entries))
    for tag, kind, count, value in entries:
        tiff += struct.pack(order + "HHI", tag, kind, count) + value
    return segment(0xE1, b"Exif\0\0" + tiff + struct.pack(order + "I", 0))


def scripted(image, script, *switches):
    path = OUT / "scans.txt"
    path.write_text(script)
    try:
        return cjpeg(image, "-scans", str(path), *switches)
    finally:
        path.unlink()


def subsamplings():
    qualities = iter([30, 50, 75, 85, 90, 95] * 4)
    image = picture(45, 35)
    for mode, coding in (("baseline", []), ("progressive", ["-progressive"])):
        save(f"{mode}-grey", cjpeg(image.convert("L"), "-quality", str(next(qualities)), *coding))
        for name, sample in (("444", "1x1"), ("422", "2x1"), ("440", "1x2"), ("420", "2x2"), ("411", "4x1")):
            save(f"{mode}-{name}", cjpeg(image, "-quality", str(next(qualities)), "-sample", sample, *coding))
    save("baseline-410", cjpeg(image, "-quality", "80", "-sample", "4x2"))
    save("baseline-441", cjpeg(image, "-quality", "80", "-sample", "1x4"))
    save("baseline-3x1", cjpeg(image, "-quality", "80", "-sample", "3x1"))
    save("baseline-mixed", cjpeg(image, "-quality", "80", "-sample", "2x2,1x2,2x1"))
    save("progressive-mixed", cjpeg(image, "-quality", "80", "-progressive", "-sample", "2x2,2x1,1x2"))
    save("baseline-fine-chroma", cjpeg(image, "-quality", "80", "-sample", "1x1,2x2,2x2"))
    save("baseline-grey-2x2", cjpeg(image.convert("L"), "-quality", "80", "-sample", "2x2"))


def codings():
    image = picture(45, 35)
    save("optimised", cjpeg(image, "-quality", "80", "-optimize"))
    save("restart-rows", cjpeg(image, "-quality", "80", "-restart", "1"))
    save("restart-blocks", cjpeg(image, "-quality", "80", "-restart", "1B", "-sample", "1x1"))
    save("restart-progressive", cjpeg(image, "-quality", "80", "-restart", "2B", "-progressive"))
    save("quality-100", cjpeg(image, "-quality", "100", "-sample", "1x1"))
    save("extended-wide-tables", cjpeg(image, "-quality", "5"))
    save("baseline-three-scans", scripted(image, "0;\n1;\n2;\n", "-quality", "70"))
    save("baseline-two-scans", scripted(image, "0;\n1,2;\n", "-quality", "70", "-restart", "3B"))
    save("progressive-many-scans", scripted(
        image,
        "0,1,2: 0-0, 0, 3;\n0: 1-2, 0, 4;\n0: 3-63, 0, 4;\n1: 1-63, 0, 2;\n2: 1-63, 0, 2;\n"
        "0: 1-63, 4, 3;\n0,1,2: 0-0, 3, 2;\n0: 1-63, 3, 2;\n0: 1-20, 2, 1;\n0: 21-63, 2, 1;\n0,1,2: 0-0, 2, 1;\n"
        "0: 1-63, 1, 0;\n1: 1-63, 2, 1;\n1: 1-63, 1, 0;\n2: 1-63, 2, 1;\n2: 1-63, 1, 0;\n"
        "0: 0-0, 1, 0;\n1,2: 0-0, 1, 0;\n",
        "-quality", "90"))
    save("progressive-flat", cjpeg(Image.new("RGB", (300, 40), (30, 160, 90)), "-quality", "60", "-progressive"))

    plain = cjpeg(image, "-quality", "75")
    filled = plain[:2]
    for _, start, end in segments(plain):
        filled += b"\xff\xff\xff" + plain[start:end]
    save("fill-bytes", filled + plain[end:-2] + b"\xff\xff" + plain[-2:])
    extras = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>") + segment(0xE2, b"ICC_PROFILE\0\1\1" + bytes(200))
    extras += segment(0xED, b"Photoshop 3.0\0") + segment(0xFE, b"a comment with \xff\xd8\xff\xd9 in it")
    save("other-segments", plain[:2] + extras + plain[2:])


def sizes():
    for width, height in ((1, 1), (2, 2), (3, 5), (4, 1), (5, 4), (6, 7), (16, 16), (17, 33)):
        for name, sample in (("420", "2x2"), ("422", "2x1")):
            save(f"size-{width}x{height}-{name}", cjpeg(picture(width, height), "-quality", "90", "-sample", sample))
    save("size-3x5-440", cjpeg(picture(3, 5), "-quality", "90", "-sample", "1x2"))
    save("size-17x33-progressive", cjpeg(picture(17, 33), "-quality", "90", "-progressive"))


def pillow(image, **options):
    file = io.BytesIO()
    image.save(file, "JPEG", **options)
    return file.getvalue()


def colours():
    image = picture(37, 27)
    rgb = cjpeg(image, "-quality", "85", "-rgb")
    save("rgb-adobe", rgb)
    save("rgb-ids", replaced(rgb, 0xEE, b""))
    adobe = segment(0xEE, b"Adobe\0\x64\0\0\0\0\1")
    save("ycbcr-adobe", replaced(cjpeg(image, "-quality", "85"), 0xE0, adobe))
    black = Image.fromarray(np.tile(np.linspace(0, 120, 37).astype(np.uint8), (27, 1)), "L")
    cmyk = Image.merge("CMYK", [*image.split(), black])
    file = pillow(cmyk, quality=85)
    save("cmyk-adobe", file)
    save("cmyk-progressive", pillow(cmyk, quality=85, progressive=True))
    save("cmyk-plain", replaced(file, 0xEE, b""))
    ycck = Image.merge("CMYK", [*image.convert("YCbCr").split(), black])
    save("ycck", patched(pillow(ycck, quality=85), 0xEE, 15, b"\2"))
    save("ycck-subsampled", patched(pillow(ycck, quality=85, subsampling=2), 0xEE, 15, b"\2"))


def orientations():
    plain = cjpeg(picture(21, 13), "-quality", "85")
    for orientation in range(1, 9):
        for name, order in (("little", "<"), ("big", ">")):
            if (orientation % 2 == 0) == (name == "big") or orientation == 6:
                jpeg = plain[:2] + exif(order, orientation) + plain[2:]
                upright = io.BytesIO()
                ImageOps.exif_transpose(Image.open(io.BytesIO(jpeg))).save(upright, "PPM")
                save(f"exif-{orientation}-{name}", jpeg, upright.getvalue())
    save("exif-nonsense", plain[:2] + exif("<", 9) + plain[2:])


def refused():
    image = picture(37, 27)
    plain = cjpeg(image, "-quality", "75")
    files = {
        "arithmetic": cjpeg(image, "-quality", "75", "-arithmetic"),
        "arithmetic-progressive": cjpeg(image, "-quality", "75", "-arithmetic", "-progressive"),
        # No tool here writes these: the header of a baseline file is changed to say what theirs would.
        "twelve-bit": patched(patched(plain, 0xC0, 4, b"\x0c"), 0xC0, 0, b"\xff\xc1"),
        "lossless": patched(plain, 0xC0, 0, b"\xff\xc3"),
        "hierarchical": patched(plain, 0xC0, 0, b"\xff\xc5"),
        "height-later": patched(plain, 0xC0, 5, b"\0\0")[:-2] + segment(0xDC, struct.pack(">H", 27)) + b"\xff\xd9",
        "two-components": replaced(plain, 0xC0, segment(0xC0, bytes([8, 0, 27, 0, 37, 2, 1, 17, 0, 2, 17, 0]))),
    }
    for name, jpeg in files.items():
        (REFUSED / f"{name}.jpg").write_bytes(jpeg)


def main():
    shutil.rmtree(OUT, ignore_errors=True)
    REFUSED.mkdir(parents=True)
    subsamplings()
    codings()
    sizes()
    colours()
    orientations()
    refused()


if __name__ == "__main__":
    main()
