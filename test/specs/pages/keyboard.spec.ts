import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCaller } from '../caller.ts';
import type { Cli } from '../cli.ts';
import { account, failureRow, looksAtMessages, type Screen } from '../main-path/actions.ts';
import { messageArrives, passThrough, quietPracticeEngine, receiverIs } from '../main-path/preconditions.ts';
import { receivedBytes } from '../main-path/questions.ts';
import { type Console, openConsole } from '../shells.ts';
import { readTexts } from '../texts.ts';
import { hasFocus, seesFocus, tabTo } from './focus.ts';
import { watchErrors } from './page-errors.ts';
import { messagesFail } from './preconditions.ts';

describe('FEATURE: the whole job by keyboard', () => {
  let opened: Console;
  let cli: Cli;
  let screen: Screen;
  let errors: string[];
  const text = readTexts('nb');

  beforeAll(async () => {
    opened = await openConsole('browser', { language: 'nb' });
    screen = { page: opened.page, text };
    errors = watchErrors(opened.page);
    await opened.page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
  });
  afterAll(() => opened?.close());

  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await screen.page.keyboard.press(key);
  };
  const type = (words: string): Promise<void> => screen.page.keyboard.type(words);
  const button = (key: string) => screen.page.getByRole('button', { name: text(key), exact: true });
  const dialog = () => screen.page.getByRole('dialog');
  const grid = () => screen.page.getByRole('grid', { name: text('failures.list') });

  describe('RULE: from the first sign-in to a replayed message without the mouse', () => {
    it('EXAMPLE: make the account', async () => {
      const { page } = screen;
      const secret = page.getByLabel(text('accounts.newSecret'), { exact: true });
      await expect.poll(() => hasFocus(secret)).toBe(true);
      await tabTo(page, page.getByLabel(text('accounts.name')), 'Shift+Tab');
      await press('ControlOrMeta+a');
      await type(account.name);
      await tabTo(page, secret);
      await type(account.secret);
      await tabTo(page, page.getByLabel(text('accounts.secretAgain'), { exact: true }));
      await type(account.secret);
      await press('Enter');
      await page.getByRole('heading', { name: text('nav.overview'), level: 1 }).waitFor();
      await looksAtMessages(page);
      cli = createCaller(opened.folders, account);
      await quietPracticeEngine(cli);
      await messagesFail(cli, ['KEYS-1', 'KEYS-2', 'KEYS-3']);
    });

    it('EXAMPLE: go to the failures, filter, choose by j and k, open', async () => {
      const { page } = screen;
      await press('g', 'f');
      await page.getByRole('heading', { name: text('failures.title'), level: 1 }).waitFor();
      await failureRow(screen, 'KEYS-3').waitFor();
      await press('/');
      await seesFocus(page);
      await type('KEYS-');
      await expect.poll(() => grid().getByRole('row').count()).toBe(4);
      await press('Escape', 'j', 'j', 'k', 'j', 'Enter');
      await page.getByRole('article', { name: text('message.title') }).waitFor();
      const open = grid().locator('[aria-current="true"]');
      expect(await open.getAttribute('data-active')).toBe('true');
      expect(await grid().getByRole('row').nth(2).getAttribute('aria-current')).toBe('true');
    });

    it('EXAMPLE: reveal with a reason on the way to the editor', async () => {
      const { page } = screen;
      await press('e');
      await dialog().waitFor();
      await seesFocus(page);
      await tabTo(page, dialog().getByLabel(text('ui.reason')), 'Shift+Tab');
      await type('Ward asks');
      await tabTo(page, dialog().getByRole('button', { name: text('message.reveal') }));
      await press('Enter');
      await page.getByRole('timer').waitFor();
    });

    it('EXAMPLE: find the field in the tree and change it', async () => {
      const { page } = screen;
      const tree = page.getByRole('tree', { name: text('message.tree') });
      await tabTo(page, tree);
      await press('Home', 'ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowDown');
      await press('ArrowRight', 'ArrowDown', 'e');
      const field = page.getByRole('textbox', { name: 'PV1-3[1].1' });
      expect(await hasFocus(field)).toBe(true);
      await press('ControlOrMeta+a');
      await type('KIR2');
      await press('Enter');
      await page
        .getByRole('region', { name: text('edit.difference') })
        .getByRole('cell', { name: 'KIR2' })
        .waitFor();
      await expect.poll(() => hasFocus(tree)).toBe(true);
    });

    it('EXAMPLE: send it, and come back to where one was', async () => {
      const { page } = screen;
      await tabTo(page, button('edit.replay'), 'Shift+Tab');
      await press('Enter');
      await dialog().getByLabel(text('replay.plan.reason')).waitFor();
      await expect.poll(() => hasFocus(dialog().getByRole('button', { name: text('replay.plan.cancel') }))).toBe(true);
      await tabTo(page, dialog().getByLabel(text('replay.plan.reason')), 'Shift+Tab');
      await type('Ward corrected by phone');
      const accept = dialog().getByLabel(text('replay.plan.accept'));
      if (await accept.count()) {
        await tabTo(page, accept);
        await press('Space');
      }
      const send = text('replay.plan.send_one', { target: passThrough.receiverName });
      await tabTo(page, dialog().getByRole('button', { name: send }));
      await press('Enter');
      await dialog().getByText(text('replayState.confirmed-by-receiver')).waitFor();
      await seesFocus(page);
      await tabTo(
        page,
        dialog()
          .getByRole('button', { name: text('replay.close'), exact: true })
          .last(),
      );
      await press('Enter');
      await dialog().waitFor({ state: 'detached' });
      await expect.poll(() => hasFocus(button('edit.replay'))).toBe(true);
      expect(await receivedBytes(cli, 'KEYS-2')).toHaveLength(1);
    });
  });

  describe('RULE: the focus comes back from whatever was opened above the page', () => {
    it('EXAMPLE: palette, sheet of keys, and the replay dialog by its key', async () => {
      const { page } = screen;
      await tabTo(page, button('edit.done'), 'Shift+Tab');
      await press('Enter');
      const replay = page.getByRole('article').getByRole('button', { name: text('message.replay'), exact: true });
      await tabTo(page, replay);
      for (const keys of ['ControlOrMeta+k', '?', 'r']) {
        await press(keys);
        await dialog().waitFor();
        await press('Escape');
        await dialog().waitFor({ state: 'detached' });
        await expect.poll(() => hasFocus(replay), { message: keys }).toBe(true);
      }
    });

    it('EXAMPLE: the palette goes where it is told', async () => {
      await press('ControlOrMeta+k');
      await type(text('nav.audit'));
      await press('Enter');
      await screen.page.getByRole('heading', { name: text('audit.title'), level: 1 }).waitFor();
    });
  });

  describe('RULE: nothing moves under the hand', () => {
    it('EXAMPLE: new failures wait behind a count while one is open', async () => {
      const { page } = screen;
      await press('g', 'f');
      await failureRow(screen, 'KEYS-1').waitFor();
      // What was sent again above has reached its receiver and leaves the list; its order is looked at only then.
      await failureRow(screen, 'KEYS-2').waitFor({ state: 'detached' });
      await press('j', 'j', 'Enter');
      await page.getByRole('article', { name: text('message.title') }).waitFor();
      const order = () =>
        grid()
          .locator('[data-row-id]')
          .evaluateAll((rows: { dataset: { rowId?: string } }[]) => rows.map((row) => row.dataset.rowId));
      const before = await order();
      await receiverIs(cli, 'down');
      await messageArrives(cli, 'KEYS-NEW');
      const pill = page.getByRole('main').getByRole('button', { name: text('ui.newRows_one', { count: 1 }) });
      await pill.waitFor();
      expect(await order()).toEqual(before);
      expect(await grid().locator('[aria-current="true"]').getAttribute('data-row-id')).toBe(before[1]);
      await tabTo(page, pill, 'Shift+Tab');
      await press('Enter');
      await expect.poll(async () => (await order()).slice(1)).toEqual(before);
      expect(await grid().locator('[aria-current="true"]').getAttribute('data-row-id')).toBe(before[1]);
      await seesFocus(page);
    });

    it('EXAMPLE: all of a text is not all of the list', async () => {
      const chosen = grid().locator('[aria-selected="true"]');
      await screen.page.getByRole('article').getByRole('tree').focus();
      await press('ControlOrMeta+a');
      expect(await chosen.count()).toBe(0);
      await grid().focus();
      await press('ControlOrMeta+a');
      await expect.poll(() => chosen.count()).toBeGreaterThan(2);
      await press('Escape');
      await expect.poll(() => chosen.count()).toBe(0);
      await screen.page.getByRole('article', { name: text('message.title') }).waitFor();
    });

    it('EXAMPLE: the page itself has nothing to complain of', () => expect(errors).toEqual([]));
  });
});
