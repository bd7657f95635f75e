/** Offers a blob as a download, named by the moment: vitrine-2026-11-24-07-31-02.png. */
export function saveFile(blob: Blob, stem: string, extension: string): void {
  const moment = new Date().toISOString().slice(0, 19).replaceAll(/[T:]/g, '-');
  const url = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement('a'), {
    href: url,
    download: `${stem}-${moment}.${extension}`,
  });
  link.click();
  // The download reads the blob after the click returns; a minute is ample and keeps nothing for long.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
