import { describe, expect, it } from 'vitest';
import type { Scene } from '#kiosk/configuration.ts';
import { Playlist } from '#kiosk/playlist.ts';

const scene = (id: string, durationS: number): Scene => ({
  id,
  durationS,
  source: { kind: 'scene' },
  model: 'net',
  engines: ['auto'],
  look: {},
  cards: [],
  transition: 'cut',
  layout: 'side-by-side',
});
const scenes = [scene('a', 10), scene('b', 20), scene('c', 30)];

describe('Playlist', () => {
  it('shows each scene for its time, over a week of seconds', () => {
    const playlist = new Playlist(scenes);
    const seconds: Record<string, number> = {};
    for (let second = 0; second < 604_800; second++) {
      seconds[playlist.current.id] = (seconds[playlist.current.id] ?? 0) + 1;
      playlist.advance(1000);
    }
    expect(seconds).toEqual({ a: 100_800, b: 201_600, c: 302_400 });
  });

  it('is where it would be after a sleep of many rounds', () => {
    const playlist = new Playlist(scenes);
    playlist.advance(1000 * 60_000 + 12_500);
    expect(playlist.position).toEqual({ scene: 'b', elapsedMs: 2500 });
  });

  it('resumes where it was', () => {
    const playlist = new Playlist(scenes, { scene: 'c', elapsedMs: 29_000 });
    playlist.advance(999);
    expect(playlist.current.id).toBe('c');
    playlist.advance(1);
    expect(playlist.position).toEqual({ scene: 'a', elapsedMs: 0 });
  });

  it('starts a scene anew whose kept time is none of it, and the list where the scene is gone', () => {
    expect(new Playlist(scenes, { scene: 'b', elapsedMs: 20_000 }).position).toEqual({
      scene: 'b',
      elapsedMs: 0,
    });
    expect(new Playlist(scenes, { scene: 'b', elapsedMs: NaN }).position).toEqual({
      scene: 'b',
      elapsedMs: 0,
    });
    expect(new Playlist(scenes, { scene: 'x', elapsedMs: 5 }).position).toEqual({ scene: 'a', elapsedMs: 0 });
  });

  it('skips to the beginning of the next scene', () => {
    const playlist = new Playlist(scenes, { scene: 'c', elapsedMs: 5 });
    playlist.skip();
    expect(playlist.position).toEqual({ scene: 'a', elapsedMs: 0 });
  });

  it('refuses time that goes back', () => {
    expect(() => new Playlist(scenes).advance(-1)).toThrow('0 ms or more');
  });
});
