import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Replay } from '../../../src-shared/domain/replay.ts';
import { createCaller } from '../caller.ts';
import type { Cli } from '../cli.ts';
import { type Console, consoleKinds, openConsole } from '../shells.ts';
import { readTexts } from '../texts.ts';
import {
  account,
  closeDialog,
  createFirstAccount,
  editField,
  failureRow,
  goTo,
  openFailure,
  replayEdited,
  reveal,
  type Screen,
} from './actions.ts';
import {
  bloodGasResult,
  messageArrives,
  person,
  quietPracticeEngine,
  receiverIs,
  wardAfter,
  wardBefore,
} from './preconditions.ts';
import { auditOf, receivedBytes } from './questions.ts';

const appearsWithinMs = 5000;
const settlesWithinMs = 30_000;

describe.each(consoleKinds())('FEATURE: the main job, in the %s shell', (kind) => {
  // Both languages in one shell: the other has the same pages.
  describe.each(kind === 'browser' ? (['nb', 'en'] as const) : (['en'] as const))('in %s', (language) => {
    let opened: Console;
    let cli: Cli;
    let screen: Screen;
    const controlId = `SPEC-${kind}-${language}`.toUpperCase();

    beforeAll(async () => {
      opened = await openConsole(kind, { language: 'nb' });
      screen = { page: opened.page, text: readTexts('nb') };
      await createFirstAccount(screen);
      cli = createCaller(opened.folders, account);
      await quietPracticeEngine(cli);
      await cli.call('settings.updatePreferences', { language, theme: 'light', density: 'dense' });
      screen = { page: opened.page, text: readTexts(language) };
      await screen.page.getByRole('heading', { name: screen.text('nav.overview'), level: 1 }).waitFor();
    });
    afterAll(() => opened?.close());

    describe('RULE: a failed message can be repaired and sent again, and the outcome shown is the true one', () => {
      it('EXAMPLE: the failure appears within 5 s when the receiver is down', async () => {
        await goTo(screen, 'nav.failures', 'failures.title');
        await receiverIs(cli, 'down');
        await messageArrives(cli, controlId);
        await failureRow(screen, controlId).waitFor({ timeout: appearsWithinMs });
      });

      it('EXAMPLE: reading it shows the cause in words and no character of the patient', async () => {
        await openFailure(screen, controlId);
        await screen.page.getByText(screen.text('failureKind.connection.explain')).first().waitFor();
        const shown = await screen.page.locator('main').textContent();
        for (const secret of [person.number, person.family, person.given]) expect(shown).not.toContain(secret);
      });

      it('EXAMPLE: revealing takes a reason and shows the patient for a while', async () => {
        await reveal(screen, 'Ward MED1 asks for the result');
        await screen.page
          .getByRole('textbox', { name: screen.text('message.text') })
          .getByText(person.family)
          .first()
          .waitFor();
      });

      it('EXAMPLE: editing one field shows exactly that difference', async () => {
        await editField(screen, ['PV1', 'PV1-3', 'PV1-3[1].1'], wardAfter);
        const difference = screen.page.getByRole('region', { name: screen.text('edit.difference') });
        await difference.getByRole('cell', { name: wardAfter, exact: true }).waitFor();
        expect(await difference.getByRole('cell', { name: wardBefore, exact: true }).count()).toBe(1);
        expect(await difference.locator('tbody tr').count()).toBe(1);
      });

      it('EXAMPLE: replaying while the receiver is down is shown as failed again', async () => {
        const outcome = await replayEdited(screen, 'Ward corrected by phone');
        await outcomeIs(outcome, 'failed-again');
        await outcome.getByText(screen.text('replayState.failed-again')).waitFor();
        await closeDialog(screen);
        expect(await receivedBytes(cli, controlId)).toEqual([]);
      });

      it('EXAMPLE: replaying when the receiver is up is confirmed by the engine and by the receiver', async () => {
        await receiverIs(cli, 'up');
        const outcome = await replayEdited(screen, 'Receiver is back');
        await outcomeIs(outcome, 'confirmed-by-receiver');
        await outcome.getByText(screen.text('replayState.confirmed-by-receiver')).waitFor();
        await outcome.getByText(screen.text('message.state.sent'), { exact: true }).waitFor();
        await outcome.getByText(screen.text('message.ack', { code: 'AA' })).waitFor();
        await closeDialog(screen);
      });

      it('EXAMPLE: the receiver has the message once, with exactly the edited bytes', async () => {
        const wanted = new TextDecoder('latin1').decode(bloodGasResult(controlId, wardAfter));
        expect(await receivedBytes(cli, controlId)).toEqual([wanted]);
      });

      it('EXAMPLE: the failure has left the list of open ones', async () => {
        await goTo(screen, 'nav.failures', 'failures.title');
        await failureRow(screen, controlId).waitFor({ state: 'detached' });
      });

      it('EXAMPLE: the audit page shows view, reveal, edit and replay with person and reason', async () => {
        await goTo(screen, 'nav.audit', 'audit.title');
        const log = screen.page.getByRole('grid', { name: screen.text('audit.list') });
        for (const procedure of ['message.openBody', 'message.previewEdit', 'replay.start'])
          await log
            .getByText(screen.text(`audit.procedure.${procedure}`))
            .first()
            .waitFor();
        const revealed = log.getByRole('row').filter({ hasText: screen.text('audit.procedure.message.reveal') });
        await revealed.filter({ hasText: account.name }).filter({ hasText: 'Ward MED1 asks for the result' }).waitFor();
        const replays = await auditOf(cli, 'replay.start');
        expect(replays.map((entry) => [entry.person, entry.reason, entry.outcome])).toEqual([
          [account.name, 'Receiver is back', 'ok'],
          [account.name, 'Ward corrected by phone', 'ok'],
        ]);
        const verdict = await cli.call('audit.verify', {});
        expect(verdict.brokenAt).toBeNull();
      });
    });
  });
});

/** Says which state it stayed in when it does not come. */
async function outcomeIs(outcome: Locator, state: Replay['state']): Promise<void> {
  await expect.poll(() => outcome.getAttribute('data-outcome'), { timeout: settlesWithinMs }).toBe(state);
}
