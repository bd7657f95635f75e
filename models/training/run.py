"""A training run on a machine that others use. Its rates follow the processor time that it was given, for a minute of the
clock may hold none; it saves, goes on where it was (with other --minutes, too: fewer bring its end nearer), and keeps an
average of the weights and a curve."""

import argparse
import copy
import json
import math
import pathlib
import random
import time
from collections.abc import Iterator

import torch
from torch import nn

WARM_UP = 0.05  # the share of the time until the highest rate, which falls again from there


def begin(seed: int) -> None:
    """Before a network is made: one thread, for the machine is not ours alone, and the seed."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    random.seed(seed)


def arguments(words: str, minutes: float, rate: float) -> argparse.ArgumentParser:
    """The options of every run; a script adds its data before."""
    ask = argparse.ArgumentParser(description=words, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("run", type=pathlib.Path, help="folder for run.pt, curve.json and ema.pt; a run in it goes on")
    ask.add_argument("--minutes", type=float, default=minutes, help="of processor time")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--rate", type=float, default=rate, help="the highest learning rate")
    return ask


def rate_at(progress: float, highest: float) -> float:
    """One cycle: linear up, half a cosine down."""
    if progress < WARM_UP:
        return highest * (0.05 + 0.95 * progress / WARM_UP)
    return highest * (0.001 + 0.999 * 0.5 * (1 + math.cos(math.pi * min(1, (progress - WARM_UP) / (1 - WARM_UP)))))


def parts(network: nn.Module) -> list[dict]:
    """For an optimizer: biases and what norms scale by do not decay."""
    flat = [p for p in network.parameters() if p.ndim < 2]
    return [{"params": [p for p in network.parameters() if p.ndim > 1]}, {"params": flat, "weight_decay": 0}]


@torch.no_grad()
def follow(average: nn.Module, network: nn.Module, step: int, keep: float) -> None:
    keep = min(keep, (1 + step) / (10 + step))
    for mean, now in zip(average.state_dict().values(), network.state_dict().values()):
        mean.mul_(keep).add_(now, alpha=1 - keep) if mean.is_floating_point() else mean.copy_(now)


class Run:
    """`told` is what `arguments` read; `watch`, called for each point of the curve, says what else stands there."""

    def __init__(self, told, network: nn.Module, decay: float, ema: float, clip: float, every_seconds: float, watch=dict):
        self.told, self.network, self.ema, self.clip = told, network, ema, clip
        self.every_seconds, self.watch = every_seconds, watch
        self.average = copy.deepcopy(network).eval()
        self.optimizer = torch.optim.AdamW(parts(network), lr=told.rate, weight_decay=decay)
        self.step, self.seconds, self.curve, self.losses = 0, 0.0, [], []
        told.run.mkdir(parents=True, exist_ok=True)
        self.saved = told.run / "run.pt"
        if self.saved.exists():
            state = torch.load(self.saved)
            for name, thing in self.held().items():
                thing.load_state_dict(state[name])
            self.step, self.seconds, self.curve = state["step"], state["seconds"], state["curve"]
            begin(told.seed + self.step)

    def held(self) -> dict:
        return {"network": self.network, "average": self.average, "optimizer": self.optimizer}

    def progress(self) -> float:
        return self.seconds / (self.told.minutes * 60)

    def steps(self) -> Iterator[float]:
        """How much of the time is used, 0..1, before each step, until all is."""
        last = time.process_time()
        while self.progress() < 1:
            for group in self.optimizer.param_groups:
                group["lr"] = rate_at(self.progress(), self.told.rate)
            self.network.train()
            yield self.progress()
            before, now = self.seconds, time.process_time()
            self.seconds, last = before + now - last, now
            turned = int(self.seconds / self.every_seconds) > int(before / self.every_seconds)
            if turned or self.progress() >= 1:
                self.note()

    def learn(self, loss: torch.Tensor) -> None:
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), self.clip)
        self.optimizer.step()
        self.step += 1
        follow(self.average, self.network, self.step, self.ema)
        self.losses.append(loss.item())

    def note(self) -> None:
        """A point of the curve, and all that the run goes on from."""
        point = {"step": self.step, "minutes": round(self.seconds / 60, 1)}
        point |= {"rate": round(rate_at(self.progress(), self.told.rate), 6)}
        point |= {"loss": round(sum(self.losses) / len(self.losses), 4), **self.watch()}
        self.losses = []
        self.curve.append(point)
        print(point, flush=True)
        curve = {"seed": self.told.seed, "points": self.curve}
        (self.told.run / "curve.json").write_text(json.dumps(curve, indent=1))
        state = {name: thing.state_dict() for name, thing in self.held().items()}
        partial = self.saved.with_suffix(".part")
        torch.save(state | {"step": self.step, "seconds": self.seconds, "curve": self.curve}, partial)
        partial.replace(self.saved)

    def finish(self, state: dict[str, torch.Tensor]) -> None:
        """Writes ema.pt, which weights.py turns into what we ship."""
        torch.save(state, self.told.run / "ema.pt")
