"""The network in training: VGG's shape with batch normalisation, replicate padding and average pooling."""
import torch
import torch.nn.functional as F
from torch import nn

BLOCKS = [[32, 32], [64, 64], [128, 128], [192, 192], [192]]  # NetworkArchitecture.Embedded
MEAN, DEVIATION = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]  # Preprocessing.Torchvision


class Convolution(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, 3, bias=False)
        self.norm = nn.BatchNorm2d(outputs)

    def forward(self, x):
        return F.relu(self.norm(self.conv(F.pad(x, (1, 1, 1, 1), mode="replicate"))))


class Features(nn.Module):
    """Gives the last activations of each block, relu1_2 to relu5_1."""

    def __init__(self):
        super().__init__()
        self.blocks = nn.ModuleList()
        channels = 3
        for widths in BLOCKS:
            block = nn.ModuleList()
            for width in widths:
                block.append(Convolution(channels, width))
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
