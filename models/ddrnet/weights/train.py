"""Trains DDRNet-23-slim on CamVid (11 classes) from nothing, on a CPU, for a time that is given.

    python3 train.py <folder of camvid> <folder for the run> [--minutes 100] [--seed 1]

Writes run.pt (all that a run goes on from: start it again and it does), curve.json and, at the end, ema.pt, the state_dict
that export.py turns into what we ship. Learning rates follow the time that training took, not steps, so that a run
ends when it should on a machine that others use, too. Needs torch (1.13, CPU) and pillow. Test frames are never opened.
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

from crops import BATCH, Crops, picture_input, read_frames
from ddrnet import DDRNet

CLASSES, VOID = 11, 255
RATE, WARM_UP, DECAY = 2e-3, 0.05, 0.02  # of AdamW: the highest rate, the share of the time until it, weight decay
SECOND_HEAD, EMA = 0.4, 0.999
# CamVid's validation frames are watched, unseen, for this share of the time, and learnt from afterwards.
VALIDATION_JOINS = 0.3
EVERY_SECONDS = 300


def rate_at(progress: float) -> float:
    if progress < WARM_UP:
        return RATE * (0.05 + 0.95 * progress / WARM_UP)
    return RATE * (0.001 + 0.999 * 0.5 * (1 + math.cos(math.pi * min(1, (progress - WARM_UP) / (1 - WARM_UP)))))


def class_weights(frames) -> torch.Tensor:
    """1 / ln(1.1 + share), as in ENet (arXiv:1606.02147) with a milder constant: rare classes count up to four times."""
    counts = torch.zeros(256, dtype=torch.long)
    for _, labels in frames:
        counts += torch.bincount(torch.frombuffer(bytearray(labels.tobytes()), dtype=torch.uint8).long(), minlength=256)
    weights = 1 / (1.1 + counts[:CLASSES] / counts[:CLASSES].sum()).log()
    return weights / weights.mean()


def cross_entropy(logits, labels, weights):
    # Every second pixel of each axis: a quarter of the cost; where it begins is drawn, so all pixels have their turn.
    top, left = random.randrange(2), random.randrange(2)
    wide = F.interpolate(logits.float(), size=labels.shape[1:], mode="bilinear", align_corners=False)
    return F.cross_entropy(wide[:, :, top::2, left::2], labels[:, top::2, left::2], weights, ignore_index=VOID)


@torch.no_grad()
def miou(network: nn.Module, frames) -> float:
    """Mean intersection over union at the frames' own size, as src/eval has it."""
    network.eval()
    confusion = torch.zeros(CLASSES * CLASSES, dtype=torch.long)
    for picture, labels in frames:
        logits = network(picture_input([picture]))
        found = F.interpolate(logits, size=(picture.height, picture.width), mode="bilinear").argmax(1).flatten()
        truth = torch.frombuffer(bytearray(labels.tobytes()), dtype=torch.uint8).long()
        known = truth < CLASSES
        confusion += torch.bincount(truth[known] * CLASSES + found[known], minlength=CLASSES * CLASSES)
    table = confusion.view(CLASSES, CLASSES).double()
    hit = table.diag()
    return (hit / (table.sum(0) + table.sum(1) - hit)).nanmean().item()


def parts(network: nn.Module) -> list[dict]:
    """Biases and what norms scale by do not decay."""
    flat = [p for p in network.parameters() if p.ndim < 2]
    return [{"params": [p for p in network.parameters() if p.ndim > 1]}, {"params": flat, "weight_decay": 0}]


@torch.no_grad()
def follow(average: nn.Module, network: nn.Module, step: int) -> None:
    keep = min(EMA, (1 + step) / (10 + step))
    for mean, now in zip(average.state_dict().values(), network.state_dict().values()):
        mean.mul_(keep).add_(now, alpha=1 - keep) if mean.is_floating_point() else mean.copy_(now)


def main() -> None:
    ask = argparse.ArgumentParser()
    ask.add_argument("camvid", type=pathlib.Path)
    ask.add_argument("run", type=pathlib.Path)
    ask.add_argument("--minutes", type=float, default=100)
    ask.add_argument("--seed", type=int, default=1)
    told = ask.parse_args()
    torch.set_num_threads(1)
    told.run.mkdir(parents=True, exist_ok=True)
    train, validation = (read_frames(told.camvid / part) for part in ("train", "val"))
    weights = class_weights(train)
    torch.manual_seed(told.seed)
    random.seed(told.seed)
    network = DDRNet(CLASSES).to(memory_format=torch.channels_last)
    average = copy.deepcopy(network).eval()
    optimizer = torch.optim.AdamW(parts(network), lr=RATE, weight_decay=DECAY)
    step, seconds, curve, running = 0, 0.0, [], []
    saved = told.run / "run.pt"
    if saved.exists():
        state = torch.load(saved)
        network.load_state_dict(state["network"])
        average.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
        step, seconds, curve = state["step"], state["seconds"], state["curve"]
        random.seed(told.seed + step)
    crops = Crops()
    last = time.time()
    while seconds < told.minutes * 60:
        progress = seconds / (told.minutes * 60)
        frames = train if progress < VALIDATION_JOINS else train + validation
        pictures, labels = crops.draw(frames)
        for group in optimizer.param_groups:
            group["lr"] = rate_at(progress)
        network.train()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits, second = network(pictures)
        loss = cross_entropy(logits, labels, weights) + SECOND_HEAD * cross_entropy(second, labels, weights)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 5)
        optimizer.step()
        step += 1
        follow(average, network, step)
        running.append(loss.item())
        now = time.time()
        due = int((seconds + now - last) / EVERY_SECONDS) > int(seconds / EVERY_SECONDS)
        seconds, last = seconds + now - last, now
        if step % 50 == 0:
            recent = running[-50:]
            print(step, f"{seconds / 60:.1f} min loss {sum(recent) / len(recent):.4f}", flush=True)
        if due or seconds >= told.minutes * 60:
            point = {"step": step, "minutes": round(seconds / 60, 1), "rate": round(rate_at(progress), 6)}
            point |= {"loss": round(sum(running) / len(running), 4), "frames": len(frames)}
            if frames is train:
                point["validationMiou"] = round(miou(average, validation), 4)
            running = []
            curve.append(point)
            print(point, flush=True)
            (told.run / "curve.json").write_text(json.dumps({"seed": told.seed, "batch": BATCH, "points": curve}, indent=1))
            held = {"network": network, "average": average, "optimizer": optimizer}
            state = {name: thing.state_dict() for name, thing in held.items()}
            partial = saved.with_suffix(".part")
            torch.save(state | {"step": step, "seconds": seconds, "curve": curve}, partial)
            partial.replace(saved)
    torch.save(average.state_dict(), told.run / "ema.pt")


if __name__ == "__main__":
    main()
