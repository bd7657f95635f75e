import type { Beat } from '#kiosk/beat.ts';
import type { Configuration } from '#kiosk/configuration.ts';
import { friendlyCard } from '#kiosk/friendly-card.ts';

/** The card in place of a picture, in all its languages; undefined where a picture is in front, or the wall is to be dark. */
export function cardOf(
  front: Beat['front'],
  { fallback, closedCard, privacyNotice }: Configuration,
): Readonly<Record<string, string>> | undefined {
  if (front === 'card') return fallback.card ?? friendlyCard(privacyNotice);
  return front === 'closed' ? closedCard : undefined;
}
