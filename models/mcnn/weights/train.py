"""Trains MCNN from nothing on crowd photographs, photographs without people, and drawn scenes.

    OMP_NUM_THREADS=1 python3 -m models.mcnn.weights.train <folder for the run> <folder of data> <list of pictures> [--help]
    python3 -m models.training.weights <folder for the run>/ema.pt <file.safetensors>

from the repository's root. Needs torch (1.13, CPU), pillow and safetensors. Opens no picture but those on the list.
"""

import pathlib

import torch
import torch.nn.functional as F

from models.mcnn.weights.crowds import batch_of, read_photographs
from models.mcnn.weights.mcnn import MCNN, SCALE
from models.training.run import Run, arguments, begin

BATCH, DRAWN = 10, 2
DECAY, EMA, CLIP, EVERY_SECONDS = 1e-3, 0.99, 10, 20


def loss_of(found: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """Where heads are, cell by cell; and the counts of squares of 8 and 32 cells, each off by what its root allows, so
    that neither crowds nor empty streets drown the other."""
    people = found / SCALE
    loss = 10 * ((people - truth) ** 2 / (0.02 + truth)).mean()
    for cells in (8, 32):
        there, seen = (F.avg_pool2d(each, cells) * cells**2 for each in (truth, people))
        loss = loss + ((seen - there).abs() / (1 + there).sqrt()).mean()
    return loss


def main() -> None:
    ask = arguments(__doc__, minutes=5, rate=2e-3)
    ask.add_argument("data", type=pathlib.Path, help="../shared/data")
    ask.add_argument("training", type=pathlib.Path, help="own.training.txt")
    told = ask.parse_args()
    photographs = read_photographs(told.data, told.training.read_text().split())
    # A crowd of a thousand is as many lessons as many scenes of ten, but not a hundred times as many.
    weights = [max(0.5, len(points) ** 0.5) for _, points in photographs]
    begin(told.seed)
    run = Run(told, MCNN().to(memory_format=torch.channels_last), DECAY, EMA, CLIP, EVERY_SECONDS)
    for _ in run.steps():
        pictures, truth = batch_of(photographs, weights, BATCH, DRAWN)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found = run.network(pictures)
        run.learn(loss_of(found.float(), truth))
    run.finish(run.average.folded())


if __name__ == "__main__":
    main()
