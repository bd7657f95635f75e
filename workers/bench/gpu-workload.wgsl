// Four chains of dependent multiply-adds in each invocation, and nothing else: no memory but the sum at the end, which
// keeps the compiler from leaving the loop out. 64 invocations a workgroup, one number each.

@group(0) @binding(0) var<storage, read_write> sums: array<f32>;
@group(0) @binding(1) var<uniform> steps: u32;

@compute @workgroup_size(64)
fn gpu_workload_compute(@builtin(global_invocation_id) id: vec3u) {
  var x = vec4f(f32(id.x), f32(id.x) + 1.0, f32(id.x) + 2.0, f32(id.x) + 3.0) * 1e-4;
  for (var i = 0u; i < steps; i++) {
    x = fma(x, vec4f(0.9999), vec4f(1e-5));
  }
  sums[id.x] = x.x + x.y + x.z + x.w;
}
