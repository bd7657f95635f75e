"""CamVid's frames in memory, and crops of them as training wants them: scaled, mirrored, in other light."""

import math
import pathlib
import random

import torch
from PIL import Image, ImageEnhance

CLASSES, VOID = 11, 255
BATCH, HEIGHT, WIDTH = 8, 288, 384
SMALLEST, LARGEST = 0.7, 2.0
MEAN, DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


def read_frames(folder: pathlib.Path) -> list[tuple[Image.Image, Image.Image]]:
    """Pictures with their labels: 0..10, and all else (CamVid's 11, unlabelled) as 255."""

    def labels_of(path: pathlib.Path) -> Image.Image:
        return Image.open(folder / "labels" / f"{path.stem}.png").convert("L").point(lambda v: v if v < CLASSES else VOID)

    paths = sorted((folder / "images").iterdir())
    return [(Image.open(path).convert("RGB"), labels_of(path)) for path in paths]


def bytes_of(image: Image.Image) -> torch.Tensor:
    return torch.frombuffer(bytearray(image.tobytes()), dtype=torch.uint8).view(image.height, image.width, -1)


def picture_input(pictures: list[Image.Image]) -> torch.Tensor:
    """RGB with ImageNet's mean and deviation, [N, 3, H, W] in channels_last, as ../imagenet-input.ts has it."""
    values = torch.stack([bytes_of(picture) for picture in pictures]).float() / 255
    return ((values - torch.tensor(MEAN)) / torch.tensor(DEVIATION)).permute(0, 3, 1, 2)


class Crops:
    """Every frame has its turn before any comes again."""

    def __init__(self):
        self.order: list[int] = []

    def draw(self, frames) -> tuple[torch.Tensor, torch.Tensor]:
        drawn = [crop(*frames[self.next(len(frames))]) for _ in range(BATCH)]
        labels = torch.stack([bytes_of(labels)[:, :, 0].long() for _, labels in drawn])
        return picture_input([picture for picture, _ in drawn]), labels

    def next(self, count: int) -> int:
        if not self.order:
            self.order = random.sample(range(count), count)
        return self.order.pop()


def crop(picture: Image.Image, labels: Image.Image) -> tuple[Image.Image, Image.Image]:
    scale = math.exp(random.uniform(math.log(SMALLEST), math.log(LARGEST)))
    stretch = math.exp(random.uniform(-0.1, 0.1))
    # What of the frame is seen, and where on the crop: small frames leave a margin, which is void.
    seen_width, seen_height = min(WIDTH / scale / stretch, picture.width), min(HEIGHT / scale * stretch, picture.height)
    left = random.uniform(0, picture.width - seen_width)
    top = random.uniform(0, picture.height - seen_height)
    box = (left, top, left + seen_width, top + seen_height)
    size = (min(WIDTH, round(seen_width * scale * stretch)), min(HEIGHT, round(seen_height * scale / stretch)))
    picture = picture.resize(size, Image.Resampling.BILINEAR, box)
    labels = labels.resize(size, Image.Resampling.NEAREST, box)
    if random.random() < 0.5:
        picture, labels = (i.transpose(Image.Transpose.FLIP_LEFT_RIGHT) for i in (picture, labels))
    picture = other_light(picture)
    if size == (WIDTH, HEIGHT):
        return picture, labels
    at = (random.randint(0, WIDTH - size[0]), random.randint(0, HEIGHT - size[1]))
    grey = tuple(round(255 * mean) for mean in MEAN)
    wide, wide_labels = Image.new("RGB", (WIDTH, HEIGHT), grey), Image.new("L", (WIDTH, HEIGHT), VOID)
    wide.paste(picture, at)
    wide_labels.paste(labels, at)
    return wide, wide_labels


def other_light(picture: Image.Image) -> Image.Image:
    kinds = [ImageEnhance.Brightness, ImageEnhance.Contrast, ImageEnhance.Color]
    for kind in random.sample(kinds, len(kinds)):
        picture = kind(picture).enhance(random.uniform(0.6, 1.4))
    # A cast: each channel its own gamma.
    gammas = [math.exp(random.uniform(-0.15, 0.15)) for _ in range(3)]
    return picture.point([round(255 * (v / 255) ** gamma) for gamma in gammas for v in range(256)])
