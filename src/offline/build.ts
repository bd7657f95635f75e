/** What the page and the service worker both know of a build that is kept for running without network. */

/** A file of a build. `integrity` is checked by the browser whenever the file is loaded (Subresource Integrity). */
export interface BuildFile {
  /** Path on this origin. */
  url: string;
  /** Null where the name itself changes with the content. */
  revision: string | null;
  /** `sha256-` and base64. */
  integrity: string;
}

export interface Build {
  /** The same for the same files, another for others. */
  id: string;
  files: BuildFile[];
}

/** The cache of what a page asked to keep: models, clips, fonts, configurations. */
export const KEPT_CACHE = 'vitrine-kept';

/** Of each kept file, in lower-case hexadecimal: what is read is compared with it. */
export const HASH_HEADER = 'X-Vitrine-SHA256';
