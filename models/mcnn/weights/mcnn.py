"""MCNN for training (Zhang et al., CVPR 2016): ../network.ts in PyTorch, with batch norms that become part of the kernels
at the end."""

import torch
import torch.nn.functional as F
from torch import nn

MEAN, DEVIATION = 0.45, 0.25  # of the pictures' grey in 0..1
# Of what is learnt to people per cell: a step of the optimizer changes a thousand cells at once, and with them the count.
SCALE = 40
COLUMNS = [((9, 7, 7, 7), (16, 32, 16, 8)), ((7, 5, 5, 5), (20, 40, 20, 10)), ((5, 3, 3, 3), (24, 48, 24, 12))]
PLACES = (0, 2, 4, 5)  # of convolutions in the original's nn.Sequential, between pools


class Column(nn.Module):
    def __init__(self, kernels, widths):
        super().__init__()
        ins = (1, *widths[:-1])
        self.convs = nn.ModuleList(nn.Conv2d(i, o, k, padding=k // 2) for i, o, k in zip(ins, widths, kernels))
        self.norms = nn.ModuleList(nn.BatchNorm2d(o) for o in widths)

    def forward(self, x):
        for i, (conv, norm) in enumerate(zip(self.convs, self.norms)):
            x = F.relu(norm(conv(x)))
            x = F.max_pool2d(x, 2) if i < 2 else x
        return x


class MCNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.columns = nn.ModuleList(Column(*each) for each in COLUMNS)
        self.fuse = nn.Conv2d(30, 1, 1)
        nn.init.constant_(self.fuse.bias, 0.2)  # a ReLU that starts at nothing would stay there

    def forward(self, grey):
        """Of grey in 0..1, people per cell times SCALE; below zero too while it learns, so that gradients do not end."""
        x = ((grey - MEAN) / DEVIATION).contiguous(memory_format=torch.channels_last)
        return self.fuse(torch.cat([column(x) for column in self.columns], 1))

    def folded(self) -> dict[str, torch.Tensor]:
        """The state_dict of svishwa/crowdcount-mcnn's network."""
        state = {"DME.fuse.0.conv.weight": self.fuse.weight / SCALE, "DME.fuse.0.conv.bias": self.fuse.bias / SCALE}
        for number, column in enumerate(self.columns, 1):
            for place, conv, norm in zip(PLACES, column.convs, column.norms):
                gain = norm.weight / (norm.running_var + norm.eps).sqrt()
                key = f"DME.branch{number}.{place}.conv"
                state[f"{key}.weight"] = conv.weight * gain[:, None, None, None]
                state[f"{key}.bias"] = (conv.bias - norm.running_mean) * gain + norm.bias
        return {key: value.detach().contiguous() for key, value in state.items()}
