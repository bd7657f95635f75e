import { describe, expect, it } from 'vitest';
import '#ui/components/confirm/vt-confirm.ts';
import { find, mount, record, settle, textOf } from './mount.ts';

describe('vt-confirm', () => {
  const press = (element: HTMLElement, key: string) =>
    find(element, 'button').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));

  it('asks first, and does it at the second press', async () => {
    const confirm = await mount('vt-confirm', { subject: 'My street' });
    const events = record(confirm, 'vt-confirm');
    find(confirm, 'button').click();
    await settle(confirm);
    expect(textOf(confirm)).toContain('Delete for good');
    expect(find(confirm, 'button').getAttribute('aria-label')).toBe('Delete for good My street');
    expect(events).toHaveLength(0);
    find(confirm, 'button').click();
    await settle(confirm);
    expect(events).toHaveLength(1);
    expect(textOf(confirm)).not.toContain('for good');
  });

  it('takes the question back by Escape and when it is left', async () => {
    const confirm = await mount('vt-confirm');
    const events = record(confirm, 'vt-confirm');
    for (const leave of [
      () => press(confirm, 'Escape'),
      () => find(confirm, 'button').dispatchEvent(new FocusEvent('blur')),
    ]) {
      find(confirm, 'button').click();
      await settle(confirm);
      leave();
      await settle(confirm);
      expect(textOf(confirm)).not.toContain('for good');
    }
    expect(events).toHaveLength(0);
  });
});
