import type { Plugin } from 'vite';

/**
 * Vite plugin: built files whose name has their hash never change, so browsers need not ask for them again. It is more than
 * thrift: in WebKitGTK 2.50 a module worker whose imports are answered 304 does not start (seen; the first one does).
 */
export function lastingAssets(): Plugin {
  return {
    name: 'vitrine-lasting-assets',
    configurePreviewServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        if (request.url?.startsWith('/assets/'))
          response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
        next();
      });
    },
  };
}
