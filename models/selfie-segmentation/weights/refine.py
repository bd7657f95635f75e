"""The refinement of a mask with its picture: the app's guided filter (src/core/matte-refine.ts), whose fits for each cell of
4 × 4 pixels a small network corrects. Alpha follows from a pixel's colour and from the mask there."""

import torch
import torch.nn.functional as F
from torch import nn

CELL, WIDTH = 4, 24
DILATIONS = (1, 2, 4, 1)
RADIUS, EPSILON, LOW, HIGH = 3, 3e-4, 0.1, 0.9  # as the filter has them


def means(x: torch.Tensor) -> torch.Tensor:
    return F.avg_pool2d(x, 2 * RADIUS + 1, 1, RADIUS, count_include_pad=False)


def guided_fits(colours: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Alpha = a · colour + b in each cell, [N,4,H,W]: a = (covariance of colour + epsilon)⁻¹ · covariance with the mask."""
    (r, g, b), p = colours.split(1, 1), mask
    moments = torch.cat([r, g, b, p, r * r, r * g, r * b, g * g, g * b, b * b, r * p, g * p, b * p], 1)
    r, g, b, p, rr, rg, rb, gg, gb, bb, rp, gp, bp = means(moments).split(1, 1)
    e0 = 1 / (rr - r * r + EPSILON)
    c10, c20 = rg - r * g, rb - r * b
    l10, l20 = c10 * e0, c20 * e0
    e1 = 1 / (gg - g * g + EPSILON - l10 * c10)
    c21 = gb - g * b - l20 * c10
    l21 = c21 * e1
    e2 = 1 / (bb - b * b + EPSILON - l20 * c20 - l21 * c21)
    y0 = rp - r * p
    y1 = gp - g * p - l10 * y0
    y2 = bp - b * p - l20 * y0 - l21 * y1
    a2 = y2 * e2
    a1 = y1 * e1 - l21 * a2
    a0 = y0 * e0 - l10 * a1 - l20 * a2
    return means(torch.cat([a0, a1, a2, p - a0 * r - a1 * g - a2 * b], 1))


class Block(nn.Module):
    def __init__(self, dilation: int):
        super().__init__()
        self.depth = nn.Conv2d(WIDTH, WIDTH, 3, padding=dilation, dilation=dilation, groups=WIDTH)
        self.point = nn.Conv2d(WIDTH, WIDTH, 1)

    def forward(self, x):
        return x + F.relu(self.point(self.depth(x)))


class Refinement(nn.Module):
    def __init__(self):
        super().__init__()
        self.pixels = nn.Conv2d(3, WIDTH, CELL, CELL)
        self.mask = nn.Conv2d(1, WIDTH, CELL // 2, CELL // 2)
        self.guided = nn.Conv2d(5, WIDTH, 1)
        self.blocks = nn.ModuleList(Block(dilation) for dilation in DILATIONS)
        self.correct = nn.Conv2d(WIDTH, 5, 1)
        # At first, alpha is the filter's.
        nn.init.zeros_(self.correct.weight)
        nn.init.zeros_(self.correct.bias)

    def forward(self, picture, mask):
        """RGB [N,3,H,W] and mask [N,1,H/2,W/2] in 0..1; alpha [N,1,H,W], which may leave 0..1."""
        colours, cells = F.avg_pool2d(picture, CELL), F.avg_pool2d(mask, CELL // 2)
        fits = guided_fits(colours, cells)
        there = (fits[:, :3] * colours).sum(1, keepdim=True) + fits[:, 3:]
        x = self.pixels(picture - 0.5) + self.mask(mask) + self.guided(torch.cat([(fits / 4).tanh(), there], 1))
        x = F.relu(x)
        for block in self.blocks:
            x = block(x)
        fits = torch.cat([fits, torch.zeros_like(cells)], 1) + self.correct(x)
        fits = F.interpolate(fits, scale_factor=CELL, mode="bilinear", align_corners=False)
        wide = F.interpolate(mask, scale_factor=2, mode="bilinear", align_corners=False)
        alpha = (fits * torch.cat([picture, torch.ones_like(wide), wide], 1)).sum(1, keepdim=True)
        return (alpha - LOW) / (HIGH - LOW)
