import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Failure } from '../../../src-shared/domain/failure.ts';
import { account, goTo, openFailure, type Screen } from '../main-path/actions.ts';
import { type Console, openConsole } from '../shells.ts';
import { settled, signIn } from './actions.ts';
import { watchErrors } from './page-errors.ts';
import { failedMessage, messagesFail, signedIn } from './preconditions.ts';

describe('FEATURE: every detail has its address', () => {
  let opened: Console;
  let screen: Screen;
  let failure: Failure;
  let errors: string[];

  beforeAll(async () => {
    opened = await openConsole('browser', { language: 'nb' });
    errors = watchErrors(opened.page);
    const started = await signedIn(opened);
    screen = started.screen;
    await messagesFail(started.cli, ['PLACE-1']);
    failure = await failedMessage(started.cli, 'PLACE-1');
  });
  afterAll(() => opened?.close());

  const addressOf = (page: Page): string => new URL(page.url()).hash;
  const messageAddress = (): string => `#/failures/${failure.connectionId}/${failure.channelId}/${failure.nativeId}`;
  const showsMessage = async (page: Page): Promise<void> => {
    await page.getByRole('article', { name: screen.text('message.title') }).waitFor();
    await page.getByRole('tree', { name: screen.text('message.tree') }).waitFor();
  };

  describe('RULE: back and forward walk through what was open', () => {
    it('EXAMPLE: list, message, another page, and the same way back', async () => {
      await goTo(screen, 'nav.failures', 'failures.title');
      await openFailure(screen, 'PLACE-1');
      expect(addressOf(screen.page)).toBe(messageAddress());
      await goTo(screen, 'nav.replays', 'replay.title');
      await screen.page.goBack();
      await showsMessage(screen.page);
      await screen.page.goBack();
      await screen.page.getByRole('article', { name: screen.text('message.title') }).waitFor({ state: 'detached' });
      expect(addressOf(screen.page)).toBe('#/failures');
      await screen.page.goForward();
      await showsMessage(screen.page);
    });
  });

  describe('RULE: loading the page anew keeps person and place', () => {
    it('EXAMPLE: F5 on an open message', async () => {
      await screen.page.reload();
      await showsMessage(screen.page);
      expect(addressOf(screen.page)).toBe(messageAddress());
    });

    it('EXAMPLE: F5 behind the lock asks for the password again, and then shows the same', async () => {
      await screen.page.keyboard.press('g');
      await screen.page.keyboard.press('l');
      await screen.page.getByRole('button', { name: screen.text('accounts.unlock') }).waitFor();
      await screen.page.reload();
      await screen.page.getByLabel(screen.text('accounts.secret'), { exact: true }).fill(account.secret);
      await screen.page.keyboard.press('Enter');
      await showsMessage(screen.page);
    });
  });

  describe('RULE: a second window is a second sign-in, at the address it was opened with', () => {
    it('EXAMPLE: a message torn off into its own window', async () => {
      const opening = screen.page.context().waitForEvent('page');
      await screen.page.getByRole('button', { name: screen.text('message.openWindow') }).click();
      const second = await opening;
      watchErrors(second, errors);
      await signIn({ ...screen, page: second }, account);
      await showsMessage(second);
      await second.close();
    });

    it('EXAMPLE: an address of a message that is gone says so', async () => {
      await screen.page.evaluate(`location.hash = '${messageAddress()}99999'`);
      await screen.page.getByRole('alert').first().waitFor();
      await settled(screen.page);
    });

    it('EXAMPLE: the page itself has nothing to complain of', () => expect(errors).toEqual([]));
  });
});
