"""Trains a segmenter on CamVid's training and validation frames (11 classes, SegNet's order). Test frames are never opened."""

import pathlib
import random

import torch
import torch.nn.functional as F
from torch import nn

from models.training.camvid import CLASSES, VOID, Crops, bytes_of, picture_input, read_frames
from models.training.run import Run, arguments, begin
from models.training.weights import start_from

DECAY, EMA, CLIP, EVERY_SECONDS = 0.02, 0.999, 5, 120
SECOND_HEADS = 0.4  # what each head that only training has counts


def class_weights(frames) -> torch.Tensor:
    """1 / ln(1.1 + share), as in ENet (arXiv:1606.02147) with a milder constant: rare classes count up to four times."""
    counts = sum(torch.bincount(bytes_of(labels).flatten().long(), minlength=256) for _, labels in frames)[:CLASSES]
    weights = 1 / (1.1 + counts / counts.sum()).log()
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
        truth = bytes_of(labels).flatten().long()
        known = truth < CLASSES
        confusion += torch.bincount(truth[known] * CLASSES + found[known], minlength=CLASSES * CLASSES)
    table = confusion.view(CLASSES, CLASSES).double()
    hit = table.diag()
    return (hit / (table.sum(0) + table.sum(1) - hit)).nanmean().item()


def train(make, words: str, rate: float, second_heads: tuple[str, ...]) -> None:
    """`make(classes)` is a network that gives logits, and while training those of the heads named, too."""
    ask = arguments(words, minutes=100, rate=rate)
    ask.add_argument("camvid", type=pathlib.Path, help="../shared/data/camvid")
    ask.add_argument("--from", dest="start", type=pathlib.Path, help="ema.pt or .safetensors of an earlier run")
    share = "CamVid's validation frames are watched, unseen, for this share of the time, and learnt from afterwards"
    ask.add_argument("--validation-joins", type=float, default=0.3, help=share)
    told = ask.parse_args()
    train_frames, validation = (read_frames(told.camvid / part) for part in ("train", "val"))
    weights = class_weights(train_frames)
    begin(told.seed)
    network = make(CLASSES).to(memory_format=torch.channels_last)
    if told.start:
        start_from(network, told.start, second_heads)
    frames = train_frames

    def watch() -> dict:
        unseen = {"validationMiou": round(miou(run.average, validation), 4)} if frames is train_frames else {}
        return {"frames": len(frames), **unseen}

    run = Run(told, network, DECAY, EMA, CLIP, EVERY_SECONDS, watch)
    crops = Crops()
    for progress in run.steps():
        frames = train_frames if progress < told.validation_joins else train_frames + validation
        pictures, labels = crops.draw(frames)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits, *others = network(pictures)
        loss = cross_entropy(logits, labels, weights)
        run.learn(loss + SECOND_HEADS * sum(cross_entropy(other, labels, weights) for other in others))
    run.finish(run.average.state_dict())
