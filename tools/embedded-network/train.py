"""
Trains one run of config.json, writes its curve as it goes, and can be stopped and started again.

    train.py RUN --data FOLDER --out FOLDER [--steps 20, for a rehearsal]
"""
import argparse
import csv
import json
import math
import os
import pathlib

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from model import BLOCKS, Features, GramHead, PooledHead, Unpaint

HERE = pathlib.Path(__file__).parent


class Task(nn.Module):
    """The features with everything that is asked of them; forward gives the loss and what the curve shows."""

    def __init__(self, run, scenes, media):
        super().__init__()
        self.features = Features(run["balance"])
        self.weights = run["objective"]
        top, widths = BLOCKS[-1][-1], [b[-1] for b in BLOCKS]
        if "scene" in self.weights:
            self.scene = PooledHead(top, scenes)
        if "medium" in self.weights:
            self.medium = PooledHead(top, media)
        if "gram" in self.weights:
            self.gram = nn.ModuleList(GramHead(w, media) for w in widths[1:])
        if "unpaint" in self.weights:
            self.unpaint = Unpaint(widths[3])
        if "contrast" in self.weights:
            self.contrast = nn.Sequential(PooledHead(top, 192), nn.ReLU(), nn.Linear(192, 96))

    def forward(self, x, clean, scene, medium):
        f = self.features(x)
        parts, right = {}, {}
        if "scene" in self.weights:
            z = self.scene(f[4])
            parts["scene"], right["scene"] = F.cross_entropy(z, scene, label_smoothing=0.05), accuracy(z, scene)
        if "medium" in self.weights:
            z = self.medium(f[4])
            parts["medium"], right["medium"] = F.cross_entropy(z, medium, label_smoothing=0.05), accuracy(z, medium)
        if "gram" in self.weights:
            z = [head(y) for head, y in zip(self.gram, f[1:])]
            parts["gram"] = sum(F.cross_entropy(y, medium, label_smoothing=0.05) for y in z) / len(z)
            for k, y in enumerate(z):
                right[f"gram{k + 2}"] = accuracy(y, medium)
        if "unpaint" in self.weights:
            parts["unpaint"] = (self.unpaint(f[3]) - clean).abs().mean()
        if "contrast" in self.weights:
            z = F.normalize(self.contrast(f[4]))
            n = len(z) // 2
            alike = z @ z.t() / 0.1 - 1e4 * torch.eye(2 * n)
            partner = torch.arange(2 * n).roll(n)
            parts["contrast"], right["contrast"] = F.cross_entropy(alike, partner), accuracy(alike, partner)
        loss = sum(self.weights[name] * part for name, part in parts.items())
        return loss, {name: part.item() for name, part in parts.items()}, right


def accuracy(z, y):
    return (z.argmax(1) == y).float().mean().item()


class Pictures:
    """Crops of the data set's pictures at random; the last 512 pictures are kept from training."""

    HELD = 512

    def __init__(self, folder):
        self.x = np.load(f"{folder}/pictures.npy", mmap_mode="r")
        self.clean = np.load(f"{folder}/clean.npy", mmap_mode="r")
        self.scene, self.medium = np.load(f"{folder}/families.npy").T
        self.step = self.x.shape[1] // self.clean.shape[1]

    def crops(self, rng, index, side):
        x = np.empty((len(index), side, side, 3), np.uint8)
        small = side // self.step
        clean = np.empty((len(index), small, small, 3), np.uint8)
        for k, i in enumerate(index):
            oy, ox = rng.integers(0, self.clean.shape[1] - small + 1, 2)
            turn = 1 if rng.random() < 0.5 else -1
            x[k] = self.x[i, oy * self.step:oy * self.step + side, ox * self.step:ox * self.step + side][:, ::turn]
            clean[k] = self.clean[i, oy:oy + small, ox:ox + small][:, ::turn]
        return [torch.from_numpy(a).permute(0, 3, 1, 2).float() / 255 for a in (x, clean)]

    def batch(self, rng, count, side, twice):
        index = rng.integers(0, len(self.x) - self.HELD, count // 2 if twice else count)
        index = np.concatenate([index, index]) if twice else index
        x, clean = self.crops(rng, index, side)
        light = torch.from_numpy(np.exp(rng.normal(0, 0.12, (count, 3, 1, 1))).astype(np.float32))
        return ((x * light).clamp(0, 1), clean, *self.labels(index))

    def held(self, side):
        rng = np.random.default_rng(0)
        index = np.arange(len(self.x) - self.HELD, len(self.x))
        return (*self.crops(rng, index, side), *self.labels(index))

    def labels(self, index):
        return torch.from_numpy(self.scene[index]), torch.from_numpy(self.medium[index])


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("run")
    arguments.add_argument("--data", required=True)
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--steps", type=int, help="end after so many steps, for a rehearsal")
    a = arguments.parse_args()
    os.makedirs(a.out, exist_ok=True)
    run = json.loads((HERE / "config.json").read_text())[a.run]
    run["steps"] = a.steps or run["cosines"][-1][0]
    if run["processes"] == 1:
        train(0, a, run)
    else:
        meeting = f"{a.out}/{a.run}.meeting"
        pathlib.Path(meeting).unlink(missing_ok=True)
        torch.multiprocessing.spawn(join, (a, run, meeting), run["processes"])


def join(rank, a, run, meeting):
    torch.distributed.init_process_group("gloo", f"file://{os.path.abspath(meeting)}", rank=rank,
                                         world_size=run["processes"])
    train(rank, a, run)


def train(rank, a, run):
    """One process, one thread: each computes its part of the batch, and the mean gradient moves the weights of all."""
    torch.set_num_threads(1)
    torch.manual_seed(run["seed"])
    pictures = Pictures(a.data)
    task = Task(run, int(pictures.scene.max()) + 1, int(pictures.medium.max()) + 1)
    optimiser = torch.optim.AdamW(task.parameters(), lr=run["rate"], weight_decay=run["decay"])
    saved, curve = f"{a.out}/{a.run}.pt", f"{a.out}/{a.run}.csv"
    start = 0
    if os.path.exists(saved):
        state = torch.load(saved)
        task.load_state_dict(state["task"])
        optimiser.load_state_dict(state["optimiser"])
        start = state["step"]
    steps, smooth = run["steps"], {}
    for step in range(start, steps):
        rng = np.random.default_rng([run["seed"], step, rank])
        length = next(length for end, length in run["cosines"] if step < end)
        rate = run["rate"] * min(1, (step + 1) / 100) * (0.5 + 0.5 * math.cos(math.pi * step / length))
        for group in optimiser.param_groups:
            group["lr"] = rate
        side = run["side"] if step < run["largeFrom"] * steps else run["largeSide"]
        count = run["batch"] // run["processes"]
        x, clean, scene, medium = pictures.batch(rng, count, side, "contrast" in run["objective"])
        with torch.cpu.amp.autocast(enabled=run["bfloat16"]):
            loss, parts, right = task(x, clean, scene, medium)
        optimiser.zero_grad()
        loss.backward()
        average(task, run["processes"])
        optimiser.step()
        now = {**{f"loss {k}": v for k, v in parts.items()}, **{f"accuracy {k}": v for k, v in right.items()}}
        smooth = {k: 0.98 * smooth.get(k, v) + 0.02 * v for k, v in now.items()}
        if rank == 0 and ((step + 1) % 100 == 0 or step + 1 == steps):
            report(task, pictures, run, curve, step + 1, smooth)
            torch.save({"task": task.state_dict(), "optimiser": optimiser.state_dict(), "step": step + 1}, saved + "~")
            os.replace(saved + "~", saved)


def average(task, processes):
    if processes > 1:
        gradients = [p.grad for p in task.parameters()]
        flat = torch.cat([g.flatten() for g in gradients])
        torch.distributed.all_reduce(flat)
        for g, part in zip(gradients, (flat / processes).split([g.numel() for g in gradients])):
            g.copy_(part.view_as(g))


def report(task, pictures, run, curve, step, smooth):
    if "contrast" not in run["objective"] and (step % 500 == 0 or step == run["steps"]):
        task.eval()
        with torch.no_grad():
            _, parts, right = task(*pictures.held(run["side"]))
        task.train()
        smooth = {**smooth, **{f"held-out loss {k}": v for k, v in parts.items()},
                  **{f"held-out accuracy {k}": v for k, v in right.items()}}
    with open(curve, "a", newline="") as file:
        for name, value in smooth.items():
            csv.writer(file).writerow([step, name, f"{value:.4f}"])
    print(step, {k: round(v, 3) for k, v in smooth.items()}, flush=True)


if __name__ == "__main__":
    main()
