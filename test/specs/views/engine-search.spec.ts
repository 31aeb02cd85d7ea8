import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { PracticeEngineHandle } from '../../../src-main/practice-engine/client.ts';
import { createCaller } from '../caller.ts';
import type { Cli } from '../cli.ts';
import { type Folders, makeFolders, removeFolders } from '../folders.ts';
import { account, createFirstAccount, type Screen } from '../main-path/actions.ts';
import { visit } from '../pages/actions.ts';
import { watchErrors } from '../pages/page-errors.ts';
import { pictureOf } from '../pages/pictures.ts';
import { connectTo, startEngineWithHistory } from '../replay/engine-world.ts';
import { type Console, consoleKinds, openConsole } from '../shells.ts';
import { readTexts } from '../texts.ts';

/** Longer than a person waits for anything here, and than the spec does. */
const slowMs = 120_000;
const absent = 'id:NOWHERE-1';
const patience = { timeout: 60_000, interval: 200 };

describe.each(consoleKinds())('FEATURE: a long search in an engine, in the %s shell', (kind) => {
  const folders: Folders = makeFolders();
  const { signal } = new AbortController();
  let engine: PracticeEngineHandle;
  let opened: Console;
  let cli: Cli;
  let screen: Screen;
  let errors: string[];

  beforeAll(async () => {
    engine = await startEngineWithHistory(folders.root);
    opened = await openConsole(kind, { language: 'nb', folders, flags: ['--no-practice'] });
    errors = watchErrors(opened.page);
    screen = { page: opened.page, text: readTexts('nb') };
    await createFirstAccount(screen);
    cli = createCaller(folders, account);
    await onlyTheLastHourIsIndexed(cli, await connectTo(engine, cli));
  });
  afterAll(async () => {
    await opened?.close();
    await engine?.stop();
    removeFolders(folders);
  });

  const button = (key: string) => screen.page.getByRole('button', { name: screen.text(key), exact: true });

  describe('RULE: a person can end it at any time, and it says how far it came', () => {
    it('EXAMPLE: stopped while the engine does not answer, it is over at once', async () => {
      const { page, text } = screen;
      await visit(page, '/messages');
      await page.getByRole('textbox', { name: text('messages.filter.text') }).fill(absent);
      await button('messages.engine.ask').waitFor();
      await engine.control.setFault({ kind: 'slow', delayMs: slowMs, pathIncludes: '/messages' }, signal);
      await button('messages.engine.ask').click();
      await button('messages.stop').click();
      await page.getByText(text('messages.engine.stopped'), { exact: true }).waitFor();
      await pictureOf(page, `engine search stopped ${kind}`);
    });

    it('EXAMPLE: the list is asked anew meanwhile as if nothing were', async () => {
      const { page, text } = screen;
      const { coverage } = await cli.call('messages.search', { filter: everything, cursor: null, limit: 1 });
      expect(coverage.indexed).toBeGreaterThan(0);
      expect(await page.getByText(text('messages.engine.stopped'), { exact: true }).count()).toBe(1);
    });

    it('EXAMPLE: it goes on to the end of the channel when the engine answers again', async () => {
      await engine.control.setFault({ kind: 'none' }, signal);
      await button('messages.engine.goOn').click();
      const ended = screen.text('messages.engine.ended', { done: 1, count: 1 });
      await screen.page.getByText(ended, { exact: true }).waitFor({ timeout: 60_000 });
      expect(await button('messages.engine.goOn').count()).toBe(0);
    });
  });

  describe('RULE: the page itself has nothing to complain of', () => {
    it('EXAMPLE: after all of it', () => expect(errors).toEqual([]));
  });
});

const everything = { connectionId: null, channelId: null, from: null, to: null, text: null };

/** Of one channel, so that what is older of it is left to the engine; the others are not indexed. */
async function onlyTheLastHourIsIndexed(cli: Cli, connectionId: string): Promise<void> {
  const indexed = async () => {
    const { items } = await cli.call('messages.channels', { connectionId });
    return items.filter(({ keySource }) => keySource !== 'off');
  };
  const older = { ...everything, connectionId, to: Date.now() - 2 * 3_600_000 };
  const anyOlder = async () => (await cli.call('messages.search', { filter: older, cursor: null, limit: 1 })).items[0];
  await vi.waitUntil(async () => (await anyOlder()) !== undefined, patience);
  const { channelId } = (await anyOlder())!;
  for (const each of await indexed()) {
    const keySource = each.channelId === channelId ? null : ('off' as const);
    await cli.call('messages.setChannel', { connectionId, channelId: each.channelId, keySource, windowHours: 1 });
  }
  await vi.waitUntil(async () => {
    const filter = { ...older, channelId };
    return (await cli.call('messages.search', { filter, cursor: null, limit: 1 })).items.length === 0;
  }, patience);
}
