/**
 * User models in the origin private file system: a folder each, with the model's bytes and its record. The record is
 * written last, so that a folder without one is the leftover of a save that was broken off.
 */
import * as v from 'valibot';
import { VitrineError, isAbort } from '#core/errors/vitrine-error.ts';
import { megabytes } from '#core/megabytes.ts';
import { USER_MODELS_FOLDER } from './user-model-id.ts';
import { userModelSchema, type UserModel } from './user-model.ts';

const RECORD = 'model.json';
const BYTES = 'model.onnx';
/** Held while a model is saved: whoever gets it knows that no folder is half written by somebody who still works. */
const LOCK = 'vitrine-user-models';

export interface UserModelList {
  /** The newest first. */
  models: UserModel[];
  /** Folders whose record this version cannot read. */
  unreadable: string[];
}

/** Saves a model or leaves nothing. Throws VitrineError('storage') in plain words. */
export function saveUserModel(model: UserModel, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  return navigator.locks.request(LOCK, async () => {
    const { id } = model.manifest;
    try {
      const root = await openRoot();
      try {
        const folder = await root.getDirectoryHandle(id, { create: true });
        await write(folder, BYTES, bytes);
        await write(folder, RECORD, JSON.stringify(model));
      } catch (error) {
        await root.removeEntry(id, { recursive: true }).catch(() => undefined);
        throw error;
      }
    } catch (cause) {
      throw await inWords(cause, bytes.length);
    }
  });
}

export async function listUserModels(): Promise<UserModelList> {
  const list: UserModelList = { models: [], unreadable: [] };
  const root = await findRoot();
  if (!root) return list;
  const broken: string[] = [];
  for await (const [id, handle] of root.entries()) {
    if (handle.kind !== 'directory') continue;
    const record = await readText(handle, RECORD);
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), userModelSchema), record);
    if (record === undefined) broken.push(id);
    else if (parsed.success && parsed.output.manifest.id === id) list.models.push(parsed.output);
    else list.unreadable.push(id);
  }
  if (broken.length > 0) await sweep(root, broken);
  list.models.sort((a, b) => b.savedAt.localeCompare(a.savedAt));
  return list;
}

/** The record and the bytes as a file that workers read themselves. Throws VitrineError('model-missing'). */
export async function openUserModel(id: string): Promise<{ model: UserModel; data: File }> {
  try {
    const folder = await (await findRoot())?.getDirectoryHandle(id);
    if (!folder) throw new Error('nothing is stored here');
    const record = v.parse(
      v.pipe(v.string(), v.parseJson(), userModelSchema),
      await readText(folder, RECORD),
    );
    return { model: record, data: await (await folder.getFileHandle(BYTES)).getFile() };
  } catch (cause) {
    throw new VitrineError('model-missing', 'This model of yours is no longer in the browser’s storage.', {
      detail: String(cause),
      cause,
    });
  }
}

/** Deleting what is not there does nothing. */
export async function deleteUserModel(id: string): Promise<void> {
  const root = await findRoot();
  await root?.removeEntry(id, { recursive: true }).catch((error: unknown) => {
    if (!isNotFound(error)) throw error;
  });
}

/** Removes leftovers, unless a save is under way somewhere. */
function sweep(root: FileSystemDirectoryHandle, ids: readonly string[]): Promise<void> {
  return navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    for (const id of ids) await root.removeEntry(id, { recursive: true }).catch(() => undefined);
  });
}

async function openRoot(): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(USER_MODELS_FOLDER, { create: true });
}

/** Undefined where nothing was saved yet, or where the browser has no such storage. */
async function findRoot(): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    return await (await navigator.storage.getDirectory()).getDirectoryHandle(USER_MODELS_FOLDER);
  } catch {
    return undefined;
  }
}

async function write(
  folder: FileSystemDirectoryHandle,
  name: string,
  content: string | Uint8Array<ArrayBuffer>,
): Promise<void> {
  const stream = await (await folder.getFileHandle(name, { create: true })).createWritable();
  try {
    await stream.write(content);
  } catch (error) {
    await stream.abort().catch(() => undefined);
    throw error;
  }
  await stream.close();
}

async function readText(folder: FileSystemDirectoryHandle, name: string): Promise<string | undefined> {
  try {
    return await (await (await folder.getFileHandle(name)).getFile()).text();
  } catch {
    return undefined;
  }
}

const isNotFound = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'NotFoundError';

async function inWords(cause: unknown, bytes: number): Promise<unknown> {
  if (isAbort(cause)) return cause;
  const detail = String(cause);
  if (!(cause instanceof DOMException) || cause.name !== 'QuotaExceededError') {
    const message = 'This browser gives the page no storage for models (a private window may forbid it).';
    return new VitrineError('storage', message, { detail, cause });
  }
  const { quota = 0, usage = 0 } = await navigator.storage.estimate().catch((): StorageEstimate => ({}));
  const room = quota > 0 ? `, and ${megabytes(Math.max(0, quota - usage))} are left` : '';
  const message = `The browser has no room for this model: it needs ${megabytes(bytes)}${room}.`;
  return new VitrineError('storage', message, { detail, cause });
}
