/** The adapter's features and limits, for the record; none where there is no WebGPU. */
export async function limitsOf(): Promise<{ features: string[]; limits: Record<string, number> }> {
  const gpu = navigator.gpu as GPU | undefined;
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null);
  if (!adapter) return { features: [], limits: {} };
  const limits: Record<string, number> = {};
  // Getters of the prototype: an object spread would see none.
  for (const name in adapter.limits) {
    const value: unknown = adapter.limits[name as keyof GPUSupportedLimits];
    if (typeof value === 'number') limits[name] = value;
  }
  return { features: [...adapter.features].sort(), limits };
}
