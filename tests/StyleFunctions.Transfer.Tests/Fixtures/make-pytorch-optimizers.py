"""Iterates of PyTorch's Adam and L-BFGS on a small problem, for the tests to compare with.

The problem (OptimizerProblem.cs has the same): quadratic wells, some with their floor outside [0, 1], coupled as in
Rosenbrock's function, and double wells, whose loss curves downwards where they part. Adam runs in float32 as in
crowsonkb/style-transfer-pytorch, clamped after each step; L-BFGS in float64. Written to pytorch-optimizers.json.

    /usr/bin/python3 make-pytorch-optimizers.py        (Debian's python3-torch and python3-numpy)
"""
import json
import pathlib

import numpy as np
import torch

HERE = pathlib.Path(__file__).parent
LENGTH = 37  # no multiple of a vector's width
STEPS = [1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 25, 30, 40, 50]

# Names as in OptimizerCase of PyTorchOptimizers.cs.
CASES = {
    'adam': dict(Optimizer='Adam', StepSize=0.02),
    'adam, long steps': dict(Optimizer='Adam', StepSize=0.3, Coupling=0),
    'lbfgs, history 100': dict(Optimizer='Lbfgs', StepSize=1, History=100),
    'lbfgs, history 10': dict(Optimizer='Lbfgs', StepSize=1, History=10),
    'lbfgs, short steps': dict(Optimizer='Lbfgs', StepSize=0.5, History=10),
    'lbfgs, in units of 255': dict(Optimizer='Lbfgs', StepSize=1, History=100, PixelRange=255, Steepness=1000),
    'lbfgs, pairs rejected': dict(Optimizer='Lbfgs', StepSize=1, History=5, DoubleWell=1.5, Start=0.1),
}
DEFAULT = dict(History=10, PixelRange=1, Coupling=0.5, DoubleWell=0, Steepness=1, Start=1)


def gradient(x, case):
    """Of sum_i (1 + i%5)/8 (x_i - c_i)^2 + coupling sum_i (x_{i+1} - x_i^2)^2 + double_well sum_i (x_i^2 - 1)^2 / 4,
    times the steepness."""
    i = np.arange(LENGTH)
    result = (1 + i % 5) / 4 * (x - ((7 * i % 17) / 10 - 0.3)) + case['DoubleWell'] * x * (x * x - 1)
    bend = x[1:] - x[:-1] ** 2
    result[1:] += 2 * case['Coupling'] * bend
    result[:-1] -= 4 * case['Coupling'] * bend * x[:-1]
    return case['Steepness'] * result


def start(case):
    return case['Start'] * ((5 * np.arange(LENGTH) % 11) / 10).astype(np.float32)


def adam(case):
    pixels = torch.from_numpy(start(case)).requires_grad_()
    optimizer = torch.optim.Adam([pixels], lr=case['StepSize'], betas=(0.9, 0.99), eps=1e-8)
    while True:
        pixels.grad = torch.from_numpy(gradient(pixels.detach().numpy().astype(np.float64), case).astype(np.float32))
        optimizer.step()
        with torch.no_grad():
            pixels.clamp_(0, 1)
        yield pixels.detach().numpy(), None


def lbfgs(case):
    unit = case['PixelRange']
    v = torch.from_numpy(start(case).astype(np.float64) * unit).requires_grad_()
    optimizer = torch.optim.LBFGS(
        [v], lr=case['StepSize'], max_iter=1, history_size=case['History'], tolerance_grad=0, tolerance_change=0)

    def closure():
        v.grad = torch.from_numpy(gradient(v.detach().numpy() / unit, case) / unit)
        return torch.zeros(())

    while True:
        optimizer.step(closure)
        yield v.detach().numpy() / unit, len(optimizer.state[v]['old_dirs'])


def main():
    torch.set_num_threads(1)
    written = {}
    for name, changes in CASES.items():
        case = {**DEFAULT, **changes}
        iterates, pairs = [], []
        run = adam(case) if case['Optimizer'] == 'Adam' else lbfgs(case)
        for step, (x, pair_count) in zip(range(1, STEPS[-1] + 1), run):
            pairs.append(pair_count)
            if step in STEPS:
                iterates.append(dict(Step=step, Pixels=[float(f'{value:.9g}') for value in x]))
        print(f'{name}: |gradient| {abs(gradient(x.astype(np.float64), case)).sum():.3g}')
        if case['Optimizer'] == 'Lbfgs':
            print('  pairs remembered after each step:', *pairs)
        written[name] = {**case, 'Iterates': iterates}
    text = json.dumps(written, separators=(',', ':')).replace('{"Step"', '\n{"Step"') + '\n'
    (HERE / 'pytorch-optimizers.json').write_text(text)


if __name__ == '__main__':
    main()
