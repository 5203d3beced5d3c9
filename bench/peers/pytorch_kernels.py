"""Prints PyTorch's version and what computes its convolutions, such as jit:avx2, as oneDNN itself reports it."""

import os
import re
import subprocess
import sys

import torch

CONVOLUTIONS = """
import torch
x = torch.rand(1, 64, 64, 64, requires_grad=True)
torch.nn.functional.conv2d(x, torch.rand(64, 64, 3, 3), padding=1).sum().backward()
"""

# In a process of its own, since oneDNN reports to standard output.
report = subprocess.run(
    [sys.executable, "-c", CONVOLUTIONS],
    env=os.environ | {"ONEDNN_VERBOSE": "1", "DNNL_VERBOSE": "1"}, capture_output=True, text=True, check=True).stdout
kernels = re.findall(r"exec,cpu,convolution,([^,]+),", report)
print(f"PyTorch {torch.__version__}, convolutions by {', '.join(sorted(set(kernels))) or 'something untold'}")
