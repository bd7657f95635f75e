/** What file inputs offer besides pictures: checkpoints as their authors publish them, and ONNX. */
export const acceptedModels = '.pth,.pt,.ckpt,.safetensors,.h5,.hdf5,.onnx';

const MODEL_NAME = new RegExp(`(${acceptedModels.replaceAll('.', '\\.').replaceAll(',', '|')})$`, 'i');

/** True for a file that is to be imported rather than shown. Names only: the worker looks at what is inside. */
export const isModelFile = ({ name }: File): boolean => MODEL_NAME.test(name);
