/**
 * What onnxruntime writes to the console while something is done. Its compiled code keeps the console's functions of the
 * moment it starts, so they are replaced before that: by ones that listen when asked to, and else pass everything on.
 */
const methods = ['debug', 'log', 'info', 'warn', 'error'] as const;

let heard: string[] | undefined;
let isListening = false;

/** Before a runtime starts; once is enough. */
export function listenToConsole(): void {
  if (isListening) return;
  isListening = true;
  for (const method of methods) {
    const pass = console[method].bind(console);
    console[method] = (...said: unknown[]) => {
      if (heard) heard.push(...said.map(String).join(' ').split('\n'));
      else pass(...said);
    };
  }
}

/** The lines written until `act` is over; nothing of them reaches the console. Calls must not overlap. */
export async function linesDuring(act: () => Promise<void>): Promise<string[]> {
  const lines: string[] = [];
  heard = lines;
  try {
    await act();
  } finally {
    heard = undefined;
  }
  return lines;
}
