import { msg } from '@lit/localize';
import type { ErrorCode, ErrorData } from '#core/errors/vitrine-error.ts';

/** An error for a person: what happened and why, and what to do about it. */
export interface Wording {
  title: string;
  what: string;
  todo: string;
}

const wordings: Record<ErrorCode, () => Wording> = {
  aborted: () => ({
    title: msg('Cancelled'),
    what: msg('The operation was cancelled before it was done.'),
    todo: msg('Start it again when you like.'),
  }),
  'bad-attribute': () => ({
    title: msg('This element is told something that it does not know'),
    what: msg('An attribute of it in this page is wrong; the details say which.'),
    todo: msg('Until that is mended, it goes on without it.'),
  }),
  'bad-file': () => ({
    title: msg('This file cannot be read'),
    what: msg('The file is damaged, or of a kind that this browser cannot decode.'),
    todo: msg('Choose another file; MP4, WebM, PNG, JPEG and WebP usually work.'),
  }),
  'bad-shape': () => ({
    title: msg('The model does not fit'),
    what: msg('The model gave, or asked for, a tensor of another shape than its description says.'),
    todo: msg('Choose another size or model; running "npm run models" again makes the files anew.'),
  }),
  'camera-busy': () => ({
    title: msg('The camera is in use'),
    what: msg('Another program holds the camera, so that the browser cannot read from it.'),
    todo: msg('Close the other program (a video call, for instance) and try again.'),
  }),
  'camera-denied': () => ({
    title: msg('The camera is not allowed'),
    what: msg('This page may not use the camera, because the permission was refused.'),
    todo: msg('Allow the camera by the icon in the address bar and try again, or use the built-in scene.'),
  }),
  'camera-ended': () => ({
    title: msg('The camera has gone'),
    what: msg('The camera stopped sending pictures; it was unplugged or taken away.'),
    todo: msg('Plug it in again, and the picture comes back by itself; or choose another source.'),
  }),
  'camera-missing': () => ({
    title: msg('No camera found'),
    what: msg('The browser sees no camera on this device.'),
    todo: msg('Plug one in and try again, or use the built-in scene or a file.'),
  }),
  'device-lost': () => ({
    title: msg('The GPU was lost'),
    what: msg('The browser took the GPU away, after a driver reset or because memory ran out.'),
    todo: msg('The page tries to get it back by itself; if it does not, choose the WASM engine.'),
  }),
  'engine-failed': () => ({
    title: msg('The engine could not run this model'),
    what: msg('The inference engine refused the model or stopped while running it.'),
    todo: msg('Choose another engine or a smaller size.'),
  }),
  'hash-mismatch': () => ({
    title: msg('The model file is not the expected one'),
    what: msg('The bytes received differ from the published checksum, so they were not used.'),
    todo: msg('Fetch the model again; if that does not help, run "npm run models".'),
  }),
  internal: () => ({
    title: msg('Something went wrong in Vitrine'),
    what: msg('The program met a state that it did not expect, which is a fault of ours.'),
    todo: msg('Try again or reload the page; the details below help in a report.'),
  }),
  'microphone-denied': () => ({
    title: msg('The microphone is not allowed'),
    what: msg('This page may not use the microphone, because the permission was refused.'),
    todo: msg('Allow the microphone by the icon in the address bar and try again, or record without sound.'),
  }),
  'microphone-missing': () => ({
    title: msg('No microphone'),
    what: msg('The browser sees no microphone on this device, or it was taken away.'),
    todo: msg('Plug one in and try again, or record without sound.'),
  }),
  'model-missing': () => ({
    title: msg('The model is not here'),
    what: msg('The server has no file for this model and size.'),
    todo: msg('Fetch it with its button in the model list, or run "npm run models" beside the server.'),
  }),
  network: () => ({
    title: msg('The server cannot be reached'),
    what: msg('A download failed, because the connection or the server broke off.'),
    todo: msg('Check that the server is running and try again.'),
  }),
  'not-media': () => ({
    title: msg('This is neither a picture nor a video'),
    what: msg('It is a file of another kind, a folder, or a link or text from another page.'),
    todo: msg(
      'MP4, WebM, PNG, JPEG and WebP usually work; save what another page shows as a file first. Model files go into the Studio.',
    ),
  }),
  'one-at-a-time': () => ({
    title: msg('Only the first file was opened'),
    what: msg('Several came at once, and this page shows one.'),
    todo: msg('The page "Several" shows up to six beside each other.'),
  }),
  'screen-denied': () => ({
    title: msg('The screen is not shared'),
    what: msg("The browser's dialog was closed without a choice, or sharing is not allowed here."),
    todo: msg('Try again and choose a screen, a window or a tab.'),
  }),
  'silent-file': () => ({
    title: msg('This file has no sound'),
    what: msg('The video file that is shown holds no sound that this browser can play.'),
    todo: msg('Record without sound, or with the microphone.'),
  }),
  storage: () => ({
    title: msg('The model could not be kept'),
    what: msg('The browser gave no room for it, so nothing of it was saved.'),
    todo: msg('Delete a model of yours in the model list, or free space on this device, and try again.'),
  }),
  stuck: () => ({
    title: msg('The worker stopped answering'),
    what: msg('The background worker did not answer in time and was started again.'),
    todo: msg('If it happens again, choose a smaller size or another engine.'),
  }),
  unsupported: () => ({
    title: msg('This browser cannot do that'),
    what: msg('The browser or the device lacks something that this choice needs.'),
    todo: msg('Choose another engine or source; the panel "This machine" says what is there.'),
  }),
};

/** Where the same failure of a model's file has another cause, and another remedy, than that of a person's file. */
const modelWordings: Partial<Record<ErrorCode, () => Wording>> = {
  'bad-file': () => ({
    title: msg('The model file cannot be read'),
    what: msg('The file is damaged, or holds something that the engine does not know.'),
    todo: msg('Choose another engine or model; "npm run models" beside the server makes the files anew.'),
  }),
  network: () => ({
    title: msg('The model could not be fetched'),
    what: msg('The place that holds its weights cannot be reached from here, or the connection broke off.'),
    todo: msg('Try again with a network; the models that are here run without one.'),
  }),
};

/** A model that a person brings fails for reasons of its own, which its reader says best; these words stand around it. */
const importWordings: Partial<Record<ErrorCode, () => Omit<Wording, 'what'>>> = {
  'bad-file': () => ({
    title: msg('This file did not become a model'),
    todo: msg('Nothing was kept of it; choose another file.'),
  }),
  'bad-shape': () => ({
    title: msg('This does not fit'),
    todo: msg('Change what is said about the model and try again.'),
  }),
  unsupported: () => ({
    title: msg('This model cannot be built here'),
    todo: msg('Choose another architecture, or export the model to ONNX and bring that.'),
  }),
  storage: () => ({ title: wordings.storage().title, todo: wordings.storage().todo }),
};

/** A message as a sentence. */
const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;

/** The words for an error; its own message and detail stay for the "Details" line. */
export function wordError(error: ErrorData, about?: 'model' | 'import'): Wording {
  const around = about === 'import' ? importWordings[error.code]?.() : undefined;
  if (around) return { ...around, what: sentence(error.message) };
  if (about === 'import') return wordings[error.code]();
  return (about && modelWordings[error.code]?.()) ?? wordings[error.code]();
}
