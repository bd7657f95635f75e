/**
 * Python objects of a pickle kept as data: the name of their class and what their attributes held. Files of whole
 * modules (`torch.save(model)`) are read this way. No class is looked up, made or called.
 */
export class InertClass {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

export class InertObject {
  readonly className: string;
  /** The object's `__dict__`, by attribute. */
  readonly attributes = new Map<unknown, unknown>();

  constructor({ name }: InertClass) {
    this.className = name;
  }
}

/** Files of torch.nn whose classes are layers. Source: the folder torch/nn/modules. */
const torchLayers =
  'activation|adaptive|batchnorm|channelshuffle|container|conv|distance|dropout|embedding|flatten|fold|' +
  'instancenorm|linear|loss|normalization|padding|pixelshuffle|pooling|rnn|transformer|upsampling';

/**
 * Which classes may stand in a file of a whole module, as "module name": torch's layers; the layers, tasks and losses
 * of ultralytics (8.x, and its older folder `yolo`) and of YOLOv5; the namespaces that training scripts keep options in.
 */
const knownClasses: readonly RegExp[] = [
  new RegExp(`^torch\\.nn\\.modules\\.(${torchLayers}) [A-Z]\\w*$`),
  /^ultralytics\.nn\.modules(\.(activation|block|conv|head|transformer))? [A-Za-z]\w*$/,
  /^ultralytics\.nn\.tasks [A-Z]\w*$/,
  /^ultralytics\.(yolo\.)?utils\.(loss|tal) [A-Za-z]\w*$/,
  /^ultralytics\.(yolo\.)?utils IterableSimpleNamespace$/,
  /^models\.(common|yolo) [A-Z]\w*$/,
  /^argparse Namespace$/,
];

/** The class of that name where it is one of those above. */
export function inertClass(name: string): InertClass | undefined {
  return knownClasses.some((known) => known.test(name)) ? new InertClass(name.replace(' ', '.')) : undefined;
}
