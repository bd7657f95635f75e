/** What the form calls the values that one can choose; the text beside it has their own names. */
import { msg } from '@lit/localize';
import { weekdays } from '#kiosk/local-time.ts';
import { currentLanguage } from '../../../app/language.ts';
import { backgroundNames, engineNames } from '../../../text/names.ts';

export type Value = string | number | boolean;

const names: Readonly<Record<string, Readonly<Record<string, () => string>>>> = {
  kind: {
    camera: () => msg('Camera'),
    clip: () => msg('Clip'),
    scene: () => msg('Built-in scene'),
  },
  layout: {
    'side-by-side': () => msg('side by side'),
    'picture-in-picture': () => msg('picture in picture'),
  },
  transition: { cut: () => msg('cut'), fade: () => msg('fade') },
  format: { prometheus: () => 'Prometheus', otlp: () => 'OpenTelemetry (OTLP)' },
};

/** @param field its own name in the text. */
export function valueWords(field: string, value: Value): string {
  if (typeof value === 'boolean') return value ? msg('yes') : msg('no');
  if (field === 'engines' && value in engineNames) return engineNames[value as keyof typeof engineNames].long;
  if (field === 'background' && value in backgroundNames)
    return backgroundNames[value as keyof typeof backgroundNames];
  const day = field === 'days' ? (weekdays as readonly Value[]).indexOf(value) : -1;
  return day >= 0 ? nameOfDay(day) : (names[field]?.[value]?.() ?? String(value));
}

/** @param day 0 for Monday. */
function nameOfDay(day: number): string {
  const monday = Date.UTC(2024, 0, 1);
  const format = new Intl.DateTimeFormat(currentLanguage(), { weekday: 'long', timeZone: 'UTC' });
  return format.format(monday + day * 86_400_000);
}
