import { describe, expect, it } from 'vitest';
import { noLimit } from '#core/turns.ts';
import { formatPanes, parsePanes, type PanesWish } from '#ui/app/panes-url.ts';

const wish: PanesWish = {
  panes: [
    {
      source: 'scene',
      tasks: [
        {
          task: 'detection',
          model: { model: 'yolox-nano', engine: 'ort-wasm', size: { width: 416, height: 416 } },
        },
        { task: 'matting', model: { model: 'modnet', precision: 'fp16' } },
      ],
    },
    { source: 'camera', tasks: [{ task: 'segmentation', model: {} }] },
  ],
  budget: { fps: 10, share: 0.5 },
};

describe('several sources in an address', () => {
  it('come back as they were written', () => {
    expect(parsePanes(formatPanes(wish))).toEqual(wish);
    expect(parsePanes(formatPanes({ panes: [], budget: noLimit }))).toEqual({ panes: [], budget: noLimit });
    expect(formatPanes({ panes: [], budget: noLimit })).toBe('');
  });

  it('have a short form for the scene', () => {
    expect(parsePanes('?scene=matting,detection,nonsense').panes).toEqual([
      {
        source: 'scene',
        tasks: [
          { task: 'matting', model: {} },
          { task: 'detection', model: {} },
        ],
      },
    ]);
  });

  it('lose what is wrong, and nothing else', () => {
    const query =
      '?1=moon&1.1=detection&2=scene&2.1=cooking&3=scene&3.1=detection&3.1.model=../x&fps=0&share=7';
    expect(parsePanes(query)).toEqual({
      panes: [{ source: 'scene', tasks: [{ task: 'detection', model: {} }] }],
      budget: noLimit,
    });
  });

  it('are never more than the page takes', () => {
    const many = Array.from({ length: 9 }, (_, i) => `${i + 1}=scene&${i + 1}.1=matting`).join('&');
    expect(parsePanes(`?scene=matting&${many}`).panes).toHaveLength(6);
  });
});
