"""Losses and pixel gradients of style transfer by PyTorch's autograd, for the tests to compare with.

Full-width VGG-19 with weights from an integer generator (GeneratedWeights.cs makes the same bits), pictures likewise
(GeneratedPictures.cs). Computed in float64 and written next to this file: pytorch-losses.json, and for each case
pytorch-gradient-CASE.bin, 3 x H x W little-endian float32. Also prints how far PyTorch's own float32 is from that.

    /usr/bin/python3 make-pytorch-losses.py        (Debian's python3-torch and python3-numpy)
"""
import hashlib
import json
import pathlib

import numpy as np
import torch
from torch.nn import functional as F

HERE = pathlib.Path(__file__).parent
BLOCKS = [[64, 64], [128, 128], [256] * 4, [512] * 4, [512]]  # VGG-19 up to conv5_1
STYLE_LAYERS = ['relu1_1', 'relu2_1', 'relu3_1', 'relu4_1', 'relu5_1']
CONTENT_LAYER = 'relu4_2'

# Named as in TransferSettings, so that the tests read them from the JSON.
DEFAULT = dict(
    Preprocessing='Torchvision', Pooling='Max', Padding='Replicate', Error='ScaledSquare', Gram='Positions',
    Tv='NinePoint', ContentWeight=0.015, StyleWeight=1, TvWeight=2, PixelRange=1,
    StyleLayerWeights=[256 / 341, 64 / 341, 16 / 341, 4 / 341, 1 / 341])
GATYS = dict(  # jcjohnson/neural-style, 100 for each of five style layers
    Preprocessing='Caffe', Pooling='Max', Padding='Zero', Error='MeanSquare', Gram='PositionsAndChannels',
    Tv='SumOfSquares', ContentWeight=5, StyleWeight=500, TvWeight=1e-3, PixelRange=255,
    StyleLayerWeights=[0.2] * 5)
CASES = {
    'default': DEFAULT,
    'gatys': GATYS,
    'average': {**DEFAULT, 'Pooling': 'Average'},
    'l2': {**DEFAULT, 'Pooling': 'L2'},
}


# -- the integer generator ---------------------------------------------------------------------------------------------

def bits(stream, indices):
    """splitmix64 from seed 0 by index, streams 2^32 apart."""
    z = (np.uint64(stream << 32) + indices.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def signed(stream, shape, scale):
    """Uniform in [-1, 1) times a scale, rounded once to float32."""
    integers = (bits(stream, np.arange(np.prod(shape))) >> np.uint64(40)).astype(np.int64) - (1 << 23)
    return (integers.astype(np.float32) / np.float32(1 << 23) * np.float32(scale)).reshape(shape)


def convolutions():
    """(kernel, bias) of each convolution: He's variance, biases in [-0.05, 0.05)."""
    channels, number, result = 3, 0, []
    for width in [width for block in BLOCKS for width in block]:
        kernel = signed(2 * number, (width, channels, 3, 3), np.sqrt(6 / (9 * channels)))
        result.append((kernel, signed(2 * number + 1, (width,), 0.05)))
        channels, number = width, number + 1
    return result


def picture(width, height, stream):
    """Soft patches, eight pixels wide, under a little noise."""
    noise = (bits(stream, np.arange(3 * height * width)) >> np.uint64(50)).astype(np.int64).reshape(3, height, width)
    rows, columns = height // 8 + 2, width // 8 + 2
    levels = bits(stream + 1, np.arange(rows * columns * 3)) >> np.uint64(32)
    levels = (levels * np.uint64(1536) >> np.uint64(32)).astype(np.int64).reshape(rows, columns, 3).transpose(2, 0, 1)
    y, x = np.arange(height)[:, None], np.arange(width)[None, :]
    top, left, below, right = y // 8, x // 8, y % 8, x % 8
    patches = ((8 - below) * ((8 - right) * levels[:, top, left] + right * levels[:, top, left + 1])
               + below * ((8 - right) * levels[:, top + 1, left] + right * levels[:, top + 1, left + 1]))
    return (patches + noise + (1 << 13)).astype(np.float32) / np.float32(1 << 17)


# -- the objective -----------------------------------------------------------------------------------------------------

def preprocess(pixels, kind):
    if kind == 'Torchvision':
        scale, mean, deviation = 1, [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
    else:  # Caffe's means, in the order of the channels: the generated weights read RGB
        scale, mean, deviation = 255, [123.68, 116.779, 103.939], [1, 1, 1]
    mean, deviation = (torch.from_numpy(np.float32(v)).to(pixels.dtype).view(3, 1, 1) for v in (mean, deviation))
    return (pixels * scale - mean) / deviation


def pool(x, kind):
    if kind == 'Max':
        return F.max_pool2d(x, 2)
    if kind == 'Average':
        return F.avg_pool2d(x, 2) * 2
    squares = F.avg_pool2d(x ** 2, 2) * 4
    positive = squares > 0  # the root has no slope at 0: leave such positions alone
    return torch.where(positive, squares, torch.ones_like(squares)).sqrt() * positive * 0.78


def features(weights, pixels, case):
    x = preprocess(pixels, case['Preprocessing'])[None]
    outputs, number = {}, 0
    for block, widths in enumerate(BLOCKS, 1):
        if block > 1:
            x = pool(x, case['Pooling'])
        for i in range(1, len(widths) + 1):
            kernel, bias = weights[number]
            replicate = number == 0 and case['Padding'] == 'Replicate'
            x = F.conv2d(F.pad(x, (1, 1, 1, 1), 'replicate' if replicate else 'constant'), kernel, bias).relu()
            outputs[f'relu{block}_{i}'] = x[0]
            number += 1
    return outputs


def gram(x):
    flat = x.flatten(1)
    return flat @ flat.T / flat.shape[1]


def error(difference, kind):
    if kind == 'ScaledSquare':
        return difference.pow(2).sum() / (difference.abs().sum() + 1e-8)
    return difference.pow(2).mean()


def total_variation(x, case):
    if case['Tv'] == 'NinePoint':  # crowsonkb/style-transfer-pytorch
        p = F.pad(x[None], (1, 1, 1, 1), 'replicate')
        inside, after, first, last = slice(1, -1), slice(2, None), slice(None, -1), slice(1, None)
        right = (p[..., inside, after] - p[..., inside, inside]).pow(2).mean()
        below = (p[..., after, inside] - p[..., inside, inside]).pow(2).mean()
        diagonal = (p[..., last, last] - p[..., first, first]).pow(2).mean()
        other = (p[..., last, first] - p[..., first, last]).pow(2).mean()
        return 2 * (right / 3 + below / 3 + diagonal / 12 + other / 12)
    x = x * case['PixelRange']  # jcjohnson/neural-style: only where there is a neighbour both to the right and below
    right, below = x[:, :-1, 1:] - x[:, :-1, :-1], x[:, 1:, :-1] - x[:, :-1, :-1]
    return (right.pow(2).sum() + below.pow(2).sum()) / 2


def evaluate(case, dtype):
    weights = [tuple(torch.from_numpy(v).to(dtype) for v in pair) for pair in convolutions()]
    content, style, start = (torch.from_numpy(v).to(dtype) for v in pictures())
    with torch.no_grad():
        content_target = features(weights, content, case)[CONTENT_LAYER]
        style_features = features(weights, style, case)
        style_targets = [gram(style_features[layer]) for layer in STYLE_LAYERS]
    start.requires_grad_()
    found = features(weights, start, case)
    content_loss = error(found[CONTENT_LAYER] - content_target, case['Error'])
    style_losses = []
    for layer, target in zip(STYLE_LAYERS, style_targets):
        channels = len(target) if case['Gram'] == 'PositionsAndChannels' else 1
        style_losses.append(error((gram(found[layer]) - target) / channels, case['Error']))
    style_loss = sum(w * e for w, e in zip(case['StyleLayerWeights'], style_losses))
    tv = total_variation(start, case)
    total = case['ContentWeight'] * content_loss + case['StyleWeight'] * style_loss + case['TvWeight'] * tv
    total.backward()
    losses = dict(Total=total.item(), Content=content_loss.item(), Style=style_loss.item(),
                  StyleLayers=[e.item() for e in style_losses], TotalVariation=tv.item())
    return losses, start.grad.numpy()


def pictures():
    """Content, style, and a start away from the content.

    The start's stream is the one of 1004, 1006 ... 1302 for which no ReLU, maximum or sign of a Gram matrix' difference
    stands as near to tipping over: one that tips over in float32 moves the whole gradient of so small a picture.
    """
    return picture(51, 37, 1000), picture(43, 57, 1002), picture(51, 37, 1180)


def digest(arrays):
    return hashlib.sha256(b''.join(a.astype('<f4').tobytes() for a in arrays)).hexdigest()


def main():
    torch.set_num_threads(1)
    document = dict(
        WeightsSha256=digest([v for pair in convolutions() for v in pair]),
        PicturesSha256=digest(pictures()),
        StyleLayers=STYLE_LAYERS, ContentLayer=CONTENT_LAYER, Cases={})
    for name, case in CASES.items():
        losses, gradient = evaluate(case, torch.float64)
        document['Cases'][name] = dict(**case, Losses=losses)
        gradient.astype('<f4').tofile(HERE / f'pytorch-gradient-{name}.bin')

        losses32, gradient32 = evaluate(case, torch.float32)
        worst = max(abs(losses32[k] / losses[k] - 1) for k in losses if k != 'StyleLayers')
        median = np.median(np.abs(gradient32 - gradient)) / np.sqrt(np.mean(gradient ** 2))
        cosine = (gradient32 * gradient).sum() / np.sqrt((gradient32.astype(float) ** 2).sum() * (gradient ** 2).sum())
        print(f'{name}: float32 losses within {worst:.1e}; '
              f'gradient median {median:.1e} of rms, 1 - cosine {1 - cosine:.1e}')
    (HERE / 'pytorch-losses.json').write_text(json.dumps(document, indent=2) + '\n')


if __name__ == '__main__':
    main()
