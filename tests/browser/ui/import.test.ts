import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { deleteUserModel, listUserModels } from '#session/user-models/store.ts';
import { tinyModel } from '#tests/helpers/tiny-model.ts';
import '#ui/components/import/vt-import.ts';
import { expectAccessible, find, has, mount, named, record, settle, textOf } from './mount.ts';

const patience = { timeout: 50_000, interval: 50 };

async function portrait(): Promise<File> {
  const { bytes } = await tinyModel('selfie-segmentation');
  return new File([bytes], 'portrait.onnx');
}

describe('the dialog for models of one’s own', () => {
  it('asks for a file, and says in words what is wrong with it', async () => {
    const dialog = await mount('vt-import');
    await dialog.show();
    expect(find<HTMLDialogElement>(dialog, 'dialog').open).toBe(true);
    await expectAccessible(dialog);
    await dialog.show(new File(['nothing of the kind'], 'weights.pth'));
    await vi.waitFor(() => expect(textOf(dialog)).toContain('did not become a model'), patience);
    expect(named(dialog, 'Choose a file')).toBeTruthy();
    await expectAccessible(dialog);
  });

  it('describes an ONNX file, builds it and hands the model on', async () => {
    const dialog = await mount('vt-import');
    const made = record(dialog, 'vt-model-made');
    await dialog.show(await portrait());
    await vi.waitFor(() => expect(textOf(dialog)).toContain('What goes in'), patience);
    await expectAccessible(dialog);
    expect(textOf(dialog)).toContain('[1, 1, 64, 64]');
    named(dialog, 'Build and run').click();
    await vi.waitFor(() => expect(made).toHaveLength(1), patience);
    const [event] = made;
    onTestFinished(() => deleteUserModel(event!.model.manifest.id));
    expect(event!.model.manifest).toMatchObject({ title: 'portrait', kind: 'alpha-matte' });
    await settle(dialog);
    expect(find<HTMLDialogElement>(dialog, 'dialog').open).toBe(false);
  });

  it('keeps what was said when it cannot be built, and forgets it when it is closed', async () => {
    const dialog = await mount('vt-import');
    await dialog.show(await portrait());
    await vi.waitFor(() => expect(has(dialog, 'form')).toBe(true), patience);
    const name = find<HTMLInputElement>(dialog, 'input[type=text]');
    name.value = 'Mine';
    name.dispatchEvent(new Event('input'));
    const channel = [...dialog.renderRoot.querySelectorAll<HTMLInputElement>('input[type=number]')].at(-1)!;
    channel.value = '7';
    channel.dispatchEvent(new Event('change'));
    named(dialog, 'Build and run').click();
    await vi.waitFor(() => expect(textOf(dialog)).toContain('channel must be one'), patience);
    expect(find<HTMLInputElement>(dialog, 'input[type=text]').value).toBe('Mine');
    expect((await listUserModels()).models).toEqual([]);
    named(dialog, 'Close').click();
    await vi.waitFor(() => expect(has(dialog, 'form')).toBe(false), patience);
    expect(has(dialog, 'vt-notice')).toBe(false);
  });
});
