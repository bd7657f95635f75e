/**
 * The bind group 0 of a pipeline. Made again only when a resource is another object than last time: buffers and
 * textures of the hot path live long, so a frame makes no bind group at all.
 */
export class Bindings {
  readonly #device: GPUDevice;
  readonly #pipeline: GPUComputePipeline | GPURenderPipeline;
  #resources: readonly Resource[] = [];
  #group: GPUBindGroup | undefined;

  constructor(device: GPUDevice, pipeline: GPUComputePipeline | GPURenderPipeline) {
    this.#device = device;
    this.#pipeline = pipeline;
  }

  /** With the resources in order of binding; undefined where this entry point uses none. */
  group(...resources: Resource[]): GPUBindGroup {
    const known = this.#resources;
    const isSame = resources.length === known.length && resources.every((r, i) => r === known[i]);
    if (this.#group && isSame) return this.#group;
    this.#resources = resources;
    this.#group = this.#device.createBindGroup({
      label: this.#pipeline.label,
      layout: this.#pipeline.getBindGroupLayout(0),
      entries: resources.flatMap((resource, binding) =>
        resource ? [{ binding, resource: asBinding(resource) }] : [],
      ),
    });
    return this.#group;
  }
}

type Resource = GPUBuffer | GPUTexture | GPUSampler | undefined;

function asBinding(resource: NonNullable<Resource>): GPUBindingResource {
  if (resource instanceof GPUBuffer) return { buffer: resource };
  if (resource instanceof GPUTexture) return resource.createView();
  return resource;
}
