"""What TF32 and float16 would cost in accuracy, where there is no GPU that has them: the engine's pass with its
roundings, done in float32 on the CPU.

The problem is that of PrecisionTests, or full-width VGG-19 on larger pictures; the reference is float64 autograd. Each
product's operands are rounded to TF32's 10 bits, or each layer's results to 16 bits; sums are float32, in the CPU's
order, as tensor cores have them but for that order. "tf32-cut" drops the bits instead of rounding them, which is the
worst that hardware may do. bfloat16 is there to check the emulation by: PrecisionTests measures the real one.

    /usr/bin/python3 emulate-precisions.py [vgg19 SIDE]        (Debian's python3-torch and python3-numpy)
"""
import importlib.util
import pathlib
import sys

import numpy as np
import torch
from torch.autograd import Function
from torch.nn import functional as F

FIXTURES = pathlib.Path(__file__).parent.parent / 'StyleFunctions.Transfer.Tests' / 'Fixtures'
MODES = ['full', 'tf32', 'tf32-cut', 'half', 'bfloat16']
POOLINGS = ['Max', 'Average', 'AverageUnscaled', 'L2']
EMBEDDED = [[32, 32], [64, 64], [128, 128], [192, 192], [192]]
LARGEST = 64  # FlowingGradient's


def load(name):
    spec = importlib.util.spec_from_file_location('losses', FIXTURES / name)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


L = load('make-pytorch-losses.py')


# -- roundings ---------------------------------------------------------------------------------------------------------

def ten_bits(x, cut=False):
    bits = x.contiguous().view(torch.int32)
    half = 0 if cut else 0xFFF + ((bits >> 13) & 1)
    return ((bits + half) & ~0x1FFF).view(torch.float32)


class Mode:
    def __init__(self, name):
        kind = {'half': torch.float16, 'bfloat16': torch.bfloat16}.get(name)
        self.stored = (lambda x: x.to(kind).to(torch.float32)) if kind else (lambda x: x)
        self.operand = (lambda x: ten_bits(x, name == 'tf32-cut')) if name != 'full' else (lambda x: x)
        self.is_scaled = kind == torch.float16


# -- the layers --------------------------------------------------------------------------------------------------------

class Convolution(Function):
    """The bias is added to what was stored already, as cuDNN's caller does."""
    @staticmethod
    def forward(ctx, x, kernel, bias, padding, mode):
        kernel = mode.operand(mode.stored(kernel))
        ctx.save_for_backward(kernel)
        ctx.padding, ctx.mode = padding, mode
        y = mode.stored(F.conv2d(mode.operand(x), kernel, padding=padding))
        return mode.stored(y + mode.stored(bias).view(1, -1, 1, 1))

    @staticmethod
    def backward(ctx, g):
        kernel, = ctx.saved_tensors
        back = F.conv_transpose2d(ctx.mode.operand(g), kernel, padding=ctx.padding)
        return ctx.mode.stored(back), None, None, None, None


class Rounded(Function):
    @staticmethod
    def forward(ctx, x, mode):
        ctx.mode = mode
        return mode.stored(x)

    @staticmethod
    def backward(ctx, g):
        return ctx.mode.stored(g), None


class L2Pooling(Function):
    @staticmethod
    def forward(ctx, x, mode):
        pooled = (F.avg_pool2d(x ** 2, 2) * 4).sqrt() * 0.78
        ctx.save_for_backward(x, pooled)
        ctx.mode = mode
        return mode.stored(pooled)

    @staticmethod
    def backward(ctx, g):
        x, pooled = ctx.saved_tensors
        factors = (g * 0.78 ** 2 / pooled).masked_fill(pooled <= 0, 0)
        spread = F.interpolate(factors, scale_factor=2)
        spread = F.pad(spread, (0, x.shape[3] - spread.shape[3], 0, x.shape[2] - spread.shape[2]))
        return ctx.mode.stored(spread * x), None


class Seen(Function):
    """Where a layer's errors' gradient is added on the way back."""
    @staticmethod
    def forward(ctx, x, name, flow):
        ctx.name, ctx.flow = name, flow
        return x.clone()

    @staticmethod
    def backward(ctx, g):
        return ctx.flow.add(ctx.name, g), None, None


class Flow:
    def __init__(self, mode):
        self.mode, self.scale, self.parts = mode, None, {}

    def add(self, name, g):
        for part in self.parts[name]:
            if not self.mode.is_scaled:
                g = self.mode.stored(g + part)
                continue
            peak = part.abs().max()
            if self.scale is not None:
                peak = torch.maximum(peak, g.abs().max() / self.scale)
            scale = LARGEST / peak.clamp(min=1e-30)
            change = 0 if self.scale is None else scale / self.scale
            g = self.mode.stored(part * scale + g * change)
            self.scale = scale
        return g


def pool(x, kind, mode):
    if kind == 'Max':
        return F.max_pool2d(x, 2)
    if kind == 'L2':
        return L2Pooling.apply(x, mode)
    return Rounded.apply(F.avg_pool2d(x, 2), mode) * (2 if kind == 'Average' else 1)


# -- one evaluation ----------------------------------------------------------------------------------------------------

def gram(x, mode):
    flat = mode.operand(x.flatten(2)[0])
    product = flat @ flat.T
    return (product + product.T) * (0.5 / flat.shape[1])


def error(difference, weight):
    """The scaled square of a difference, and its gradient."""
    squares, sizes = (difference * difference).double().sum(), difference.abs().double().sum() + 1e-8
    value = squares / sizes
    return value.item(), difference * (2 * weight / sizes) - difference.sign() * (weight * value / sizes)


def evaluate(mode, pooling, weights, pixels, content_target, style_targets):
    case, flow, losses = L.DEFAULT, Flow(mode), {}
    pixels = pixels.clone().requires_grad_()
    x = Rounded.apply(L.preprocess(pixels, case['Preprocessing'])[None], mode)
    seen, number = {}, 0
    for block, widths in enumerate(L.BLOCKS, 1):
        if block > 1:
            x = pool(x, pooling, mode)
        for i in range(1, len(widths) + 1):
            if number == 0:
                x = Convolution.apply(Rounded.apply(F.pad(x, (1, 1, 1, 1), 'replicate'), mode), *weights[0], 0, mode)
            else:
                x = Convolution.apply(x, *weights[number], 1, mode)
            x, name, number = x.relu(), f'relu{block}_{i}', number + 1
            if name in L.STYLE_LAYERS or name == L.CONTENT_LAYER:
                x = Seen.apply(x, name, flow)
                seen[name] = x.detach()
    style = []
    for name, share, target in zip(L.STYLE_LAYERS, case['StyleLayerWeights'], style_targets):
        features = seen[name]
        positions = features.shape[2] * features.shape[3]
        value, matrix = error(gram(features, mode).double() - target, 2 * case['StyleWeight'] * share / positions)
        product = mode.operand(matrix.float()) @ mode.operand(features.flatten(2)[0])
        flow.parts[name] = [product.view(features.shape)]
        style.append(value)
    difference = seen[L.CONTENT_LAYER] - content_target
    content, part = error(difference, case['ContentWeight'])
    flow.parts.setdefault(L.CONTENT_LAYER, []).append(part.float())

    x.backward(torch.zeros_like(x))
    gradient = pixels.grad / (flow.scale if mode.is_scaled else 1)
    again = pixels.detach().requires_grad_()
    variation = L.total_variation(again, case)
    (case['TvWeight'] * variation).backward()
    losses = dict(Content=content, Style=sum(s * w for s, w in zip(style, case['StyleLayerWeights'])),
                  StyleLayers=style, TotalVariation=variation.item())
    losses['Total'] = (case['ContentWeight'] * content + case['StyleWeight'] * losses['Style']
                       + case['TvWeight'] * losses['TotalVariation'])
    return losses, (gradient + again.grad).numpy()


def flat(losses):
    return [losses[k] for k in ('Total', 'Content', 'Style', 'TotalVariation')] + losses['StyleLayers']


def main():
    torch.set_num_threads(1)
    if sys.argv[1:2] == ['vgg19']:
        width = height = int(sys.argv[2])
        style = (width, height)
    else:
        L.BLOCKS, width, height, style = EMBEDDED, 99, 66, (37, 29)
    exact_pool = L.pool
    L.pool = lambda x, kind: F.avg_pool2d(x, 2) if kind == 'AverageUnscaled' else exact_pool(x, kind)
    pictures = L.picture(width, height, 1000), L.picture(*style, 1002), L.picture(width, height, 1004)
    L.pictures = lambda: pictures
    weights = L.convolutions()
    for pooling in POOLINGS:
        case = {**L.DEFAULT, 'Pooling': pooling}
        expected, wanted = L.evaluate(case, torch.float64)
        wide = [tuple(torch.from_numpy(v).double() for v in pair) for pair in weights]
        with torch.no_grad():
            content, of_style = (L.features(wide, torch.from_numpy(p).double(), case) for p in pictures[:2])
        targets = [L.gram(of_style[name]).float().double() for name in L.STYLE_LAYERS]
        narrow = [tuple(torch.from_numpy(v) for v in pair) for pair in weights]
        for name in MODES:
            losses, found = evaluate(
                Mode(name), pooling, narrow, torch.from_numpy(pictures[2]),
                content[L.CONTENT_LAYER].float()[None], targets)
            worst = max(abs(f / e - 1) for e, f in zip(flat(expected), flat(losses)))
            median = np.median(np.abs(found - wanted)) / np.sqrt(np.mean(wanted ** 2))
            found = found.astype(float)
            cosine = (found * wanted).sum() / np.sqrt((found ** 2).sum() * (wanted ** 2).sum())
            total = abs(losses['Total'] / expected['Total'] - 1)
            print(f'{name}, {pooling}: losses within {worst:.1e}, total {total:.1e}; '
                  f'gradient median {median:.1e} of rms, 1 - cosine {1 - cosine:.1e}', flush=True)


if __name__ == '__main__':
    main()
