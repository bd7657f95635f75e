/** How user models are called; apart from the rest, so that the page's shell can tell them without their code. */
import { toHex } from '#core/hex.ts';

/** The one variant that a user model has. */
export const USER_VARIANT = 'own';
const PREFIX = 'user-';

/** Ids of user models start so that no folder of models/ can be meant. */
export const isUserModelId = (id: string): boolean => id.startsWith(PREFIX);

/** A fresh id that reads like `name`, fit for addresses and folders. */
export function newUserModelId(name: string): string {
  const stem = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 24);
  return `${PREFIX}${stem || 'model'}-${toHex(crypto.getRandomValues(new Uint8Array(4)))}`;
}

/** The folder of the origin private file system with a folder for each. */
export const USER_MODELS_FOLDER = 'user-models';

/** Whether anything was ever kept; asked before the code that reads it is loaded. */
export async function hasUserModels(): Promise<boolean> {
  try {
    await (await navigator.storage.getDirectory()).getDirectoryHandle(USER_MODELS_FOLDER);
    return true;
  } catch {
    return false;
  }
}
