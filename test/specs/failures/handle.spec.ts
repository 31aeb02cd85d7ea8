import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Failure } from '../../../src-shared/domain/failure.ts';
import type { Cli } from '../cli.ts';
import { account, type Screen } from '../main-path/actions.ts';
import { messageArrives, receiverIs } from '../main-path/preconditions.ts';
import { visit } from '../pages/actions.ts';
import { tabTo, walkTo } from '../pages/focus.ts';
import { watchErrors } from '../pages/page-errors.ts';
import { pictureOf } from '../pages/pictures.ts';
import { failedMessage, listsFailures, messagesFail, signedIn } from '../pages/preconditions.ts';
import { type Console, consoleKinds, openConsole } from '../shells.ts';

describe.each(consoleKinds())('FEATURE: failures handled otherwise, by keyboard alone, in the %s shell', (kind) => {
  let opened: Console;
  let cli: Cli;
  let screen: Screen;
  let errors: string[];

  beforeAll(async () => {
    opened = await openConsole(kind, { language: 'nb' });
    errors = watchErrors(opened.page);
    ({ screen, cli } = await signedIn(opened));
    await opened.page.evaluate(`localStorage.setItem('vaktbord.ui.failures.view', '"messages"')`);
    await messagesFail(cli, ['FLOOD-1', 'FLOOD-2', 'FLOOD-3']);
    await visit(opened.page, '/failures');
    const search = opened.page.getByRole('textbox', { name: screen.text('failures.filter.text') });
    await search.fill('id:FLOOD*');
    await row('FLOOD-3').waitFor();
  });
  afterAll(() => opened?.close());

  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await screen.page.keyboard.press(key);
  };
  const row = (controlId: string) =>
    screen.page
      .getByRole('grid', { name: screen.text('failures.list') })
      .getByRole('row')
      .filter({ hasText: controlId });
  const dialog = () => screen.page.getByRole('dialog', { name: screen.text('failures.handle.title') });
  const blocksReplay = async ({ connectionId, channelId, nativeId }: Failure): Promise<boolean> => {
    const ref = { connectionId, channelId, nativeId };
    const { hazards } = await cli.call('replay.plan', { ref, edit: null, destinationIds: null });
    return hazards.some(({ kind: hazard, blocks }) => hazard === 'handled-otherwise' && blocks);
  };
  const button = (name: string) => screen.page.getByRole('button', { name });

  describe('RULE: a decision is about the messages fixed when it was taken', () => {
    it('EXAMPLE: x selects one, and the dialog asks whether that one or all that match', async () => {
      await tabTo(screen.page, screen.page.getByRole('grid', { name: screen.text('failures.list') }));
      await walkTo(screen.page, row('FLOOD-1').and(screen.page.locator('[data-active]')), 'j');
      await press('x');
      await press('.');
      await screen.page.getByRole('menuitem', { name: screen.text('decide.handle') }).press('Enter');
      await dialog()
        .getByLabel(screen.text('failures.handle.all_other', { count: 3 }))
        .waitFor();
      await pictureOf(screen.page, `handle scope ${kind}`);
      await press('ArrowDown', 'Enter');
      await dialog()
        .getByText(/ 3 .*låst/)
        .or(dialog().getByText(/^3 .*låst/))
        .first()
        .waitFor();
      await pictureOf(screen.page, `handle form ${kind}`);
    });

    it('EXAMPLE: one that fails meanwhile stays open, and is told of', async () => {
      await receiverIs(cli, 'down');
      await messageArrives(cli, 'FLOOD-4');
      await listsFailures(cli, ['FLOOD-4']);
      await tabTo(screen.page, dialog().getByLabel(screen.text('failures.handle.toWhom')));
      await screen.page.keyboard.type('Vakthavende, post 3');
      await tabTo(
        screen.page,
        dialog().getByRole('button', { name: screen.text('failures.handle.confirm_other', { count: 3 }) }),
      );
      await press('Enter');
      await dialog()
        .getByText(screen.text('failures.handle.done_other', { count: 3 }))
        .waitFor();
      await dialog()
        .getByText(screen.text('failures.handle.joined_one', { count: 1 }))
        .waitFor();
      await pictureOf(screen.page, `handle result ${kind}`);
      await press('Enter');
      await row('FLOOD-1').waitFor({ state: 'detached' });
      // A list that is looked at may keep a new one behind its count; one that is come to begins with the newest.
      await visit(screen.page, '/overview');
      await visit(screen.page, '/failures?state=open&q=id:FLOOD*');
      await row('FLOOD-4').waitFor();
    });
  });

  describe('RULE: what was done stands on the message, and can be taken back', () => {
    it('EXAMPLE: the message says how, to whom and by whom', async () => {
      const { items } = await cli.call('failures.list', {
        filter: {
          connectionId: null,
          channelId: null,
          kind: null,
          from: null,
          to: null,
          text: 'FLOOD-2',
          groupId: null,
          state: 'all',
        },
        cursor: null,
        limit: 1,
      });
      const failure = items[0];
      if (!failure) throw new Error('FLOOD-2 is not kept.');
      await visit(
        screen.page,
        `/failures/${[failure.connectionId, failure.channelId, failure.nativeId].map(encodeURIComponent).join('/')}`,
      );
      const history = screen.page.getByRole('list', { name: screen.text('failures.handled.history') });
      await history.getByText(/Vakthavende, post 3/).waitFor();
      await history.getByText(account.name).waitFor();
      await pictureOf(screen.page, `handled message ${kind}`);
      expect(await blocksReplay(failure)).toBe(true);
    });

    it('EXAMPLE: taken back with a reason, it is open again', async () => {
      await button(screen.text('failures.takeBack.action')).press('Enter');
      await tabTo(screen.page, screen.page.getByRole('dialog').getByLabel(screen.text('ui.reason')));
      await screen.page.keyboard.type('Feil post');
      await press('Tab', 'Tab', 'Enter');
      await screen.page.getByText(screen.text('failures.takeBack.done')).waitFor();
      const failure = await failedMessage(cli, 'FLOOD-2');
      expect(failure).toMatchObject({ handledAt: null, resolvedAt: null });
      expect(await blocksReplay(failure)).toBe(false);
    });
  });

  it('RULE: nothing went wrong in the page', () => {
    expect(errors).toEqual([]);
  });
});
