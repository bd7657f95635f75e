import { describe, expect, it, vi } from 'vitest';
import { BeatTeller, type Beat } from '#kiosk/beat.ts';

const beat: Beat = {
  atMs: 0,
  upMs: 0,
  front: 'live',
  scene: 'a',
  part: 'attract',
  model: 'net',
  engine: 'ort-wasm',
  source: 'Cam',
  fps: 20,
  p95Ms: 12,
  resultAgeMs: 40,
  beside: [],
  logTotal: 1,
};

describe('BeatTeller', () => {
  it('tells at most once a second and posts at most every five, however often it is asked', () => {
    const tell = vi.fn();
    const post = vi.fn();
    const make = vi.fn(() => beat);
    const teller = new BeatTeller(tell, post);
    for (let nowMs = 0; nowMs <= 10_000; nowMs += 250) teller.tick(nowMs, make);
    expect(tell).toHaveBeenCalledTimes(11);
    expect(post).toHaveBeenCalledTimes(3);
    expect(make).toHaveBeenCalledTimes(11);
  });

  it('is silent when nobody ticks, and tells again as soon as somebody does', () => {
    const tell = vi.fn();
    const teller = new BeatTeller(tell);
    teller.tick(0, () => beat);
    teller.tick(60_000, () => beat);
    expect(tell).toHaveBeenCalledTimes(2);
  });

  it('does not tell when the beat cannot be made: the page is not well', () => {
    const tell = vi.fn();
    const teller = new BeatTeller(tell);
    const broken = () => {
      throw new Error('no session');
    };
    expect(() => teller.tick(0, broken)).toThrow('no session');
    expect(tell).not.toHaveBeenCalled();
  });
});
