"""Trains the refinement of the landscape segmenter's masks on pictures that render.ts drew, for a processor time that is given.

    npx tsx models/selfie-segmentation/weights/render.ts <folder> training 420   (and another: test 50)
    OMP_NUM_THREADS=1 python3 -m models.selfie-segmentation.weights.train <folder for the run> <folder> [--help]
"""

import importlib
import math
import pathlib
import random

import numpy
import torch
import torch.nn.functional as F

from models.training.run import Run, arguments, begin

# A folder with a hyphen has no other way in.
Refinement = importlib.import_module("models.selfie-segmentation.weights.refine").Refinement

WIDTH, HEIGHT = 512, 288
CROP_WIDTH, CROP_HEIGHT, SCENES = 256, 144, 6
DECAY, EMA, CLIP, EVERY_SECONDS = 1e-4, 0.998, 1, 30
FLICKER = 2


def read(folder: pathlib.Path):
    """Pictures, alpha and masks, [scene, frame, ...] as bytes."""

    def bytes_of(name: str, *shape: int):
        return numpy.memmap(folder / f"{name}.u8", numpy.uint8, "r").reshape(-1, 2, *shape)

    return (
        bytes_of("pictures", HEIGHT, WIDTH, 3),
        bytes_of("alpha", HEIGHT, WIDTH, 1),
        bytes_of("masks", HEIGHT // 2, WIDTH // 2, 1),
    )


def tensor(values) -> torch.Tensor:
    return torch.from_numpy(numpy.array(values)).permute(0, 3, 1, 2).float() / 255


def crop(data, scene: int):
    """Two frames of a scene at the same place, mirrored alike, in the same other light."""
    pictures, alpha, masks = data
    for _ in range(10):
        left, top = (random.randrange(0, whole - part + 1, 4) for whole, part in ((WIDTH, CROP_WIDTH), (HEIGHT, CROP_HEIGHT)))
        seen = alpha[scene, 0, top : top + CROP_HEIGHT, left : left + CROP_WIDTH].mean() / 255
        if 0.05 < seen < 0.95:
            break
    down, right = slice(top, top + CROP_HEIGHT), slice(left, left + CROP_WIDTH)
    half = slice(top // 2, (top + CROP_HEIGHT) // 2), slice(left // 2, (left + CROP_WIDTH) // 2)
    parts = [tensor(pictures[scene, :, down, right]), tensor(alpha[scene, :, down, right]), tensor(masks[scene, :, half[0], half[1]])]
    if random.random() < 0.5:
        parts = [part.flip(3) for part in parts]
    gammas = torch.tensor([math.exp(random.uniform(-0.3, 0.3)) for _ in range(3)]).view(1, 3, 1, 1)
    light = parts[0] ** gammas * random.uniform(0.7, 1.2) + random.uniform(-0.05, 0.05)
    noise = random.uniform(0, 0.03) * torch.randn_like(light)
    return (light + noise).clamp(0, 1), parts[1], parts[2]


def change(alpha: torch.Tensor) -> torch.Tensor:
    """From the first frame of each scene to its second."""
    return alpha[1::2] - alpha[::2]


def loss_of(found: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    shown = found.clamp(0, 1)
    outside = (found - shown).abs().mean()
    flicker = (change(shown) - change(truth)).abs().mean() + 2 * ((change(shown) - change(truth)) ** 2).mean()
    return (shown - truth).abs().mean() + ((shown - truth) ** 2).mean() + 0.1 * outside + FLICKER * flicker


@torch.no_grad()
def measure(network: Refinement, data) -> dict:
    """SAD in thousands and dtSSD in hundredths, as src/eval has them, at 512 × 288."""
    network.eval()
    sad, flicker = [], []
    for pictures, alpha, masks in zip(*data):
        truth = tensor(alpha)
        found = network(tensor(pictures), tensor(masks)).clamp(0, 1)
        sad.append((found - truth).abs().sum().item() / 2 / 1000)
        flicker.append(100 * ((change(found) - change(truth)) ** 2).mean().sqrt().item())
    return {"SAD": round(sum(sad) / len(sad), 4), "dtSSD": round(sum(flicker) / len(flicker), 4)}


def main() -> None:
    ask = arguments(__doc__, minutes=15, rate=3e-3)
    ask.add_argument("data", type=pathlib.Path, help="folder of training scenes; those beside it in test/ are only looked at")
    told = ask.parse_args()
    data, test = read(told.data), read(told.data.parent / "test")
    begin(told.seed)
    run = Run(told, Refinement().to(memory_format=torch.channels_last), DECAY, EMA, CLIP, EVERY_SECONDS)
    if run.step == 0:
        print("the mask as it is:", measure(run.average, test), flush=True)
    for _ in run.steps():
        crops = [crop(data, random.randrange(len(data[0]))) for _ in range(SCENES)]
        pictures, alpha, masks = (torch.cat(parts).contiguous(memory_format=torch.channels_last) for parts in zip(*crops))
        run.learn(loss_of(run.network(pictures, masks), alpha))
    print(measure(run.average, test), flush=True)
    run.finish(run.average.state_dict())


if __name__ == "__main__":
    main()
