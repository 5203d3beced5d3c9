"""The network in training: VGG's shape with batch normalisation, replicate padding and average pooling."""
import math

import torch
import torch.nn.functional as F
from torch import nn

BLOCKS = [[32, 32], [64, 64], [128, 128], [192, 192], [192]]  # NetworkArchitecture.Embedded
MEAN, DEVIATION = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]  # Preprocessing.Torchvision


def cosines(balance):
    """The nine cosine waves of a 3 x 3 kernel, flattened, each times what its two frequencies weigh."""
    k, n = torch.arange(3.0)[:, None], torch.arange(3.0)[None, :]
    rows = torch.cos(math.pi * k * (n + 0.5) / 3)
    rows = rows / rows.norm(dim=1, keepdim=True) * torch.tensor(balance)[:, None]
    return torch.einsum("ay,bx->abyx", rows, rows).reshape(9, 9)


class Convolution(nn.Module):
    """
    3 x 3, the edge repeated. A kernel is learned as a sum of cosine waves. A balance below 1 starts high frequencies
    small and lets them grow slowly: a short training otherwise leaves them the noise they began as, and the noise is
    what pictures ring with.
    """

    def __init__(self, inputs, outputs, balance):
        super().__init__()
        self.waves = nn.Parameter(torch.randn(outputs, inputs, 9) * (2 / (9 * inputs)) ** 0.5)
        self.register_buffer("cosines", cosines(balance))
        self.norm = nn.BatchNorm2d(outputs)

    def kernel(self):
        return (self.waves @ self.cosines).view(*self.waves.shape[:2], 3, 3)

    def forward(self, x):
        return F.relu(self.norm(F.conv2d(F.pad(x, (1, 1, 1, 1), mode="replicate"), self.kernel())))


class Features(nn.Module):
    """Gives the last activations of each block, relu1_2 to relu5_1."""

    def __init__(self, balance):
        super().__init__()
        self.blocks = nn.ModuleList()
        channels = 3
        for widths in BLOCKS:
            block = nn.ModuleList()
            for width in widths:
                block.append(Convolution(channels, width, balance))
                channels = width
            self.blocks.append(block)
        self.register_buffer("mean", torch.tensor(MEAN)[None, :, None, None])
        self.register_buffer("deviation", torch.tensor(DEVIATION)[None, :, None, None])

    def forward(self, x):
        x = (x - self.mean) / self.deviation
        outputs = []
        for k, block in enumerate(self.blocks):
            if k:
                x = F.avg_pool2d(x, 2)
            for convolution in block:
                x = convolution(x)
            outputs.append(x)
        return outputs


class GramHead(nn.Module):
    """Tells families apart by a Gram matrix of a few mixtures of a layer's channels: what the style loss sees of it."""

    def __init__(self, channels, families, mixtures=24):
        super().__init__()
        self.mix = nn.Conv2d(channels, mixtures, 1)
        self.norm = nn.BatchNorm1d(mixtures * mixtures + mixtures)
        self.linear = nn.Linear(mixtures * mixtures + mixtures, families)

    def forward(self, x):
        m = self.mix(x).flatten(2)
        gram = (m @ m.transpose(1, 2) / m.shape[2]).flatten(1)
        seen = torch.cat([gram, m.mean(2)], 1)
        seen = seen.sign() * (seen.abs() + 1e-4).sqrt()
        return self.linear(self.norm(seen))


class PooledHead(nn.Module):
    def __init__(self, channels, outputs):
        super().__init__()
        self.linear = nn.Linear(2 * channels, outputs)

    def forward(self, x):
        return self.linear(torch.cat([x.mean((2, 3)), x.amax((2, 3))], 1))


class Unpaint(nn.Module):
    """From a layer of stride 8, the scene before it was painted, at a quarter of the picture's size."""

    def __init__(self, channels):
        super().__init__()
        self.net = nn.Sequential(nn.Conv2d(channels, 96, 3, padding=1), nn.ReLU(), nn.Conv2d(96, 12, 1),
                                 nn.PixelShuffle(2))

    def forward(self, x):
        return self.net(x)
