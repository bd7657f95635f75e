"""Crowds to learn from: crops of labelled photographs, and scenes drawn here, whose heads are known to the pixel."""

import json
import math
import pathlib
import random

import torch
from PIL import Image, ImageDraw, ImageFilter

SIDE, CELL = 128, 4  # of a crop, and of a cell of the density map, in pixels
SPREAD = 1.5  # deviation of the Gaussian that a head is spread over, in cells
SMALLEST, LARGEST = 0.5, 1.3  # how far a photograph is scaled: at 640 × 480, where the app begins, it is 0.625


def read_photographs(data: pathlib.Path, names: list[str]) -> list[tuple[Image.Image, list]]:
    """Of crowd/ with the places of heads, of coco128/ only what shows nobody."""
    heads = json.loads((data / "crowd/points.json").read_text())

    def points_of(name: str) -> list:
        if name.startswith("crowd/"):
            return heads[name.removeprefix("crowd/")]["points"]
        labels = (data / name.replace("/images/", "/labels/")).with_suffix(".txt").read_text()
        if any(line.startswith("0 ") for line in labels.splitlines()):
            raise ValueError(f"{name} shows people, but nobody has marked their heads")
        return []

    return [(Image.open(data / name).convert("L"), points_of(name)) for name in names]


def density(points, width: int, height: int) -> torch.Tensor:
    """People per cell, row by row; each head adds up to one, also at the edge."""
    columns, rows = width // CELL, height // CELL
    x, y = torch.arange(columns) + 0.5, torch.arange(rows) + 0.5
    total = torch.zeros(rows, columns)
    for left, top in points:
        across = torch.exp(-((x - left / CELL) ** 2) / (2 * SPREAD**2))
        down = torch.exp(-((y - top / CELL) ** 2) / (2 * SPREAD**2))
        total += torch.outer(down / down.sum(), across / across.sum())
    return total


def draw_photograph(photographs, weights) -> tuple[Image.Image, list]:
    picture, points = random.choices(photographs, weights)[0]
    scale = math.exp(random.uniform(math.log(SMALLEST), math.log(LARGEST)))
    seen = min(SIDE / scale, picture.width, picture.height)
    scale = SIDE / seen
    left, top = random.uniform(0, picture.width - seen), random.uniform(0, picture.height - seen)
    part = picture.resize((SIDE, SIDE), Image.Resampling.BILINEAR, (left, top, left + seen, top + seen))
    moved = [((x - left) * scale, (y - top) * scale) for x, y in points]
    return part, [(x, y) for x, y in moved if 0 <= x < SIDE and 0 <= y < SIDE]


def draw_scene() -> tuple[Image.Image, list]:
    """Figures from behind and before, small ones far up: a head, hair, shoulders, on a ground of boxes and noise."""
    scene = Image.effect_noise((SIDE, SIDE), random.uniform(5, 40))
    draw = ImageDraw.Draw(scene)
    for _ in range(random.randrange(25)):
        left, top = random.randrange(-40, SIDE), random.randrange(-40, SIDE)
        size = (random.randrange(4, 120), random.randrange(4, 120))
        shape = random.choice([draw.rectangle, draw.ellipse])
        shape((left, top, left + size[0], top + size[1]), fill=random.randrange(256))
    far, near = random.uniform(2, 6), random.uniform(4, 16)  # radii of heads at the upper and the lower edge
    horizon = random.uniform(0, 0.6) * SIDE
    crowded = random.random() ** 2
    count = int(crowded * (SIDE - horizon) * SIDE / (4 * ((far + near) / 2) ** 2))
    heads = sorted((random.uniform(horizon, SIDE), random.uniform(0, SIDE)) for _ in range(count))
    for y, x in heads:
        radius = (far + (near - far) * y / SIDE) * random.uniform(0.85, 1.15)
        skin, hair, cloth = (random.randrange(60, 240), random.randrange(0, 120), random.randrange(256))
        body = (x - 2.2 * radius, y + 0.9 * radius, x + 2.2 * radius, y + 7 * radius)
        draw.rounded_rectangle(body, 1.6 * radius, fill=cloth)
        head = (x - 0.85 * radius, y - 1.1 * radius, x + 0.85 * radius, y + 1.1 * radius)
        draw.ellipse(head, fill=skin)
        # From behind only hair is seen.
        draw.chord(head, 180, 360, fill=hair) if random.random() < 0.6 else draw.ellipse(head, fill=hair)
    return scene.filter(ImageFilter.GaussianBlur(random.uniform(0.3, 1.2))), [(x, y) for y, x in heads]


def other_light(values: torch.Tensor) -> torch.Tensor:
    """Another gamma, contrast and brightness, and some noise; 0..1."""
    bent = values ** math.exp(random.uniform(-0.4, 0.4))
    bent = (bent - 0.5) * random.uniform(0.7, 1.3) + 0.5 + random.uniform(-0.1, 0.1)
    return (bent + random.uniform(0, 0.03) * torch.randn_like(bent)).clamp(0, 1)


def grey_of(picture: Image.Image) -> torch.Tensor:
    """[H, W] in 0..1."""
    return torch.frombuffer(bytearray(picture.tobytes()), dtype=torch.uint8).view(picture.height, picture.width) / 255


def batch_of(photographs, weights, count: int, drawn: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Pictures [N, 1, SIDE, SIDE] in 0..1, `drawn` of them scenes, and density maps [N, 1, SIDE / CELL, SIDE / CELL]."""
    pictures, maps = [], []
    for i in range(count):
        picture, points = draw_scene() if i < drawn else draw_photograph(photographs, weights)
        values = grey_of(picture)
        heads = density(points, SIDE, SIDE)
        if random.random() < 0.5:
            values, heads = values.flip(1), heads.flip(1)
        pictures.append(other_light(values))
        maps.append(heads)
    return torch.stack(pictures)[:, None], torch.stack(maps)[:, None]
