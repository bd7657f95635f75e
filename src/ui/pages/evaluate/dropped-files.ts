/** The files of a folder that was dropped or chosen, with their paths below it. */
import type { DroppedFile } from '#workers/eval/eval.api.ts';

/** A mistaken drop of a whole disk must not hang the page. */
const MOST_FILES = 100_000;

export async function filesDropped({ items }: DataTransfer): Promise<DroppedFile[]> {
  // Before the first await: the list is empty once the event is over.
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const found: DroppedFile[] = [];
  for (const entry of entries) await collect(entry, '', found);
  return withoutTop(found);
}

export function filesChosen(files: FileList): DroppedFile[] {
  return withoutTop([...files].map((file) => ({ path: file.webkitRelativePath || file.name, file })));
}

async function collect(entry: FileSystemEntry, above: string, found: DroppedFile[]): Promise<void> {
  if (found.length >= MOST_FILES) return;
  const path = `${above}${entry.name}`;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    found.push({ path, file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    // A reader gives at most a hundred at a time, and none at the end.
    if (some.length === 0) return;
    for (const inner of some) await collect(inner, `${path}/`, found);
  }
}

/** Without the folder's own name, where all lie in one. */
function withoutTop(files: DroppedFile[]): DroppedFile[] {
  const [top] = files[0]?.path.split('/') ?? [];
  if (!top || !files.every(({ path }) => path.startsWith(`${top}/`))) return files;
  return files.map(({ path, file }) => ({ path: path.slice(top.length + 1), file }));
}
