"""One iteration of style transfer in PyTorch, timed on request: the computation of the `engine` and `gpu` benchmarks.

VGG-19 to conv5_1 with random weights; content at relu4_2 and Gram style at five layers, both with the scaled square
error; crowsonkb's nine-point total variation; backward to the pixels; one step of Adam, pixels clamped.

Usage: pytorch_engine.py WIDTH HEIGHT THREADS [DEVICE full|tf32|half|bfloat16 eager|compiled REPEATS]. Prints `ready`;
answers each line `step` with the seconds one iteration took, the mean of REPEATS, `memory` with the process's peak
memory in bytes, and `device-memory` with what the device's memory holds.

With 16 bits the network's weights and features have them, channels last; losses are float32, and scaled for the way
back.
"""

import re
import resource
import sys
import time

import torch
import torch.nn.functional as F

WIDTH, HEIGHT, THREADS = (int(a) for a in sys.argv[1:4])
DEVICE, PRECISION, MODE, REPEATS = (sys.argv[4:] + ["cpu", "full", "eager", "1"][len(sys.argv) - 4:])[:4]
REPEATS = int(REPEATS)
TYPE = {"half": torch.float16, "bfloat16": torch.bfloat16}.get(PRECISION, torch.float32)
LAYOUT = torch.contiguous_format if TYPE == torch.float32 else torch.channels_last
SCALE = 2.0 ** 16 if TYPE == torch.float16 else 1
BLOCKS = [[64, 64], [128, 128], [256] * 4, [512] * 4, [512]]
STYLE = {"relu1_1": 256, "relu2_1": 64, "relu3_1": 16, "relu4_1": 4, "relu5_1": 1}
CONTENT = "relu4_2"

torch.set_num_threads(THREADS)
torch.manual_seed(0)
torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = PRECISION != "full"


def make_convolutions():
    convolutions, inputs = [], 3
    for outputs in (c for block in BLOCKS for c in block):
        weight = torch.randn(outputs, inputs, 3, 3) * (2 / (9 * inputs)) ** 0.5
        weight = weight.to(DEVICE, TYPE, memory_format=LAYOUT)
        convolutions.append((weight, torch.zeros(outputs, device=DEVICE, dtype=TYPE)))
        inputs = outputs
    return convolutions


CONVOLUTIONS = make_convolutions()
MEAN = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1).to(DEVICE)
DEVIATION = torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1).to(DEVICE)


def features(x):
    wanted, n = {}, 0
    x = F.pad((x - MEAN) / DEVIATION, (1, 1, 1, 1), "replicate").to(TYPE, memory_format=LAYOUT)
    for b, block in enumerate(BLOCKS):
        if b:
            x = F.max_pool2d(x, 2)
        for i in range(len(block)):
            weight, bias = CONVOLUTIONS[n]
            x = F.relu(F.conv2d(x, weight, bias, padding=0 if n == 0 else 1))
            n += 1
            name = f"relu{b + 1}_{i + 1}"
            if name in STYLE or name == CONTENT:
                wanted[name] = x.float()
    return wanted


def gram(f):
    f = f.flatten(2)[0]  # PyTorch multiplies matrices faster than batches of one
    return f @ f.t() / f.shape[1]


def scaled_square(a, b):
    d = a - b
    return d.pow(2).sum() / (d.abs().sum() + 1e-8)


def total_variation(x):
    x = F.pad(x, (1, 1, 1, 1), "replicate")
    right = (x[..., 1:-1, 2:] - x[..., 1:-1, 1:-1]).pow(2).mean() / 3
    below = (x[..., 2:, 1:-1] - x[..., 1:-1, 1:-1]).pow(2).mean() / 3
    falling = (x[..., 1:, 1:] - x[..., :-1, :-1]).pow(2).mean() / 12
    rising = (x[..., 1:, :-1] - x[..., :-1, 1:]).pow(2).mean() / 12
    return 2 * (right + below + falling + rising)


def random_picture():
    return torch.rand(1, 3, HEIGHT, WIDTH).to(DEVICE)


with torch.no_grad():
    content_target = features(random_picture())[CONTENT]
    style_targets = {k: gram(f) for k, f in features(random_picture()).items() if k in STYLE}

image = random_picture().requires_grad_()
adam = torch.optim.Adam([image], lr=0.02, betas=(0.9, 0.99))


def objective():
    f = features(image)
    loss = 0.015 * scaled_square(f[CONTENT], content_target) + 2 * total_variation(image)
    for layer, weight in STYLE.items():
        loss = loss + weight / 341 * scaled_square(gram(f[layer]), style_targets[layer])
    return loss


if MODE == "compiled":
    objective = torch.compile(objective)


def step():
    adam.zero_grad(set_to_none=True)
    loss = objective()
    if SCALE == 1:
        loss.backward()
    else:
        (loss * SCALE).backward()
        image.grad.div_(SCALE)
    adam.step()
    with torch.no_grad():
        image.clamp_(0, 1)
    return loss.item()


def peak_memory():
    try:
        with open("/proc/self/status") as status:
            return 1024 * int(re.search(r"VmHWM:\s*(\d+) kB", status.read())[1])
    except FileNotFoundError:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else 1024 * peak


print("ready", flush=True)
for line in sys.stdin:
    if line.strip() == "step":
        start = time.perf_counter()
        for _ in range(REPEATS):
            step()
        print(f"{(time.perf_counter() - start) / REPEATS:.6f}", flush=True)
    elif line.strip() == "device-memory":
        free, total = torch.cuda.mem_get_info(DEVICE) if DEVICE.startswith("cuda") else (0, 0)
        print(total - free, flush=True)
    else:
        print(peak_memory(), flush=True)
