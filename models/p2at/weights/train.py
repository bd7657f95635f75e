"""Trains P2AT-S on CamVid (11 classes, SegNet's order), from nothing or from weights of an earlier run, for a processor time that is given.

    OMP_NUM_THREADS=1 python3 -m models.p2at.weights.train <folder for the run> <folder of camvid> [--help]
    python3 -m models.training.weights <folder for the run>/ema.pt <file.safetensors> --without aux_seg_head

from the repository's root. Needs torch (1.13, CPU), pillow and safetensors.
"""

from models.p2at.weights.p2at import P2AT
from models.training.segmentation import train

if __name__ == "__main__":
    train(P2AT, __doc__, rate=2e-3, second_heads=("aux_seg_head",))
