/**
 * `vitrine/elements`: the parts of the Studio for other pages. Importing this defines all elements; `vitrine/elements/vt-stage`
 * and its like define one. `createSession` makes what they show. Colours and sizes are CSS properties (`vitrine/tokens.css`).
 *
 * ```js
 * import { createSession, completeSettings } from 'vitrine/elements';
 * const session = createSession();
 * document.querySelector('vt-stage').session = session;
 * await session.setSource({ kind: 'scene' });
 * await session.setModel(await completeSettings({ model: 'selfie-segmentation' }));
 * ```
 */
export * from './session.ts';
export * from './vt-compare.ts';
export * from './vt-legend.ts';
export * from './vt-look-panel.ts';
export * from './vt-machine.ts';
export * from './vt-meter.ts';
export * from './vt-stage.ts';
export * from './vt-steps.ts';
