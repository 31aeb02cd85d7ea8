import type { Page, Route } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PracticeEngineHandle } from '../../../src-main/practice-engine/client.ts';
import { createCaller } from '../caller.ts';
import { account, createFirstAccount, type Screen } from '../main-path/actions.ts';
import { connectTo, failOnce, seeFailure, startEngine } from '../replay/engine-world.ts';
import { type Console, openConsole } from '../shells.ts';
import { readTexts } from '../texts.ts';
import { severeFindings } from './accessibility.ts';
import { settled, visit } from './actions.ts';
import { watchErrors } from './page-errors.ts';
import { pictureOf } from './pictures.ts';
import { rawTexts } from './raw-text.ts';
import { refusal } from './refusal.ts';

/** Each page, and the query without whose answer it has nothing to show. */
const pages = [
  { address: '/overview', query: 'monitor.overview', empty: 'overview.empty' },
  { address: '/failures', query: 'failures.stretches', empty: 'failures.empty.title' },
  { address: '/failures/groups', query: 'groups.list', empty: 'groups.empty.title' },
  { address: '/waiting', query: 'waiting.list', empty: 'waiting.empty.title' },
  { address: '/replays', query: 'replay.list', empty: 'replay.empty.title' },
  { address: '/audit', query: 'audit.list', empty: null },
  { address: '/settings/connections', query: 'connections.list', empty: 'connections.empty' },
] as const;

const loaded = 'main [aria-busy="true"]';
const goesAwayWithinMs = 60_000;

describe('FEATURE: every page says what it does not know', () => {
  const text = readTexts('nb');
  let opened: Console;
  let screen: Screen;
  let errors: string[];

  beforeAll(async () => {
    opened = await openConsole('browser', { language: 'nb', flags: ['--no-practice'] });
    screen = { page: opened.page, text };
    errors = watchErrors(opened.page);
    await opened.page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
    await createFirstAccount(screen);
  });
  afterAll(() => opened?.close());

  /** Loads the page anew, so that nothing is in its memory, with one answer held back or replaced. */
  async function reloadWith(query: string, answer: (route: Route) => Promise<void>): Promise<void> {
    await screen.page.route(`**/rpc/${query}`, answer);
    await screen.page.reload();
  }

  async function isSound(page: Page, name: string): Promise<void> {
    await pictureOf(page, `state ${name}`);
    expect(await rawTexts(page)).toEqual([]);
    expect(await severeFindings(page)).toEqual([]);
  }

  describe.each(pages)('RULE: $address has its states', ({ address, query, empty }) => {
    it('EXAMPLE: empty says what that means', async () => {
      await visit(screen.page, address);
      const main = screen.page.getByRole('main');
      // The log is never empty for a person who can read it: making the first account is its first line.
      await (empty ? main.getByText(text(empty)) : main.getByRole('row').nth(1)).waitFor();
      await isSound(screen.page, `empty ${query}`);
    });

    it('EXAMPLE: loading is shown, and goes when the answer is there', async () => {
      const held = Promise.withResolvers<void>();
      await visit(screen.page, address);
      await reloadWith(query, async (route) => {
        await held.promise;
        await route.continue();
      });
      await screen.page.locator(loaded).first().waitFor();
      await pictureOf(screen.page, `state loading ${query}`);
      held.resolve();
      await settled(screen.page);
      await screen.page.unroute(`**/rpc/${query}`);
    });

    it('EXAMPLE: a refusal is told in words, with the way to try again', async () => {
      await reloadWith(query, (route) => route.fulfill({ body: refusal(), contentType: 'application/octet-stream' }));
      const main = screen.page.getByRole('main');
      await main.getByText(text('error.STORE_UNAVAILABLE')).first().waitFor();
      await isSound(screen.page, `error ${query}`);
      const again = main.getByRole('button', { name: text('ui.tryAgain') }).first();
      await again.waitFor();
      await screen.page.unroute(`**/rpc/${query}`);
      // An event may have the page ask by itself in the same moment; then the button is gone with the alert.
      await again.click({ timeout: 5000 }).catch(() => undefined);
      await main.getByRole('alert').waitFor({ state: 'detached' });
    });
  });

  describe('RULE: editing many begins in the list', () => {
    it('EXAMPLE: with nothing chosen it says how to choose', async () => {
      await visit(screen.page, '/edit-many');
      await screen.page.getByText(text('editMany.none.text')).waitFor();
      await isSound(screen.page, 'empty edit many');
    });
  });

  describe('RULE: what the engine last said is shown as old when the engine is gone', () => {
    let engine: PracticeEngineHandle;

    beforeAll(async () => {
      engine = await startEngine(opened.folders.root);
      const cli = createCaller(opened.folders, account);
      await connectTo(engine, cli);
      await failOnce(engine, 'STATES-1');
      await seeFailure(cli, 'STATES-1');
    });

    it('EXAMPLE: the overview names the engine and dims its figures with their age', async () => {
      await visit(screen.page, '/overview');
      const list = screen.page.getByRole('grid', { name: text('overview.list') });
      await list.getByRole('row').nth(5).waitFor();
      await engine.stop();
      const down = screen.page.getByRole('banner').getByText(text('engineState.down'));
      await down.waitFor({ timeout: goesAwayWithinMs });
      await list.locator('[data-stale]').first().waitFor({ timeout: goesAwayWithinMs });
      await isSound(screen.page, 'stale overview');
    });

    it('EXAMPLE: a failure is still listed, and its message comes from the cache and says so', async () => {
      await visit(screen.page, '/failures');
      await screen.page
        .getByRole('grid', { name: text('failures.list') })
        .getByRole('row')
        .nth(1)
        .click();
      await screen.page.getByText(text('message.fromCache')).waitFor();
      await settled(screen.page);
      await isSound(screen.page, 'message from cache');
    });

    it('EXAMPLE: replaying without the engine says that it is not there', async () => {
      await screen.page.keyboard.press('r');
      const dialog = screen.page.getByRole('dialog');
      await dialog
        .getByRole('alert')
        .or(dialog.getByText(text('replay.plan.blocked')))
        .first()
        .waitFor();
      await isSound(screen.page, 'replay without engine');
    });

    it('EXAMPLE: the page itself has nothing to complain of', () => expect(errors).toEqual([]));
  });
});
