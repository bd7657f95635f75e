import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { SourceSettings } from '#session/session-state.ts';
import type { VtFileOpenEvent } from '../events/vt-file-open.ts';
import { isModelFile } from './model-file.ts';

const IMAGE_NAME = /\.(png|jpe?g|webp|avif|gif|bmp)$/i;
const VIDEO_NAME = /\.(mp4|m4v|webm|mkv|mov|ogv)$/i;

/** What file inputs offer. */
export const acceptedFiles = 'video/*,image/*';

/** The source that a chosen or dropped file makes. Throws VitrineError('not-media') for neither image nor video. */
export function sourceOfFile(file: File): SourceSettings {
  const { name, type } = file;
  if (type.startsWith('image/') || (type === '' && IMAGE_NAME.test(name)))
    return { kind: 'image', file, name };
  if (type.startsWith('video/') || (type === '' && VIDEO_NAME.test(name)))
    return { kind: 'video', file, name };
  throw new VitrineError(
    'not-media',
    `"${name}" must be an image or a video, but its type is "${type || 'unknown'}"`,
  );
}

/** A page that shows one source. */
interface OneSource {
  chooseSource: (source: SourceSettings) => Promise<void>;
  report: (thrown: unknown) => void;
}

/** Opens the first file, by `openImport` where it is a model, and says so where more came. Throws as `sourceOfFile`. */
export function openFirst(
  page: OneSource,
  { file, others }: VtFileOpenEvent,
  openImport: (file: File) => Promise<void>,
): Promise<void> {
  const opened = isModelFile(file) ? openImport(file) : page.chooseSource(sourceOfFile(file));
  if (others.length > 0)
    page.report(new VitrineError('one-at-a-time', `Left: ${others.map(({ name }) => name).join(', ')}`));
  return opened;
}
