"""Trains MCNN from nothing on crowd photographs, photographs without people, and drawn scenes.

    OMP_NUM_THREADS=1 python3 -m models.mcnn.weights.train <folder for the run> <folder of data> <list of pictures> [--help]
    python3 -m models.training.weights <folder for the run>/ema.pt <file.safetensors>

from the repository's root. Needs torch (1.13, CPU), pillow and safetensors. Opens no picture but those on the list.
"""

import math
import pathlib
from typing import NamedTuple

import torch
import torch.nn.functional as F
from PIL import Image

from models.mcnn.weights.crowds import CELL, batch_of, grey_of, read_photographs
from models.mcnn.weights.mcnn import MCNN, SCALE
from models.training.run import Run, arguments, begin

BATCH, DRAWN = 10, 1
DECAY, EMA, CLIP, EVERY_SECONDS = 1e-3, 0.99, 10, 20


class Phase(NamedTuple):
    """Until this share of the time: how much of an error's weight is by what is true, the rest by what is found; how often
    a photograph is drawn, by its people to this power; and how often one without people."""

    until: float
    by_truth: float
    crowd_power: float
    empty: float

    def draws(self, photographs: list) -> list[float]:
        """A crowd of a thousand is as many lessons as a few scenes of ten."""
        return [len(points) ** self.crowd_power if points else self.empty for _, points in photographs]


# Weights that follow the truth pull what is in doubt towards nobody, and nobody anywhere is where training then ends: so
# not at first. Once crowds are told from the rest, mostly by the truth, so that doubt rather means nobody.
PHASES = (Phase(0.25, 0, 0.35, 0.5), Phase(0.52, 0.5, 0.25, 1), Phase(math.inf, 0.75, 0.15, 0.5))


def loss_of(found: torch.Tensor, truth: torch.Tensor, by_truth: float) -> torch.Tensor:
    """Where heads are, cell by cell, and the counts of squares of 8 cells, as if people came by Poisson's law."""
    people = found / SCALE

    def off(seen: torch.Tensor, there: torch.Tensor, least: float) -> torch.Tensor:
        likely = (1 - by_truth) * seen.detach().clamp(min=0) + by_truth * there
        return ((seen - there) ** 2 / (least + likely)).mean()

    squares = (F.avg_pool2d(each, 8) * 8**2 for each in (people, truth))
    return 20 * off(people, truth, 0.02) + off(*squares, 0.5)


@torch.no_grad()
def calibrate(network: MCNN, photographs: list) -> float:
    """Moves the last bias to where whole photographs with people, as large as they are and at 0.625, count best: the little
    that each empty cell holds adds up over fifty thousand. Returns by how many people per cell it was lowered."""
    maps = []
    for picture, points in photographs:
        for scale in (1, 0.625) if points else ():
            size = [round(side * scale) // CELL * CELL for side in picture.size]
            grey = grey_of(picture.resize(size, Image.Resampling.BILINEAR))
            maps.append((network(grey[None, None]) / SCALE, len(points)))

    def error(lower: float) -> float:
        return sum(abs((found - lower).clamp(min=0).sum().item() - people) for found, people in maps)

    lower = min((i * 0.0005 for i in range(-10, 60)), key=error)
    network.fuse.bias -= lower * SCALE
    return lower


def main() -> None:
    ask = arguments(__doc__, minutes=5.2, rate=3e-3)
    ask.add_argument("data", type=pathlib.Path, help="../shared/data")
    ask.add_argument("training", type=pathlib.Path, help="own.training.txt")
    told = ask.parse_args()
    photographs = read_photographs(told.data, told.training.read_text().split())
    begin(told.seed)
    run = Run(told, MCNN().to(memory_format=torch.channels_last), DECAY, EMA, CLIP, EVERY_SECONDS)
    for progress in run.steps():
        phase = next(each for each in PHASES if progress < each.until)
        pictures, truth = batch_of(photographs, phase.draws(photographs), BATCH, DRAWN)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found = run.network(pictures)
        run.learn(loss_of(found.float(), truth, phase.by_truth))
    print(f"lowered by {calibrate(run.average, photographs):.4f} people per cell", flush=True)
    run.finish(run.average.folded())


if __name__ == "__main__":
    main()
