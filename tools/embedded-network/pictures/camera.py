"""What a camera and a file do to a picture: exposure, falling light, blur, noise, JPEG."""
import io

import numpy as np
from PIL import Image

from .canvas import blur, frame


def photograph(q, picture):
    picture = np.clip(picture, 0, 1)
    size = picture.shape[0]
    if q.random() < 0.5:
        picture = picture ** np.float32(np.exp(q.normal(0, 0.25))) * np.float32(np.exp(q.normal(0, 0.12)))
    if q.random() < 0.3:
        y, x = frame(size)
        picture = picture * (1 - q.uniform(0, 0.9) * ((y - 0.5) ** 2 + (x - 0.5) ** 2))[..., None]
    if q.random() < 0.35:
        picture = blur(picture, q.uniform(0.3, 1.2))
    if q.random() < 0.4:
        grain = q.standard_normal(picture.shape).astype(np.float32)
        grain = blur(grain, q.uniform(0, 0.8)) if q.random() < 0.5 else grain
        picture = picture + grain * q.uniform(0.005, 0.06)
    pixels = (np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8)
    if q.random() < 0.3:
        stream = io.BytesIO()
        Image.fromarray(pixels).save(stream, "JPEG", quality=int(q.integers(35, 95)))
        pixels = np.asarray(Image.open(stream))
    return pixels
