import { expect, it } from 'vitest';
import { friendlyCard } from '#kiosk/friendly-card.ts';

it('speaks the languages of the wall, by their first part', () => {
  const card = friendlyCard({ 'de-AT': 'Nichts.', fr: 'Rien.', tlh: 'pagh' });
  expect(Object.keys(card)).toEqual(['de-AT', 'fr']);
  expect(card['de-AT']).toContain('Augenblick');
});

it('speaks English where it knows none of them', () => {
  expect(friendlyCard({ tlh: 'pagh' })).toEqual({ en: expect.stringContaining('One moment') as string });
});
