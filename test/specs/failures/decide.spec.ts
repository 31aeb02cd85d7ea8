import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cli } from '../cli.ts';
import { account, type Screen } from '../main-path/actions.ts';
import { messageArrives, receiverIs } from '../main-path/preconditions.ts';
import { visit } from '../pages/actions.ts';
import { tabTo, walkTo } from '../pages/focus.ts';
import { watchErrors } from '../pages/page-errors.ts';
import { pictureOf } from '../pages/pictures.ts';
import { failedMessage, listsFailures, messagesFail, signedIn } from '../pages/preconditions.ts';
import { type Console, consoleKinds, openConsole } from '../shells.ts';

describe.each(consoleKinds())(
  'FEATURE: whose a failure is while it stays open, by keyboard alone, in the %s shell',
  (kind) => {
    let opened: Console;
    let cli: Cli;
    let screen: Screen;
    let errors: string[];

    beforeAll(async () => {
      opened = await openConsole(kind, { language: 'nb' });
      errors = watchErrors(opened.page);
      ({ screen, cli } = await signedIn(opened));
      await opened.page.evaluate(`localStorage.setItem('vaktbord.ui.failures.view', '"messages"')`);
      await messagesFail(cli, ['SHIFT-1', 'SHIFT-2', 'SHIFT-3']);
      await visit(opened.page, '/failures');
      await opened.page.getByRole('textbox', { name: screen.text('failures.filter.text') }).fill('id:SHIFT*');
      await row('SHIFT-3').waitFor();
    });
    afterAll(() => opened?.close());

    const press = async (...keys: string[]): Promise<void> => {
      for (const key of keys) await screen.page.keyboard.press(key);
    };
    const list = () => screen.page.getByRole('grid', { name: screen.text('failures.list') });
    const row = (controlId: string) => list().getByRole('row').filter({ hasText: controlId });
    const stateOf = (controlId: string) => row(controlId).locator('[data-own-state]');
    const dialog = (name: string) => screen.page.getByRole('dialog', { name });

    describe('RULE: one failure is decided about at once', () => {
      it('EXAMPLE: a acknowledges the row under the keyboard, which stays in the list', async () => {
        await tabTo(screen.page, list());
        await walkTo(screen.page, row('SHIFT-3').and(screen.page.locator('[data-active]')), 'j');
        await press('a');
        await stateOf('SHIFT-3').and(screen.page.locator('[data-own-state="acknowledged"]')).waitFor();
        expect(await failedMessage(cli, 'SHIFT-3')).toMatchObject({
          resolvedAt: null,
          ownState: { state: 'acknowledged' },
        });
      });
    });

    describe('RULE: a decision about several is about those fixed when it was taken', () => {
      it('EXAMPLE: all that match are assigned, and one that fails meanwhile is told of and left alone', async () => {
        await press('x', '.');
        await pictureOf(screen.page, `decide menu ${kind}`);
        await screen.page.getByRole('menuitem', { name: screen.text('groups.act.assign') }).press('Enter');
        const assigning = dialog(screen.text('decide.dialog.assign'));
        await assigning.getByLabel(screen.text('failures.handle.all_other', { count: 3 })).waitFor();
        await press('ArrowDown', 'Enter');
        const owner = assigning.getByLabel(screen.text('groups.field.owner'));
        await owner.waitFor();
        await pictureOf(screen.page, `decide form ${kind}`);
        await receiverIs(cli, 'down');
        await messageArrives(cli, 'SHIFT-4');
        await listsFailures(cli, ['SHIFT-4']);
        await owner.fill('Ola Vakt');
        await press('Enter');
        await assigning.getByText(screen.text('decide.done.assign_other', { count: 3 })).waitFor();
        await assigning.getByText(screen.text('failures.handle.joined_one', { count: 1 })).waitFor();
        await press('Enter');
        await stateOf('SHIFT-1')
          .getByText(screen.text('groups.state.assigned', { owner: 'Ola Vakt' }))
          .waitFor();
        // A list that is looked at may keep a new one behind its count; one that is come to begins with the newest.
        await visit(screen.page, '/overview');
        await visit(screen.page, '/failures?q=id:SHIFT*');
        await row('SHIFT-4').waitFor();
        expect(await stateOf('SHIFT-4').count()).toBe(0);
        await pictureOf(screen.page, `decide list ${kind}`);
      });

      it('EXAMPLE: the search finds them by their owner', async () => {
        await opened.page.getByRole('textbox', { name: screen.text('failures.filter.text') }).fill('owner:"ola vakt"');
        await row('SHIFT-4').waitFor({ state: 'detached' });
        await row('SHIFT-1').waitFor();
      });
    });

    describe('RULE: what was decided stands on the message', () => {
      it('EXAMPLE: it says who decided what, and the message can be put aside until morning there', async () => {
        const { connectionId, channelId, nativeId } = await failedMessage(cli, 'SHIFT-2');
        // A field keeps what is typed into it.
        await screen.page.keyboard.press('Escape');
        await visit(screen.page, `/failures/${[connectionId, channelId, nativeId].map(encodeURIComponent).join('/')}`);
        const history = screen.page.getByRole('list', { name: screen.text('failures.handled.history') });
        await history.getByText(screen.text('decide.did.assign', { owner: 'Ola Vakt' })).waitFor();
        await history.getByText(account.name).waitFor();
        await press('.');
        await screen.page.getByRole('menuitem', { name: screen.text('groups.act.snooze.morning') }).press('Enter');
        await screen.page
          .locator('article [data-own-state="snoozed"], main [data-own-state="snoozed"]')
          .first()
          .waitFor();
        await pictureOf(screen.page, `decide message ${kind}`);
        expect(await failedMessage(cli, 'SHIFT-2')).toMatchObject({ ownState: { state: 'snoozed' } });
      });
    });

    it('RULE: nothing went wrong in the page', () => {
      expect(errors).toEqual([]);
    });
  },
);
