"""Trains MCNN (Zhang et al., CVPR 2016) from nothing on crowd photographs and drawn scenes.

    python3 train.py <folder of crowds> <list of training pictures> <folder for the run> [--minutes 20] [--seed 1]

Writes run.pt (start it again and it goes on), curve.json and ema.pt, from which export.py makes what we ship. Rates follow
the time that training took. The columns train with batch norms, which become part of the kernels at the end: the network
is that of ../network.ts. Needs torch (1.13, CPU) and pillow. Opens no picture but those on the list.
"""

import argparse
import copy
import json
import math
import pathlib
import random
import time

import torch
import torch.nn.functional as F
from torch import nn

from crowds import batch_of, read_photographs

BATCH, DRAWN = 10, 2
RATE, WARM_UP, DECAY, EMA = 2e-3, 0.05, 1e-3, 0.99
MEAN, DEVIATION = 0.45, 0.25  # of the pictures' grey in 0..1
SCALE = 4  # of what the columns learn: people per cell are few
COLUMNS = [((9, 7, 7, 7), (16, 32, 16, 8)), ((7, 5, 5, 5), (20, 40, 20, 10)), ((5, 3, 3, 3), (24, 48, 24, 12))]
PLACES = (0, 2, 4, 5)  # of convolutions in the original's nn.Sequential, between pools


class Column(nn.Module):
    def __init__(self, kernels, widths):
        super().__init__()
        ins = (1, *widths[:-1])
        self.convs = nn.ModuleList(nn.Conv2d(i, o, k, padding=k // 2) for i, o, k in zip(ins, widths, kernels))
        self.norms = nn.ModuleList(nn.BatchNorm2d(o) for o in widths)

    def forward(self, x):
        for i, (conv, norm) in enumerate(zip(self.convs, self.norms)):
            x = F.relu(norm(conv(x)))
            x = F.max_pool2d(x, 2) if i < 2 else x
        return x


class MCNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.columns = nn.ModuleList(Column(*each) for each in COLUMNS)
        self.fuse = nn.Conv2d(30, 1, 1)
        nn.init.constant_(self.fuse.bias, 0.05)  # a ReLU that starts at nothing would stay there

    def forward(self, x):
        """People per cell, times SCALE; below zero too while it learns, so that gradients do not end there."""
        return self.fuse(torch.cat([column(x) for column in self.columns], 1))

    def folded(self) -> dict[str, torch.Tensor]:
        """The state_dict of svishwa/crowdcount-mcnn's network."""
        state = {"DME.fuse.0.conv.weight": self.fuse.weight / SCALE, "DME.fuse.0.conv.bias": self.fuse.bias / SCALE}
        for number, column in enumerate(self.columns, 1):
            for place, conv, norm in zip(PLACES, column.convs, column.norms):
                gain = norm.weight / (norm.running_var + norm.eps).sqrt()
                key = f"DME.branch{number}.{place}.conv"
                state[f"{key}.weight"] = conv.weight * gain[:, None, None, None]
                state[f"{key}.bias"] = (conv.bias - norm.running_mean) * gain + norm.bias
        return {key: value.detach().contiguous() for key, value in state.items()}


def loss_of(found: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """Where heads are, cell by cell; and the counts of squares of 8 and 32 cells, each off by what its root allows, so
    that neither crowds nor empty streets drown the other."""
    people = found / SCALE
    loss = 10 * ((people - truth) ** 2 / (0.02 + truth)).mean()
    for cells in (8, 32):
        there, seen = (F.avg_pool2d(each, cells) * cells**2 for each in (truth, people))
        loss = loss + ((seen - there).abs() / (1 + there).sqrt()).mean()
    return loss


def rate_at(progress: float) -> float:
    if progress < WARM_UP:
        return RATE * (0.05 + 0.95 * progress / WARM_UP)
    return RATE * (0.001 + 0.999 * 0.5 * (1 + math.cos(math.pi * min(1, (progress - WARM_UP) / (1 - WARM_UP)))))


@torch.no_grad()
def follow(average: nn.Module, network: nn.Module, step: int) -> None:
    keep = min(EMA, (1 + step) / (10 + step))
    for mean, now in zip(average.state_dict().values(), network.state_dict().values()):
        mean.mul_(keep).add_(now, alpha=1 - keep) if mean.is_floating_point() else mean.copy_(now)


def main() -> None:
    ask = argparse.ArgumentParser()
    ask.add_argument("crowds", type=pathlib.Path)
    ask.add_argument("training", type=pathlib.Path)
    ask.add_argument("run", type=pathlib.Path)
    ask.add_argument("--minutes", type=float, default=20)
    ask.add_argument("--seed", type=int, default=1)
    told = ask.parse_args()
    torch.set_num_threads(1)
    told.run.mkdir(parents=True, exist_ok=True)
    names = [line.removeprefix("crowd/") for line in told.training.read_text().split()]
    photographs = read_photographs(told.crowds, names)
    # A crowd of a thousand is as many lessons as many scenes of ten, but not a hundred times as many.
    weights = [len(points) ** 0.5 for _, points in photographs]
    torch.manual_seed(told.seed)
    random.seed(told.seed)
    network = MCNN().to(memory_format=torch.channels_last)
    average = copy.deepcopy(network).eval()
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    step, seconds, curve, running = 0, 0.0, [], []
    saved = told.run / "run.pt"
    if saved.exists():
        state = torch.load(saved)
        network.load_state_dict(state["network"])
        average.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
        step, seconds, curve = state["step"], state["seconds"], state["curve"]
        random.seed(told.seed + step)
        torch.manual_seed(told.seed + step)
    last = time.time()
    while seconds < told.minutes * 60:
        progress = seconds / (told.minutes * 60)
        for group in optimizer.param_groups:
            group["lr"] = rate_at(progress)
        pictures, truth = batch_of(photographs, weights, BATCH, DRAWN)
        network.train()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found = network(((pictures - MEAN) / DEVIATION).contiguous(memory_format=torch.channels_last))
        loss = loss_of(found.float(), truth)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 10)
        optimizer.step()
        step += 1
        follow(average, network, step)
        running.append(loss.item())
        now = time.time()
        due = int((seconds + now - last) / 60) > int(seconds / 60)
        seconds, last = seconds + now - last, now
        if due or seconds >= told.minutes * 60:
            point = {"step": step, "minutes": round(seconds / 60, 1), "loss": round(sum(running) / len(running), 4)}
            running = []
            curve.append(point)
            print(point, flush=True)
            (told.run / "curve.json").write_text(json.dumps({"seed": told.seed, "points": curve}, indent=1))
            held = {"network": network, "average": average, "optimizer": optimizer}
            state = {name: thing.state_dict() for name, thing in held.items()}
            partial = saved.with_suffix(".part")
            torch.save(state | {"step": step, "seconds": seconds, "curve": curve}, partial)
            partial.replace(saved)
    torch.save(average.folded(), told.run / "ema.pt")


if __name__ == "__main__":
    main()
