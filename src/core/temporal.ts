/**
 * Moving average over frames, in place: state = value + (state − value) · weight, so `weight` is that of the past,
 * 0..1; weight 0 takes the value as it is, which a first frame needs. CPU twin of `temporal-smooth`.
 */
export function smoothInto(state: Float32Array, value: Float32Array, weight: number): void {
  for (let i = 0; i < state.length; i++) {
    const now = value[i]!;
    state[i] = now + (state[i]! - now) * weight;
  }
}
