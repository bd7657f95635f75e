/** Names of files in labelled folders. */
const PICTURE = /\.(jpe?g|png|webp|bmp|avif)$/i;

export const isPicture = (path: string): boolean => PICTURE.test(path);

/** The last name of the path, without its ending. */
export const stemOf = (path: string): string => (path.split('/').at(-1) ?? path).replace(/\.[^.]+$/, '');

/** The names of the folders above the file, and the file's own. */
export const partsOf = (path: string): string[] => path.split('/');

/** True when a folder directly above the file has this name, in any case. */
export function isIn(path: string, folder: string | RegExp): boolean {
  const parent = partsOf(path).at(-2) ?? '';
  return typeof folder === 'string' ? parent.toLowerCase() === folder : folder.test(parent);
}

/** The files by their stems; of two with one stem the first. */
export function byStem(
  paths: readonly string[],
  stem: (path: string) => string = stemOf,
): Map<string, string> {
  const found = new Map<string, string>();
  for (const path of paths) if (!found.has(stem(path))) found.set(stem(path), path);
  return found;
}

/**
 * Where a folder holds several splits, the files of the one that papers report on: `test`, else `val`; all files where
 * there is no such folder.
 */
export function reportedSplit(paths: readonly string[]): { split?: string; files: readonly string[] } {
  for (const split of ['test', 'val']) {
    const files = paths.filter((path) => partsOf(path).slice(0, -1).includes(split));
    if (files.length > 0) return { split, files };
  }
  return { files: paths };
}
