"""DDRNet-23-slim for training, with the parameter names of ydhongHIT/DDRNet: the twin of ../network.ts in PyTorch, with
the second head on the detailed branch that training adds (Hong et al. 2021, arXiv:2101.06085)."""

import torch
from torch import nn
from torch.nn import functional as F

PLANES, POOL, HEAD = 32, 128, 64


def norm(channels: int) -> nn.BatchNorm2d:
    return nn.BatchNorm2d(channels, momentum=0.1)


def conv(inside: int, out: int, kernel: int, stride: int = 1, bias: bool = False) -> nn.Conv2d:
    return nn.Conv2d(inside, out, kernel, stride, kernel // 2, bias=bias)


def resize(x: torch.Tensor, size) -> torch.Tensor:
    return F.interpolate(x, size=size, mode="bilinear", align_corners=False)


class Basic(nn.Module):
    def __init__(self, inside: int, out: int, stride: int = 1, last: bool = False):
        super().__init__()
        self.conv1, self.bn1 = conv(inside, out, 3, stride), norm(out)
        self.conv2, self.bn2 = conv(out, out, 3), norm(out)
        same = stride == 1 and inside == out
        self.downsample = None if same else nn.Sequential(conv(inside, out, 1, stride), norm(out))
        self.last = last

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        y = y + (x if self.downsample is None else self.downsample(x))
        return y if self.last else F.relu(y)


class Bottleneck(nn.Module):
    def __init__(self, inside: int, planes: int, stride: int = 1):
        super().__init__()
        self.conv1, self.bn1 = conv(inside, planes, 1), norm(planes)
        self.conv2, self.bn2 = conv(planes, planes, 3, stride), norm(planes)
        self.conv3, self.bn3 = conv(planes, 2 * planes, 1), norm(2 * planes)
        same = stride == 1 and inside == 2 * planes
        self.downsample = None if same else nn.Sequential(conv(inside, 2 * planes, 1, stride), norm(2 * planes))

    def forward(self, x):
        y = F.relu(self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))))
        return self.bn3(self.conv3(y)) + (x if self.downsample is None else self.downsample(x))


def stage(inside: int, out: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(Basic(inside, out, stride), Basic(out, out, last=True))


def active(inside: int, out: int, kernel: int) -> list[nn.Module]:
    return [norm(inside), nn.ReLU(), conv(inside, out, kernel)]


class PyramidPool(nn.Module):
    def __init__(self, inside: int, out: int):
        super().__init__()
        self.scale0 = nn.Sequential(*active(inside, POOL, 1))
        pools = [nn.AvgPool2d(5, 2, 2), nn.AvgPool2d(9, 4, 4), nn.AvgPool2d(17, 8, 8), nn.AdaptiveAvgPool2d(1)]
        for i, pool in enumerate(pools, 1):
            setattr(self, f"scale{i}", nn.Sequential(pool, *active(inside, POOL, 1)))
            setattr(self, f"process{i}", nn.Sequential(*active(POOL, POOL, 3)))
        self.compression = nn.Sequential(*active(5 * POOL, out, 1))
        self.shortcut = nn.Sequential(*active(inside, out, 1))

    def forward(self, x):
        views = [self.scale0(x)]
        for i in range(1, 5):
            wide = resize(getattr(self, f"scale{i}")(x), x.shape[2:])
            views.append(getattr(self, f"process{i}")(wide + views[-1]))
        return self.compression(torch.cat(views, 1)) + self.shortcut(x)


class Head(nn.Module):
    def __init__(self, inside: int, classes: int):
        super().__init__()
        self.bn1, self.conv1 = norm(inside), conv(inside, HEAD, 3)
        self.bn2, self.conv2 = norm(HEAD), conv(HEAD, classes, 1, bias=True)

    def forward(self, x):
        return self.conv2(F.relu(self.bn2(self.conv1(F.relu(self.bn1(x))))))


class DDRNet(nn.Module):
    def __init__(self, classes: int):
        super().__init__()
        p = PLANES
        self.conv1 = nn.Sequential(
            conv(3, p, 3, 2, bias=True), norm(p), nn.ReLU(), conv(p, p, 3, 2, bias=True), norm(p), nn.ReLU()
        )
        self.layer1, self.layer2 = stage(p, p), stage(p, 2 * p, 2)
        self.layer3, self.layer4 = stage(2 * p, 4 * p, 2), stage(4 * p, 8 * p, 2)
        self.layer3_, self.layer4_ = stage(2 * p, 2 * p), stage(2 * p, 2 * p)
        self.compression3 = nn.Sequential(conv(4 * p, 2 * p, 1), norm(2 * p))
        self.compression4 = nn.Sequential(conv(8 * p, 2 * p, 1), norm(2 * p))
        self.down3 = nn.Sequential(conv(2 * p, 4 * p, 3, 2), norm(4 * p))
        self.down4 = nn.Sequential(
            conv(2 * p, 4 * p, 3, 2), norm(4 * p), nn.ReLU(), conv(4 * p, 8 * p, 3, 2), norm(8 * p)
        )
        self.layer5_ = nn.Sequential(Bottleneck(2 * p, 2 * p))
        self.layer5 = nn.Sequential(Bottleneck(8 * p, 8 * p, 2))
        self.spp = PyramidPool(16 * p, 4 * p)
        self.seghead_extra, self.final_layer = Head(2 * p, classes), Head(4 * p, classes)
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, x):
        """Logits at an eighth of the picture; while training also those of the second head."""
        deep = detailed = self.layer2(F.relu(self.layer1(self.conv1(x))))
        size = deep.shape[2:]
        middle = None
        for name in ("3", "4"):
            low = getattr(self, f"layer{name}")(F.relu(deep))
            high = getattr(self, f"layer{name}_")(F.relu(detailed))
            deep = low + getattr(self, f"down{name}")(F.relu(high))
            detailed = high + resize(getattr(self, f"compression{name}")(F.relu(low)), size)
            if name == "3":
                middle = detailed
        fine = self.layer5_(F.relu(detailed))
        pooled = resize(self.spp(self.layer5(F.relu(deep))), size)
        logits = self.final_layer(fine + pooled)
        return (logits, self.seghead_extra(middle)) if self.training else logits
