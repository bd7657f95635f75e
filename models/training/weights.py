"""Weights as files: what a run goes on from, and what we ship.

    python3 -m models.training.weights <run>/ema.pt <file.safetensors> [--without seghead_extra.]

writes convolutions in half precision, what norms and biases need in single (they are few), and nothing whose name begins
with `--without`: heads of the training. Needs torch and safetensors.
"""

import argparse
import pathlib

import torch
from safetensors.torch import load_file, save_file
from torch import nn

COUNTERS = "num_batches_tracked"


def start_from(network: nn.Module, path: pathlib.Path, new: tuple[str, ...]) -> None:
    """Fills a network from ema.pt or a shipped file; the parts that `new` names may be missing, and then begin anew."""
    found = load_file(path) if path.suffix == ".safetensors" else torch.load(path, map_location="cpu")
    missing, unknown = network.load_state_dict({key: value.float() for key, value in found.items()}, strict=False)
    lost = [key for key in missing if not key.startswith(new) and not key.endswith(COUNTERS)]
    if lost or unknown:
        raise SystemExit(f"{path} holds another network's weights: without {lost[:3]}, with {unknown[:3]}")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("source", type=pathlib.Path)
    ask.add_argument("target", type=pathlib.Path)
    ask.add_argument("--without", nargs="*", default=[])
    told = ask.parse_args()
    state = torch.load(told.source, map_location="cpu")
    kept = {k: v for k, v in state.items() if not k.startswith(tuple(told.without)) and not k.endswith(COUNTERS)}
    save_file({k: (v.half() if v.ndim > 1 else v.float()).contiguous() for k, v in kept.items()}, told.target)


if __name__ == "__main__":
    main()
