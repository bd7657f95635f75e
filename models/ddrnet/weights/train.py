"""Trains DDRNet-23-slim on CamVid (11 classes), from nothing or from weights of an earlier run, for a processor time that is given.

    OMP_NUM_THREADS=1 python3 -m models.ddrnet.weights.train <folder for the run> <folder of camvid> [--help]
    python3 -m models.training.weights <folder for the run>/ema.pt <file.safetensors> --without seghead_extra.

from the repository's root. Needs torch (1.13, CPU), pillow and safetensors.
"""

from models.ddrnet.weights.ddrnet import DDRNet
from models.training.segmentation import train

if __name__ == "__main__":
    train(DDRNet, __doc__, rate=2e-3, second_heads=("seghead_extra.",))
