import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { SourceSettings } from '#session/session-state.ts';

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

/** A page that opens one file says so where more came. */
export function reportOthers(page: { report: (thrown: unknown) => void }, others: readonly File[]): void {
  if (others.length > 0)
    page.report(new VitrineError('one-at-a-time', `Left: ${others.map(({ name }) => name).join(', ')}`));
}
