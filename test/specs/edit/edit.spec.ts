import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cli } from '../cli.ts';
import { closeDialog, failureRow, goTo, openFailure, reveal, type Screen } from '../main-path/actions.ts';
import { person, receiverIs } from '../main-path/preconditions.ts';
import { receivedBytes } from '../main-path/questions.ts';
import { severeFindings } from '../pages/accessibility.ts';
import { pictureOf } from '../pages/pictures.ts';
import { readsIn, signedIn } from '../pages/preconditions.ts';
import { type Console, consoleKinds, openConsole } from '../shells.ts';
import {
  editPage,
  fieldPanel,
  keepCopies,
  lastCopied,
  openEditor,
  openField,
  toRawText,
  writeField,
  writeRaw,
} from './actions.ts';
import { editableResult, resultFails } from './preconditions.ts';
import { changedPlaces, newProblems, sendButton } from './questions.ts';

const soon = { timeout: 15_000 };
const settles = { timeout: 30_000 };

describe.each(consoleKinds())('FEATURE: editing a message, in the %s shell', (kind) => {
  let opened: Console;
  let cli: Cli;
  let screen: Screen;
  const controlId = `EDIT-${kind}`.toUpperCase();

  beforeAll(async () => {
    opened = await openConsole(kind, { language: 'nb' });
    ({ cli } = await signedIn(opened));
    screen = await readsIn(opened.page, cli, 'en');
    await resultFails(cli, controlId);
    await goTo(screen, 'nav.failures', 'failures.title');
    await failureRow(screen, controlId).waitFor();
    await openFailure(screen, controlId);
  }, 60_000);
  afterAll(() => opened?.close());

  describe('RULE: nobody edits what they cannot see', () => {
    it('EXAMPLE: before it is revealed the edit page has no value of the patient', async () => {
      await screen.page.keyboard.press('e');
      await screen.page.getByText(screen.text('edit.needsReveal'), { exact: true }).waitFor();
      await screen.page.keyboard.press('Escape');
      const page = await screen.page.content();
      for (const secret of [person.number, person.family, person.given]) expect(page).not.toContain(secret);
      await reveal(screen, 'The ward asks for the result');
      await editPage(screen).getByRole('tree').waitFor();
    });
  });

  describe('RULE: a field is written by what may stand in it', () => {
    it('EXAMPLE: a code is found by its meaning, and another one is warned of', async () => {
      const panel = await openField(screen, 'PV1-2');
      const input = panel.getByRole('combobox');
      await input.fill('outp');
      await screen.page.getByRole('option', { name: /^O/ }).waitFor();
      await pictureOf(screen.page, `${kind}-code`);
      await input.press('ArrowDown');
      await input.press('Enter');
      expect(await input.inputValue()).toBe('O');
      await input.fill('Q');
      await panel.getByText(screen.text('edit.remark.codeOfSite')).waitFor();
      await input.fill('O');
      await input.press('Enter');
      await expect.poll(() => changedPlaces(screen), soon).toEqual(['PV1-2']);
    });

    it('EXAMPLE: a time gets another day and keeps its precision and zone', async () => {
      const panel = await openField(screen, 'MSH-7');
      await panel.getByLabel(screen.text('edit.moment.date')).fill('2026-11-23');
      expect(await panel.getByLabel(/MSH-7/).first().inputValue()).toBe('20261123101500+0100');
      await pictureOf(screen.page, `${kind}-moment`);
      await panel.getByRole('button', { name: screen.text('edit.apply'), exact: true }).click();
    });

    it('EXAMPLE: a number of a person is checked while it is written', async () => {
      const panel = await openField(screen, 'PID-3.1');
      const input = panel.getByRole('textbox').first();
      await input.fill('14856710183');
      await panel.getByText(screen.text('edit.remark.number.control-digit')).waitFor();
      await input.fill(person.number);
      await panel.getByText(screen.text('edit.remark.number.synthetic')).waitFor();
      await input.press('Escape');
      await panel.waitFor({ state: 'detached' });
    });

    it('EXAMPLE: to empty a field and to have it deleted at the receiver are two things', async () => {
      const panel = await openField(screen, 'PID-8');
      const presence = panel.getByRole('radiogroup', { name: screen.text('edit.presence') });
      await presence.getByText(screen.text('edit.presence.empty')).click();
      await panel.getByText(screen.text('edit.presence.empty.text')).waitFor();
      await presence.getByText(screen.text('edit.presence.null')).click();
      await panel.getByText(screen.text('edit.presence.null.text')).waitFor();
      await panel.getByRole('button', { name: screen.text('edit.apply'), exact: true }).click();
      await editPage(screen)
        .getByRole('cell', { name: screen.text('edit.explicitNull') })
        .waitFor(soon);
    });

    it('EXAMPLE: a field that the message ends before is added', async () => {
      await writeField(screen, 'PV1-19', 'VISIT-5');
      await expect.poll(() => changedPlaces(screen), soon).toEqual(['MSH-7', 'PID-8', 'PV1-2', 'PV1-19']);
    });
  });

  describe('RULE: whatever was changed can be taken back and done again', () => {
    it('EXAMPLE: by key and by button, step by step', async () => {
      await editPage(screen).getByRole('tree').focus();
      await screen.page.keyboard.press('ControlOrMeta+z');
      await screen.page.keyboard.press('ControlOrMeta+z');
      await expect.poll(() => changedPlaces(screen), soon).toEqual(['MSH-7', 'PV1-2']);
      await screen.page.keyboard.press('ControlOrMeta+Shift+z');
      await expect.poll(() => changedPlaces(screen), soon).toEqual(['MSH-7', 'PID-8', 'PV1-2']);
      await editPage(screen)
        .getByRole('button', { name: screen.text('edit.takeBack') })
        .click();
      await expect.poll(() => changedPlaces(screen), soon).toEqual(['MSH-7', 'PV1-2']);
    });

    it('EXAMPLE: leaving with changes that were not sent asks first', async () => {
      await goElsewhere(screen);
      const dialog = screen.page.getByRole('dialog', { name: screen.text('edit.leave.title') });
      await dialog.getByRole('button', { name: screen.text('ui.cancel') }).click();
      await dialog.waitFor({ state: 'detached' });
      expect(await changedPlaces(screen)).toEqual(['MSH-7', 'PV1-2']);
    });
  });

  describe('RULE: what mends a problem without a doubt is offered', () => {
    it('EXAMPLE: a code in the wrong case, shown before it is used, takes one step back', async () => {
      await writeField(screen, 'PV1-2', 'o');
      await editPage(screen)
        .getByRole('button', { name: screen.text('edit.fix.offer') })
        .first()
        .click(soon);
      const dialog = screen.page.getByRole('dialog', { name: screen.text('edit.fix') });
      await dialog.getByRole('cell', { name: 'o', exact: true }).waitFor();
      await dialog.getByRole('cell', { name: 'O', exact: true }).waitFor();
      await pictureOf(screen.page, `${kind}-suggestion`);
      await dialog.getByRole('button', { name: screen.text('edit.fix.use') }).click();
      const changed = editPage(screen).getByRole('row', { name: /PV1-2/ });
      await changed.getByRole('cell', { name: 'O', exact: true }).waitFor(soon);
      expect(await editPage(screen).getByRole('alert').count()).toBe(0);
    });
  });

  describe('RULE: clinical content is the sender’s', () => {
    it('EXAMPLE: a locked field says why, and gives the text for the sender in the language they read', async () => {
      await keepCopies(screen);
      const panel = await openField(screen, 'OBX-5');
      await panel.getByText(screen.text('edit.locked.clinical')).waitFor();
      await pictureOf(screen.page, `${kind}-locked`);
      await panel.getByRole('button', { name: screen.text('senderText.open') }).click();
      const dialog = screen.page.getByRole('dialog', { name: screen.text('senderText.title') });
      await dialog.getByText('Nynorsk').click();
      await expect.poll(() => dialog.getByRole('textbox').inputValue()).toContain('Dette er klinisk innhald');
      await pictureOf(screen.page, `${kind}-sender-text`);
      await dialog.getByRole('button', { name: screen.text('senderText.copy') }).click();
      const copied = await lastCopied(screen);
      for (const told of [controlId, 'ORU^R01', 'ABL', 'OBX-5', 'OBR-25']) expect(copied).toContain(told);
      for (const secret of [person.number, person.family, person.given, '7.31']) expect(copied).not.toContain(secret);
      await screen.page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      await fieldPanel(screen)
        .getByRole('button', { name: screen.text('ui.close') })
        .click();
    });
  });

  describe('RULE: an edit that makes errors is sent only by somebody who says why', () => {
    it('EXAMPLE: the new error is counted, stands first and leads to its place', async () => {
      await writeField(screen, 'MSH-11', 'X');
      await editPage(screen)
        .getByText(screen.text('edit.newErrors_one', { count: 1 }))
        .waitFor(soon);
      await expect.poll(() => newProblems(screen), soon).toEqual([expect.stringContaining('MSH-11')]);
      for (const [width, height] of [
        [1280, 800],
        [1920, 1080],
      ] as const) {
        await screen.page.setViewportSize({ width, height });
        for (const colorScheme of ['light', 'dark'] as const) {
          await screen.page.emulateMedia({ colorScheme });
          await pictureOf(screen.page, `${kind}-new-error-${width}-${colorScheme}`);
          expect(await severeFindings(screen.page)).toEqual([]);
        }
      }
      await screen.page.setViewportSize({ width: 1440, height: 900 });
      await screen.page.emulateMedia({ colorScheme: 'light' });
      await editPage(screen)
        .getByRole('button', { name: /MSH-11/ })
        .last()
        .click();
      await expect
        .poll(() => editPage(screen).locator('[role="treeitem"][aria-selected="true"]').getAttribute('data-path'), soon)
        .toBe('MSH-11');
    });

    it('EXAMPLE: it is not sent without a reason for the errors, and the dialog says so', async () => {
      await receiverIs(cli, 'up');
      await editPage(screen)
        .getByRole('button', { name: screen.text('edit.replay') })
        .click();
      const dialog = screen.page.getByRole('dialog');
      await dialog.getByRole('heading', { name: screen.text('edit.introduces_one', { count: 1 }) }).waitFor();
      await dialog.getByLabel(screen.text('replay.plan.reason')).fill('The ward waits');
      const accept = dialog.getByLabel(screen.text('replay.plan.accept'));
      if (await accept.count()) await accept.check();
      await dialog.getByText(screen.text('replay.missing.errors')).waitFor();
      expect(await sendButton(screen, dialog).isDisabled()).toBe(true);
      await pictureOf(screen.page, `${kind}-override`);
      expect(await severeFindings(screen.page)).toEqual([]);
    });

    it('EXAMPLE: with a reason it is sent, and the receiver gets exactly the bytes that were previewed', async () => {
      const dialog = screen.page.getByRole('dialog');
      await dialog.getByLabel(screen.text('edit.introduces.reason')).fill('The receiver wants this code');
      await dialog.getByLabel(screen.text('edit.introduces.accept')).check();
      await sendButton(screen, dialog).click();
      const outcome = dialog.getByRole('region', { name: screen.text('replay.outcome') });
      await outcome.getByText(screen.text('replayState.confirmed-by-receiver')).waitFor(settles);
      await closeDialog(screen);
      const wanted = editableResult(controlId, [
        ['20261122101500+0100||ORU', '20261123101500+0100||ORU'],
        ['|P|2.5', '|X|2.5'],
        ['PV1|1|I|', 'PV1|1|O|'],
      ]);
      expect(await receivedBytes(cli, controlId)).toEqual([new TextDecoder('latin1').decode(wanted)]);
    });

    it('EXAMPLE: sent, it is left without a question', async () => {
      await goElsewhere(screen);
      await screen.page.getByRole('heading', { name: screen.text('nav.overview'), level: 1 }).waitFor();
    });
  });

  describe('RULE: the text can be written as it is', () => {
    it('EXAMPLE: only the bytes that were written change, and a clinical change is refused with the text for the sender', async () => {
      const rawId = `${controlId}-RAW`;
      await resultFails(cli, rawId);
      await goTo(screen, 'nav.failures', 'failures.title');
      await openFailure(screen, rawId);
      await reveal(screen, 'The ward asks again');
      await openEditor(screen);
      await toRawText(screen);
      await writeRaw(screen, 'MED1', 'KIR2');
      await expect.poll(() => changedPlaces(screen), soon).toEqual(['PV1-3[1].1']);
      await pictureOf(screen.page, `${kind}-raw`);
      await writeRaw(screen, '7.31', '7.41');
      const alert = editPage(screen).getByRole('alert');
      await alert.getByRole('button', { name: screen.text('senderText.open') }).waitFor(soon);
      await pictureOf(screen.page, `${kind}-refused`);
      expect(
        await editPage(screen)
          .getByRole('button', { name: screen.text('edit.replay') })
          .isDisabled(),
      ).toBe(true);
    });
  });

  describe('RULE: every key is on the sheet', () => {
    it('EXAMPLE: those of the edit page too', async () => {
      await screen.page.keyboard.press('Escape');
      await editPage(screen)
        .getByRole('button', { name: screen.text('edit.undoAll') })
        .click();
      await editPage(screen).getByRole('tree').focus();
      await screen.page.keyboard.press('?');
      const sheet = screen.page.getByRole('dialog', { name: screen.text('keys.sheet') });
      for (const key of ['edit.takeBack', 'edit.doAgain', 'edit.toDifference', 'edit.openField'])
        await sheet.getByText(screen.text(key), { exact: true }).waitFor();
      await screen.page.keyboard.press('Escape');
      await sheet.waitFor({ state: 'detached' });
      await screen.page.keyboard.press('d');
      await expect
        .poll(() => screen.page.evaluate<string | null>('document.activeElement.getAttribute("aria-label")'))
        .toBe(screen.text('edit.difference'));
    });
  });
});

async function goElsewhere({ page, text }: Screen): Promise<void> {
  await page
    .getByRole('navigation')
    .getByRole('link', { name: text('nav.overview') })
    .click();
}
