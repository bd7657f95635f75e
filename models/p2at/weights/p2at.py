"""P2AT-S for training, with the parameter names of mohamedac29/P2AT: ../network.ts in PyTorch, with a head after each of the
two fusions that only training has (Elhassan et al. 2023, arXiv:2310.15025)."""

import torch
from torch import nn
from torch.nn import functional as F

WIDTH, HEADS, KEY, VALUE, POSITIONS = 64, 8, 16, 32, 16
LAYERS = 2


def resize(x: torch.Tensor, like: torch.Tensor) -> torch.Tensor:
    return F.interpolate(x, size=like.shape[2:], mode="bilinear", align_corners=False)


class Block(nn.Module):
    """ConvBlock: a convolution, and where `active` a norm and a PReLU of a slope for each channel."""

    def __init__(self, inside: int, out: int, kernel: int = 1, groups: int = 1, active: bool = True, bias: bool = False):
        super().__init__()
        self.conv = nn.Conv2d(inside, out, kernel, padding=kernel // 2, groups=groups, bias=bias)
        self.active = active
        if active:
            self.bn, self.act = nn.BatchNorm2d(out), nn.PReLU(out)

    def forward(self, x):
        return self.act(self.bn(self.conv(x))) if self.active else self.conv(x)


def plain(inside: int, out: int = WIDTH, kernel: int = 1, bias: bool = False) -> Block:
    return Block(inside, out, kernel, active=False, bias=bias)


class Residual(nn.Module):
    """torchvision's BasicBlock."""

    def __init__(self, inside: int, out: int, stride: int):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(inside, out, 3, stride, 1, bias=False), nn.BatchNorm2d(out)
        self.conv2, self.bn2 = nn.Conv2d(out, out, 3, 1, 1, bias=False), nn.BatchNorm2d(out)
        narrow = [nn.Conv2d(inside, out, 1, stride, bias=False), nn.BatchNorm2d(out)]
        self.downsample = None if stride == 1 and inside == out else nn.Sequential(*narrow)

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y + (x if self.downsample is None else self.downsample(x)))


class PoolFeatures(nn.Module):
    """P2Module. The first pool stands twice in the concatenation, as in the published code."""

    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = Block(WIDTH, WIDTH), Block(3 * WIDTH, WIDTH, 3, groups=WIDTH)

    def forward(self, x):
        features = self.conv1(x)
        first = F.avg_pool2d(features, 3, 1, 1)
        third = F.avg_pool2d(F.avg_pool2d(first, 5, 1, 2), 7, 1, 3)
        return self.conv2(torch.cat([first, first, third], 1)) * features


class Details(nn.Module):
    """LFImodule."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Sequential(plain(WIDTH), nn.BatchNorm2d(WIDTH))
        self.conv2 = nn.Sequential(plain(WIDTH, kernel=3), nn.BatchNorm2d(WIDTH))

    def forward(self, x):
        first = self.conv1(x)
        return self.conv2(first) + first


class Positions(nn.Module):
    def __init__(self):
        super().__init__()
        self.pos_embed = nn.Parameter(torch.randn(1, HEADS * KEY, POSITIONS) * 0.02)

    def forward(self, x):
        return x + F.interpolate(self.pos_embed, size=x.shape[2], mode="linear", align_corners=False)


class Attention(nn.Module):
    """Rows attend to rows and columns to columns, each standing for its mean."""

    def __init__(self):
        super().__init__()
        self.pool_feats_processor, self.details_enhancer = PoolFeatures(), Details()
        self.to_q, self.to_k, self.to_v = (plain(WIDTH, HEADS * each) for each in (KEY, KEY, VALUE))
        self.pos_emb_row_q, self.pos_emb_row_k = Positions(), Positions()
        self.pos_emb_column_q, self.pos_emb_column_k = Positions(), Positions()
        self.proj_encode_row = Block(HEADS * VALUE, HEADS * VALUE)
        self.proj_encode_column = plain(HEADS * VALUE, HEADS * VALUE)
        self.proj = Block(HEADS * VALUE, WIDTH)

    def attend(self, x, along: int, place_queries, place_keys):
        mean = x.mean(along, keepdim=True)
        count, length = x.shape[0], mean.shape[2] * mean.shape[3]
        # The maps are linear in the features: their means are those of the features' mean.
        q, k, v = (project(mean).flatten(2) for project in (self.to_q, self.to_k, self.to_v))
        q, k = (each.view(count, HEADS, KEY, length) for each in (place_queries(q), place_keys(k)))
        weights = (q.transpose(2, 3) @ k * KEY**-0.5).softmax(-1)
        attended = v.view(count, HEADS, VALUE, length) @ weights.transpose(2, 3)
        return attended.reshape(count, HEADS * VALUE, *mean.shape[2:])

    def forward(self, x):
        pooled = self.pool_feats_processor(x)
        rows = self.proj_encode_row(self.attend(pooled, 3, self.pos_emb_row_q, self.pos_emb_row_k))
        columns = self.proj_encode_column(self.attend(pooled, 2, self.pos_emb_column_q, self.pos_emb_column_k))
        return self.proj(self.to_v(pooled) + (rows + columns)) * self.details_enhancer(x)


class Perceptron(nn.Module):
    def __init__(self):
        super().__init__()
        hidden = 4 * WIDTH
        self.fc1, self.fc2 = plain(WIDTH, hidden), plain(hidden)
        self.dwconv = nn.Conv2d(hidden, hidden, 3, padding=1, groups=hidden)

    def forward(self, x):
        return self.fc2(F.relu(self.dwconv(self.fc1(x))))


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.attn, self.mlp = Attention(), Perceptron()

    def forward(self, x):
        x = x + self.attn(x)
        return x + self.mlp(x)


class Decoder(nn.Module):
    """DecoderBlock: each channel filtered, then a small perceptron on every pixel, added to the input."""

    def __init__(self, kernel: int):
        super().__init__()
        depthwise = nn.Conv2d(WIDTH, WIDTH, kernel, padding=kernel // 2, groups=WIDTH)
        self.dwconv = nn.Sequential(depthwise, nn.BatchNorm2d(WIDTH))
        self.pwconv1 = nn.Sequential(nn.Linear(WIDTH, 4 * WIDTH), nn.Hardswish())
        self.pwconv2, self.gamma = nn.Linear(4 * WIDTH, WIDTH), nn.Parameter(0.1 * torch.ones(WIDTH))

    def forward(self, x):
        return x + (self.gamma * self.pwconv2(self.pwconv1(self.dwconv(x).permute(0, 2, 3, 1)))).permute(0, 3, 1, 2)


class Refinement(nn.Module):
    """LFRBlock: the map's mean beside a gate for each pixel."""

    def __init__(self, inside: int):
        super().__init__()
        self.conv1, self.conv2, self.conv3, self.fuse = Block(inside, WIDTH), plain(WIDTH), plain(WIDTH), plain(WIDTH)

    def forward(self, x):
        features = self.conv1(x)
        return self.fuse(self.conv2(features.mean((2, 3), keepdim=True)) + self.conv3(features).sigmoid())


class Competition(nn.Module):
    """SFUBlock: channels compete at each pixel."""

    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = Block(WIDTH, WIDTH), plain(WIDTH, bias=True)

    def forward(self, x):
        return self.conv1(x) * self.conv2(x).softmax(1)


class Fusion(nn.Module):
    """BiFModule: fine, middle and decoded features, at the fine ones' size."""

    def __init__(self, fine: int, middle: int):
        super().__init__()
        self.down_feat, self.up_feat = Refinement(fine), Competition()
        self.st_feat = nn.Sequential(plain(middle), nn.BatchNorm2d(WIDTH))
        self.fuse = nn.Sequential(plain(3 * WIDTH), nn.BatchNorm2d(WIDTH))

    def forward(self, fine, middle, decoded):
        local = self.down_feat(fine)
        upward, still = resize(self.up_feat(decoded), fine), resize(self.st_feat(middle), fine)
        return self.fuse(torch.cat([local, upward, still], 1)) + still * upward + (still * local).sigmoid()


class Context(nn.Module):
    """GCEBlock: what the map's mean says, added everywhere."""

    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = plain(WIDTH, kernel=3), Block(WIDTH, WIDTH, 7)
        self.bn_scale = nn.Module()
        self.bn_scale.weight, self.bn_scale.bias = nn.Parameter(torch.ones(WIDTH)), nn.Parameter(torch.zeros(WIDTH))

    def forward(self, x):
        mean = self.conv1(x.mean((2, 3), keepdim=True))
        scaled = mean * self.bn_scale.weight[:, None, None] + self.bn_scale.bias[:, None, None]
        return self.conv2(scaled) + x


class Refine(nn.Module):
    def __init__(self):
        super().__init__()
        self.c2_ = Block(WIDTH, WIDTH, 3)

    def forward(self, x):
        return self.c2_(x)


class Head(nn.Module):
    def __init__(self, classes: int):
        super().__init__()
        self.bn1, self.conv1 = nn.BatchNorm2d(WIDTH), nn.Conv2d(WIDTH, WIDTH, 3, padding=1, bias=False)
        self.bn2, self.conv2 = nn.BatchNorm2d(WIDTH), nn.Conv2d(WIDTH, classes, 1)

    def forward(self, x):
        return self.conv2(F.relu(self.bn2(self.conv1(F.relu(self.bn1(x))))))


class P2AT(nn.Module):
    def __init__(self, classes: int):
        super().__init__()
        self.conv1_x, self.bn1 = nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64)
        for i in range(4):
            inside, out, stride = (64, 64, 1) if i == 0 else (64 << (i - 1), 64 << i, 2)
            setattr(self, f"layer{i + 1}", nn.Sequential(Residual(inside, out, stride), Residual(out, out, 1)))
        self.feature_reducer = Block(512, WIDTH)
        self.deep_feature_processor = nn.Module()
        self.deep_feature_processor.transformer_layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.P1_decoder, self.P2_decoder, self.P3_decoder = Decoder(3), Decoder(5), Decoder(7)
        self.BiS4, self.BiS3 = Fusion(128, 256), Fusion(64, 128)
        self.pool_gce4, self.pool_gce3 = Context(), Context()
        self.refine1, self.refine2, self.refine3 = Refine(), Refine(), Refine()
        self.fuse1, self.fuse2 = Block(2 * WIDTH, WIDTH, 3), Block(2 * WIDTH, WIDTH, 3)
        self.aux_seg_head1, self.aux_seg_head2, self.final_seg_head = Head(classes), Head(classes), Head(classes)
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, image):
        """Logits at a quarter of the picture; while training also those of the heads at the two fusions."""
        x = F.max_pool2d(F.relu(self.bn1(self.conv1_x(image))), 3, 2, 1)
        quarter = self.layer1(x)
        eighth = self.layer2(quarter)
        sixteenth = self.layer3(eighth)
        deep = self.feature_reducer(self.layer4(sixteenth))
        for layer in self.deep_feature_processor.transformer_layers:
            deep = layer(deep)
        coarse = self.P1_decoder(deep)
        middle = self.P2_decoder(self.pool_gce4(self.BiS4(eighth, sixteenth, coarse)))
        fine = self.pool_gce3(self.BiS3(quarter, eighth, middle))
        refined = self.refine3(self.P3_decoder(fine))
        refined = self.refine2(self.fuse1(torch.cat([resize(middle, refined), refined], 1)))
        refined = self.refine1(self.fuse2(torch.cat([resize(coarse, refined), refined], 1)))
        logits = self.final_seg_head(refined)
        return (logits, self.aux_seg_head1(middle), self.aux_seg_head2(fine)) if self.training else logits
