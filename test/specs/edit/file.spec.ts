import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dropFile } from '../inspect/actions.ts';
import { largeParts } from '../inspect/preconditions.ts';
import { goTo, reveal, type Screen } from '../main-path/actions.ts';
import { person } from '../main-path/preconditions.ts';
import { readsIn, signedIn } from '../pages/preconditions.ts';
import { type Console, consoleKinds, openConsole } from '../shells.ts';
import { editPage, openField, savedBytes, writeField } from './actions.ts';
import { editableResult } from './preconditions.ts';
import { changedPlaces, saveButton } from './questions.ts';

const soon = { timeout: 15_000 };
const megabyte = 1024 * 1024;

describe.each(consoleKinds())('FEATURE: editing a message file, in the %s shell', (kind) => {
  let opened: Console;
  let screen: Screen;

  beforeAll(async () => {
    opened = await openConsole(kind, { language: 'nb' });
    const { cli } = await signedIn(opened);
    screen = await readsIn(opened.page, cli, 'en');
    await goTo(screen, 'nav.file', 'nav.file');
  }, 60_000);
  afterAll(() => opened?.close());

  describe('RULE: an edited file is saved with exactly the bytes that were previewed', () => {
    it('EXAMPLE: one field, everything else as it was, under a name that tells nothing of the patient', async () => {
      const path = join(opened.folders.dataDir, '..', 'Fjordheim.hl7');
      writeFileSync(path, editableResult('FILE-EDIT'));
      await screen.page.locator('input[type="file"]').setInputFiles(path);
      await screen.page.getByRole('tree').waitFor();
      await screen.page.keyboard.press('e');
      await screen.page.getByText(screen.text('edit.needsReveal'), { exact: true }).waitFor();
      const page = await screen.page.content();
      for (const secret of [person.number, person.given]) expect(page).not.toContain(secret);
      await screen.page.keyboard.press('Escape');
      await reveal(screen, 'The vendor asks for a corrected file');
      await writeField(screen, 'PV1-3.1', 'KIR2');
      await expect.poll(() => saveButton(screen).isEnabled(), soon).toBe(true);
      expect(await screen.page.getByRole('button', { name: screen.text('edit.replay') }).count()).toBe(0);
      const { bytes, name } = await savedBytes(screen, saveButton(screen));
      const wanted = editableResult('FILE-EDIT', [['MED1', 'KIR2']]);
      expect(bytes.toString('latin1')).toBe(new TextDecoder('latin1').decode(wanted));
      for (const secret of [person.number, person.family, person.given]) expect(name).not.toContain(secret);
    });

    it('EXAMPLE: an edit that makes an error is saved only with a reason', async () => {
      await writeField(screen, 'MSH-11', 'X');
      await editPage(screen)
        .getByText(screen.text('edit.newErrors_one', { count: 1 }))
        .waitFor(soon);
      await saveButton(screen).click();
      const dialog = screen.page.getByRole('dialog', { name: screen.text('edit.save') });
      await dialog.getByText(/MSH-11/).waitFor();
      await dialog.getByLabel(screen.text('ui.reason')).fill('The test system wants this code');
      const { bytes } = await savedBytes(screen, dialog.getByRole('button', { name: screen.text('edit.saveAnyway') }));
      expect(bytes.toString('latin1')).toContain('|X|2.5\r');
      await dialog.waitFor({ state: 'detached' });
    });

    it('EXAMPLE: saved, it is left without a question', async () => {
      await screen.page.getByRole('button', { name: screen.text('edit.done') }).click();
      await screen.page.getByRole('button', { name: screen.text('file.close') }).click();
      await screen.page.getByText(screen.text('file.none'), { exact: true }).waitFor();
    });
  });

  describe('RULE: any field of a large message can be edited', () => {
    it('EXAMPLE: one at the end of 50 MB, found by its address, previewed with the word that it was not checked', async () => {
      await dropFile(screen, 'large.hl7', largeParts(50 * megabyte));
      await screen.page.getByRole('tree').waitFor({ timeout: 60_000 });
      await reveal(screen, 'The receiver refuses this file');
      await screen.page.keyboard.press('e');
      await editPage(screen).getByRole('tree').waitFor({ timeout: 60_000 });
      const locked = await openField(screen, 'OBX[400000]-5');
      await locked.getByText(screen.text('edit.locked.clinical')).waitFor({ timeout: 60_000 });
      await writeField(screen, 'OBX[400000]-12', '20261122');
      await expect.poll(() => changedPlaces(screen), { timeout: 60_000 }).toEqual(['OBX[400000]-12']);
      await editPage(screen).getByText(screen.text('edit.notJudged'), { exact: true }).waitFor();
    }, 240_000);
  });
});
