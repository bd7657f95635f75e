/** What this browser remembers between visits. Storage can be forbidden: then nothing is remembered. */
import * as v from 'valibot';

export type Theme = 'auto' | 'light' | 'dark';

const cameraSchema = v.object({
  deviceId: v.pipe(v.string(), v.maxLength(256)),
  label: v.pipe(v.string(), v.maxLength(256)),
});
export type RememberedCamera = v.InferOutput<typeof cameraSchema>;

const CAMERA_KEY = 'vitrine-camera';
const THEME_KEY = 'vitrine-theme';
const GUIDE_KEY = 'vitrine-guide';
const LANGUAGE_KEY = 'vitrine-language';

export function rememberedCamera(): RememberedCamera | undefined {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), cameraSchema), read(CAMERA_KEY));
  return parsed.success ? parsed.output : undefined;
}

export function rememberCamera(camera: RememberedCamera): void {
  write(CAMERA_KEY, JSON.stringify(camera));
}

export function rememberedTheme(): Theme {
  const theme = read(THEME_KEY);
  return theme === 'light' || theme === 'dark' ? theme : 'auto';
}

export function rememberTheme(theme: Theme): void {
  write(THEME_KEY, theme);
}

/** As it was written: a language that this version may not have. */
export function rememberedLanguage(): string | undefined {
  return read(LANGUAGE_KEY);
}

export function rememberLanguage(language: string): void {
  write(LANGUAGE_KEY, language);
}

export function guideWasSeen(): boolean {
  return read(GUIDE_KEY) === 'seen';
}

export function rememberGuide(): void {
  write(GUIDE_KEY, 'seen');
}

function read(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Forbidden or full: the choice holds for this visit.
  }
}
