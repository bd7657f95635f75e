"""Writes what a training run found as safetensors in single precision: python3 export.py <run>/ema.pt <file.safetensors>

Needs torch and safetensors.
"""

import sys

import torch
from safetensors.torch import save_file

save_file(torch.load(sys.argv[1], map_location="cpu"), sys.argv[2])
