import fullscreenCode from './wgsl/fullscreen.wgsl?raw';

type Constants = Record<string, number>;

/** A compute pipeline labelled by its entry point; `constants` set the `override` declarations. */
export function computePipeline(
  device: GPUDevice,
  code: string,
  entryPoint: string,
  constants?: Constants,
): GPUComputePipeline {
  const module = device.createShaderModule({ label: entryPoint, code });
  return device.createComputePipeline({
    label: entryPoint,
    layout: 'auto',
    compute: { module, entryPoint, constants },
  });
}

/** A pipeline that runs one fragment shader over the whole target; `code` may use `Covered` of fullscreen.wgsl. */
export function drawPipeline(
  device: GPUDevice,
  code: string,
  entryPoint: string,
  format: GPUTextureFormat,
  constants?: Constants,
): GPURenderPipeline {
  const module = device.createShaderModule({ label: entryPoint, code: fullscreenCode + code });
  return device.createRenderPipeline({
    label: entryPoint,
    layout: 'auto',
    vertex: { module, entryPoint: 'fullscreen_vertex' },
    fragment: { module, entryPoint, targets: [{ format }], constants },
  });
}

/** Encodes one compute pass of as many workgroups of `workgroup` invocations as cover `extent`. */
export function dispatch(
  encoder: GPUCommandEncoder,
  pipeline: GPUComputePipeline,
  group: GPUBindGroup,
  extent: readonly number[],
  workgroup: readonly number[],
): void {
  const [x = 1, y = 1, z = 1] = extent.map((size, i) => Math.ceil(size / (workgroup[i] ?? 1)));
  const pass = encoder.beginComputePass({ label: pipeline.label });
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  pass.dispatchWorkgroups(x, y, z);
  pass.end();
}

/** Encodes one drawing pass over the whole of `target`, flipped left to right if `mirror`. */
export function draw(
  encoder: GPUCommandEncoder,
  pipeline: GPURenderPipeline,
  group: GPUBindGroup,
  target: GPUTextureView,
  mirror: boolean,
): void {
  const pass = encoder.beginRenderPass({
    label: pipeline.label,
    colorAttachments: [{ view: target, loadOp: 'clear', storeOp: 'store' }],
  });
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  pass.draw(3, 1, 0, mirror ? 1 : 0);
  pass.end();
}
