"""What every picture is made with. A field is H x W, a picture H x W x 3, both float32 in [0, 1]."""
import numpy as np

UNIT = 96  # pixels; patterns measure their wavelengths in it, so that they look the same on larger pictures


def grid(size):
    """Coordinates y and x of the pixels, in units."""
    y, x = np.mgrid[0:size, 0:size].astype(np.float32)
    return y / UNIT, x / UNIT


def frame(size):
    """Coordinates y and x of the pixels, 0 to 1 across the picture."""
    y, x = np.mgrid[0:size, 0:size].astype(np.float32)
    return y / size, x / size


def stretch(field):
    low, high = field.min(), field.max()
    return (field - low) / (high - low + 1e-9)


def normal(field):
    return (field - field.mean()) / (field.std() + 1e-9)


def smoothstep(low, high, x):
    t = np.clip((x - low) / (high - low + 1e-9), 0, 1)
    return t * t * (3 - 2 * t)


def frequencies(size):
    """Cycles per unit, down and across."""
    f = np.fft.fftfreq(size, 1 / UNIT).astype(np.float32)
    return f[:, None], f[None, :]


def filtered_noise(rng, size, spectrum):
    """White noise times an amplitude spectrum, of mean 0 and deviation 1."""
    white = np.fft.fft2(rng.standard_normal((size, size)))
    return normal(np.fft.ifft2(white * spectrum).real.astype(np.float32))


def noise(rng, size, slope, angle=0, stretched=1):
    """1/f^slope noise, longer along an angle if stretched is above 1."""
    fy, fx = frequencies(size)
    c, s = np.cos(angle), np.sin(angle)
    radius = np.sqrt(((c * fx + s * fy) * stretched) ** 2 + (c * fy - s * fx) ** 2)
    return filtered_noise(rng, size, np.maximum(radius, 0.7) ** -slope)


def blur(picture, sigma):
    """Gaussian blur with the edge repeated; sigma in pixels."""
    if sigma < 0.2:
        return picture
    n = int(np.ceil(2.5 * sigma))
    taps = np.exp(-0.5 * (np.arange(-n, n + 1) / sigma) ** 2).astype(np.float32)
    taps /= taps.sum()
    for axis in (0, 1):
        length = picture.shape[axis]
        pad = [(n, n) if a == axis else (0, 0) for a in range(picture.ndim)]
        wide = np.pad(picture, pad, mode="edge")
        picture = sum(
            t * (wide[i:i + length] if axis == 0 else wide[:, i:i + length]) for i, t in enumerate(taps))
    return picture


def box(picture, n):
    """Mean over (2n + 1)^2 pixels with the edge repeated."""
    for axis in (0, 1):
        pad = [(n + 1, n) if a == axis else (0, 0) for a in range(picture.ndim)]
        sums = np.cumsum(np.pad(picture, pad, mode="edge"), axis=axis, dtype=np.float64)
        high = np.take(sums, range(2 * n + 1, sums.shape[axis]), axis)
        low = np.take(sums, range(0, sums.shape[axis] - 2 * n - 1), axis)
        picture = ((high - low) / (2 * n + 1)).astype(np.float32)
    return picture


def pick(picture, y, x):
    """The pixels at y, x (pixels, rounded, the edge repeated)."""
    h, w = picture.shape[:2]
    return picture[np.clip(np.rint(y), 0, h - 1).astype(int), np.clip(np.rint(x), 0, w - 1).astype(int)]


def luminance(picture):
    return picture @ np.array([0.299, 0.587, 0.114], np.float32)


def gradient(field):
    """Central differences down and across."""
    wide = np.pad(field, 1, mode="edge")
    return (wide[2:, 1:-1] - wide[:-2, 1:-1]) / 2, (wide[1:-1, 2:] - wide[1:-1, :-2]) / 2


def lit(height, strength, angle):
    """How bright a relief is under a slanting light: 1 where it is flat."""
    gy, gx = gradient(height)
    return 1 - strength * (gx * np.cos(angle) + gy * np.sin(angle))


def over(base, paint, alpha):
    """Paint on a base; alpha is a field."""
    return base + (paint - base) * alpha[..., None]


def nearest_cells(rng, y, x, jitter=1.0, squash=1.0):
    """
    For points of a jittered unit grid: distances to the nearest and the second, and the nearest one's number and place.
    """
    x = x * squash
    cy, cx = np.floor(y).astype(int), np.floor(x).astype(int)
    offset_y, offset_x = cy.min() - 1, cx.min() - 1
    rows, columns = cy.max() - offset_y + 2, cx.max() - offset_x + 2
    points = 0.5 + jitter * (rng.random((rows, columns, 2)).astype(np.float32) - 0.5)
    first = np.full(y.shape, 9, np.float32)
    second = first.copy()
    number = np.zeros(y.shape, int)
    py, px = np.zeros(y.shape, np.float32), np.zeros(y.shape, np.float32)
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            i, j = cy + dy - offset_y, cx + dx - offset_x
            ty, tx = points[i, j, 0] + cy + dy, points[i, j, 1] + cx + dx
            d = (ty - y) ** 2 + (tx - x) ** 2
            nearer = d < first
            second = np.where(nearer, first, np.minimum(second, d))
            first = np.where(nearer, d, first)
            number = np.where(nearer, i * columns + j, number)
            py, px = np.where(nearer, ty, py), np.where(nearer, tx, px)
    return np.sqrt(first), np.sqrt(second), number, py, px / squash
