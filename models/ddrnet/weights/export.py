"""Writes what a training run found as safetensors: python3 export.py <run>/ema.pt <file.safetensors>

Convolutions in half precision, what norms and biases need in single (they are few); without the training head. Needs torch
and safetensors.
"""

import sys

import torch
from safetensors.torch import save_file


def main(source: str, target: str) -> None:
    state = torch.load(source, map_location="cpu")
    kept = {k: v for k, v in state.items() if not k.startswith("seghead_extra.") and not k.endswith("num_batches_tracked")}
    save_file({k: (v.half() if v.ndim > 1 else v.float()).contiguous() for k, v in kept.items()}, target)


main(*sys.argv[1:])
