import type { Plugin } from 'vite';

/** Serves public/models and fetches missing models on request. */
export function modelServer(): Plugin {
  return { name: 'vitrine-model-server' };
}
