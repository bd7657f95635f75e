"""Trains Zero-DCE++ without references, as Li et al. (TPAMI 2021) describe, from nothing, for a processor time that is given.

    OMP_NUM_THREADS=1 python3 -m models.zero-dce.weights.train <folder for the run> <folder of data> <list of pictures> [--help]
    python3 -m models.training.weights <folder for the run>/ema.pt <file.safetensors>

from the repository's root. Needs torch (1.13, CPU), pillow and safetensors. Opens no picture but those on the list. The
network sees pictures of 54 x 40 pixels, as it does live (648 x 480 / 12); losses are taken at 162 x 120. Photographs are
darkened at random, so that few hundred stand for all exposures.
"""

import pathlib
import random

import torch
import torch.nn.functional as F
from PIL import Image
from torch import nn

from models.training.run import Run, arguments, begin

SMALL, LARGE = (40, 54), (120, 162)
ITERATIONS, WIDTH, BATCH = 8, 32, 8
DECAY, EMA, CLIP, EVERY_SECONDS = 1e-4, 0.99, 0.1, 10
# Wanted brightness and the losses' weights. The authors have 0.6, 1600, 5 and 10, and want the brightness of patches of
# 16 in 512 pixels; with few pictures that greys out light and colour alike, with halos (tried, looked at). So patches are
# a third of the picture here, curves smoother, and a cast costs less.
EXPOSURE, SMOOTHNESS, COLOUR, BRIGHTNESS = 0.55, 8000, 0.5, 10
EXPOSURE_PATCH, CONTRAST_PATCH = 40, 2


class Separable(nn.Module):
    def __init__(self, channels, out):
        super().__init__()
        self.depth_conv = nn.Conv2d(channels, channels, 3, padding=1, groups=channels)
        self.point_conv = nn.Conv2d(channels, out, 1)

    def forward(self, x):
        return self.point_conv(self.depth_conv(x))


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        widths = [3, WIDTH, WIDTH, WIDTH, 2 * WIDTH, 2 * WIDTH, 2 * WIDTH]
        for number, channels in enumerate(widths, 1):
            setattr(self, f"e_conv{number}", Separable(channels, WIDTH if number < 7 else 3))
        for name, parameter in self.named_parameters():
            nn.init.normal_(parameter, 0, 0.02) if "bias" not in name else nn.init.zeros_(parameter)
        # Depthwise layers of deviation 0.02 pass next to nothing on; one in the middle passes all.
        for module in self.modules():
            if isinstance(module, nn.Conv2d) and module.groups > 1:
                module.weight.data[:, :, 1, 1] += 1
            elif isinstance(module, nn.Conv2d) and module.out_channels == WIDTH:
                nn.init.kaiming_normal_(module.weight)

    def forward(self, x):
        x1 = F.relu(self.e_conv1(x))
        x2 = F.relu(self.e_conv2(x1))
        x3 = F.relu(self.e_conv3(x2))
        x4 = F.relu(self.e_conv4(x3))
        x5 = F.relu(self.e_conv5(torch.cat([x3, x4], 1)))
        x6 = F.relu(self.e_conv6(torch.cat([x2, x5], 1)))
        return torch.tanh(self.e_conv7(torch.cat([x1, x6], 1)))


def bend(x, curve):
    for _ in range(ITERATIONS):
        x = x + curve * (x * x - x)
    return x


def contrast_change(before, after):
    """How much differences between neighbouring patches changed."""
    a, b = (F.avg_pool2d(x.mean(1, keepdim=True), CONTRAST_PATCH) for x in (before, after))
    pairs = [(a.diff(dim=axis), b.diff(dim=axis)) for axis in (2, 3)]
    # Each pair of neighbours counts from both sides.
    return sum(2 * ((q.abs() - p.abs()) ** 2).mean() for p, q in pairs)


def losses(picture, bent, curve):
    brightness = F.avg_pool2d(bent.mean(1, keepdim=True), EXPOSURE_PATCH)
    red, green, blue = bent.mean((2, 3)).unbind(1)
    cast = ((red - green) ** 4 + (red - blue) ** 4 + (green - blue) ** 4 + 1e-12).sqrt().mean()
    roughness = 2 * ((curve.diff(dim=2) ** 2).mean() + (curve.diff(dim=3) ** 2).mean())
    return (
        contrast_change(picture, bent)
        + BRIGHTNESS * ((brightness - EXPOSURE) ** 2).mean()
        + COLOUR * cast
        # The authors sum over three channels, on the enlarged curve, whose steps are 12 times smaller.
        + SMOOTHNESS * 3 / 12**2 * roughness
    )


def read_photographs(data: pathlib.Path, names: list[str]) -> list[torch.Tensor]:
    """RGB, 0..1, half as large again as what is cut out of them."""

    def load(name: str) -> torch.Tensor:
        image = Image.open(data / name).convert("RGB").resize((LARGE[1] * 3 // 2, LARGE[0] * 3 // 2))
        values = torch.frombuffer(bytearray(image.tobytes()), dtype=torch.uint8)
        return values.view(image.height, image.width, 3).permute(2, 0, 1) / 255

    return [load(name) for name in names]


def batch_of(pictures):
    def draw():
        picture = random.choice(pictures)
        top = random.randrange(picture.shape[1] - LARGE[0] + 1)
        left = random.randrange(picture.shape[2] - LARGE[1] + 1)
        part = picture[:, top : top + LARGE[0], left : left + LARGE[1]]
        if random.random() < 0.5:
            part = part.flip(2)
        # One in four stays as it was exposed; the others lose up to four stops of light, in linear light.
        stops = 0 if random.random() < 0.25 else random.uniform(0, 4)
        dark = (part**2.2 * 2**-stops) ** (1 / 2.2)
        return (dark + 0.02 * random.random() * torch.randn_like(dark)).clamp(0, 1)

    return torch.stack([draw() for _ in range(BATCH)])


def main() -> None:
    ask = arguments(__doc__, minutes=3.5, rate=1e-3)
    ask.add_argument("data", type=pathlib.Path, help="../shared/data")
    ask.add_argument("training", type=pathlib.Path, help="zero-dce-plus.training.txt")
    told = ask.parse_args()
    pictures = read_photographs(told.data, told.training.read_text().split())
    begin(told.seed)
    brightness = {}
    run = Run(told, Network(), DECAY, EMA, CLIP, EVERY_SECONDS, watch=lambda: brightness)
    for _ in run.steps():
        picture = batch_of(pictures)
        curve = run.network(F.interpolate(picture, SMALL, mode="bilinear"))
        bent = bend(picture, F.interpolate(curve, LARGE, mode="bilinear", align_corners=True))
        run.learn(losses(picture, bent, curve))
        brightness = {"before": round(picture.mean().item(), 3), "after": round(bent.mean().item(), 3)}
    run.finish(run.average.state_dict())


if __name__ == "__main__":
    main()
