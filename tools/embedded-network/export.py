"""
Makes the shipped file of a training run: batch normalisation folded into the convolutions, every channel as loud as
the others, every block of the size VGG-19's activations have, float16.

    export.py RUN.pt OUT.safetensors --data FOLDER
"""
import argparse
import hashlib
import json

import numpy as np
import torch
import torch.nn.functional as F

from model import BLOCKS, DEVIATION, MEAN, Features

SIZES = [1.5, 2, 3, 2.5, 0.5]  # root mean squares by block: EmbeddedNetwork.ActivationSizes
EVENNESS = 0.5  # 0 leaves the channels' loudness as it was learned, 1 makes all alike


def fold(path):
    """The convolutions of a run, each a kernel and a bias."""
    state = torch.load(path, map_location="cpu")
    state = state.get("task", state)
    features = Features([1.0, 1.0, 1.0])  # the run's own balance is in its state
    features.load_state_dict({k[9:]: v for k, v in state.items() if k.startswith("features.")})
    layers = []
    for block in features.blocks:
        for layer in block:
            norm = layer.norm
            gain = norm.weight / torch.sqrt(norm.running_var + norm.eps)
            layers.append(((layer.kernel() * gain[:, None, None, None]).detach(),
                           (norm.bias - norm.running_mean * gain).detach()))
    return layers


def run(layers, x):
    """The activations after each convolution. Pools are means times 2, as StyleFunctions has them."""
    x = (x - torch.tensor(MEAN)[None, :, None, None]) / torch.tensor(DEVIATION)[None, :, None, None]
    outputs, k = [], 0
    for b, block in enumerate(BLOCKS):
        x = F.avg_pool2d(x, 2) * 2 if b else x
        for _ in block:
            kernel, bias = layers[k]
            x = F.relu(F.conv2d(F.pad(x, (1, 1, 1, 1), mode="replicate"), kernel, bias))
            outputs.append(x)
            k += 1
    return outputs


@torch.no_grad()
def calibrate(layers, x, evenness=EVENNESS, sizes=SIZES):
    """Scales channels and layers; what one convolution gives louder the next hears quieter, so nothing else changes."""
    x = (x - torch.tensor(MEAN)[None, :, None, None]) / torch.tensor(DEVIATION)[None, :, None, None]
    scaled, loud, k = [], torch.ones(3), 0
    for b, block in enumerate(BLOCKS):
        if b:
            x, loud = F.avg_pool2d(x, 2) * 2, loud * 2
        for _ in block:
            kernel, bias = layers[k]
            kernel = kernel / loud[None, :, None, None]
            y = F.relu(F.conv2d(F.pad(x, (1, 1, 1, 1), mode="replicate"), kernel, bias))
            level = y.pow(2).mean((0, 2, 3)).sqrt()
            level = torch.maximum(level, level.median() * 0.05)
            gain = level ** -evenness
            gain = gain * sizes[b] / (y * gain[None, :, None, None]).pow(2).mean().sqrt()
            scaled.append((kernel * gain[:, None, None, None], bias * gain))
            x, loud, k = y * gain[None, :, None, None], gain, k + 1
    return scaled


def write(layers, path, metadata):
    """Safetensors, with torchvision's names: features.0.weight, features.0.bias, features.2.weight, ..."""
    header, parts, place, number, k = {"__metadata__": metadata}, [], 0, 0, 0
    for block in BLOCKS:
        for _ in block:
            for name, tensor in zip(("weight", "bias"), layers[k]):
                data = np.ascontiguousarray(tensor.numpy().astype("<f2")).tobytes()
                header[f"features.{number}.{name}"] = {
                    "dtype": "F16", "shape": list(tensor.shape), "data_offsets": [place, place + len(data)]}
                parts.append(data)
                place += len(data)
            number, k = number + 2, k + 1
        number += 1
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text + b"".join(parts))
    with open(path, "rb") as file:
        print(path, hashlib.sha256(file.read()).hexdigest())


def read(path):
    """The convolutions of a file that write made."""
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        data = file.read()
    tensors = {}
    for name, t in header.items():
        if name != "__metadata__":
            values = np.frombuffer(data[slice(*t["data_offsets"])], "<f2").astype(np.float32)
            tensors[name] = torch.from_numpy(values.reshape(t["shape"]))
    names = sorted((n for n in tensors if n.endswith("weight")), key=lambda n: int(n.split(".")[1]))
    return [(tensors[n], tensors[n.replace("weight", "bias")]) for n in names]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("run")
    arguments.add_argument("out")
    arguments.add_argument("--data", required=True)
    arguments.add_argument("--evenness", type=float, default=EVENNESS)
    a = arguments.parse_args()
    pictures = np.load(f"{a.data}/pictures.npy", mmap_mode="r")[:192]
    x = torch.from_numpy(np.array(pictures)).permute(0, 3, 1, 2).float() / 255
    layers = calibrate(fold(a.run), x, a.evenness)
    write(layers, a.out, {"format": "pt"})
    for k, y in enumerate(run(layers, x[:64])):
        print(k, f"size {y.pow(2).mean().sqrt():.2f}, silent channels {(y.amax((0, 2, 3)) < 0.01).sum()}")


if __name__ == "__main__":
    main()
