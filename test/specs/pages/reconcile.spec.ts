import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asPerson, type Cli, runCli } from '../cli.ts';
import { account, type Screen } from '../main-path/actions.ts';
import { passThrough } from '../main-path/preconditions.ts';
import { messagesArrive } from '../messages-sent.ts';
import { type Console, consoleKinds, openConsole } from '../shells.ts';
import { settled, visit } from './actions.ts';
import { watchErrors } from './page-errors.ts';
import { pictureOf } from './pictures.ts';
import { signedIn } from './preconditions.ts';

const arrived = Array.from({ length: 493 }, (_, index) => `REC-${index + 1}`);
const missing = Array.from({ length: 7 }, (_, index) => `LOST-${index + 1}`);
/** As a sender's spreadsheet has it, the missing ones among the others. */
const list = ['Message ID', ...arrived.slice(0, 250), ...missing, ...arrived.slice(250)].join('\r\n');
const channel = { connectionId: passThrough.connectionId, channelId: passThrough.channelId, windowHours: 72 };

describe.each(consoleKinds())("FEATURE: a sender's list against all messages, in the %s shell", (kind) => {
  let opened: Console;
  let cli: Cli;
  let screen: Screen;
  let errors: string[];

  beforeAll(async () => {
    opened = await openConsole(kind, { language: 'nb' });
    errors = watchErrors(opened.page);
    ({ screen, cli } = await signedIn(opened));
    await messagesArrive(opened.folders, account, arrived);
    // Once the console has seen that they came: what it sees after its look at them has to wait for the next one, half a minute on.
    await until(async () => (await receivedCount()) >= arrived.length);
    await cli.call('messages.setBudget', { connectionId: channel.connectionId, percent: 50 });
    // A decision about the channel makes the index look at once.
    await cli.call('messages.setChannel', { ...channel, keySource: null });
    await until(async () => {
      const { since, isBehind } = await channelState();
      return since !== null && !isBehind;
    });
  });
  afterAll(() => opened?.close());

  async function receivedCount(): Promise<number> {
    const { channels } = await cli.call('monitor.overview', {});
    return channels.find(({ channelId }) => channelId === channel.channelId)?.counters.received ?? 0;
  }
  async function channelState() {
    const { items } = await cli.call('messages.channels', { connectionId: channel.connectionId });
    return items.find(({ channelId }) => channelId === channel.channelId)!;
  }
  async function until(holds: () => Promise<boolean>): Promise<void> {
    for (let attempt = 0; !(await holds()); attempt += 1) {
      if (attempt > 200) throw new Error('The channel was never indexed.');
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  async function ask(text: string, count: number): Promise<void> {
    await visit(screen.page, '/reconcile');
    await screen.page.getByLabel(screen.text('messages.reconcile.ids')).fill(text);
    await screen.page
      .getByRole('button', { name: screen.text(`messages.reconcile.ask_${count === 1 ? 'one' : 'other'}`, { count }) })
      .click();
    await screen.page.getByRole('grid', { name: screen.text('messages.reconcile.list') }).waitFor();
  }
  const countButton = (answer: string, count: number) =>
    screen.page.getByRole('button', { name: `${screen.text(`messages.answer.${answer}`)}: ${count}`, exact: true });
  const answers = () => screen.page.locator('[data-answer]');

  describe('RULE: each id is answered', () => {
    it('EXAMPLE: of 500 ids 493 were delivered and 7 are not here', async () => {
      await ask(list, 500);
      await countButton('delivered', 493).waitFor();
      await countButton('absent', 7).click();
      await expect.poll(() => answers().count()).toBe(7);
      for (const id of missing) await screen.page.getByText(id, { exact: true }).waitFor();
      await settled(screen.page);
      await pictureOf(screen.page, `reconcile ${kind}`);
    });

    it('EXAMPLE: the command line says the same, and ends with 1', async () => {
      const file = join(opened.folders.configDir, 'ids.csv');
      writeFileSync(file, list);
      const { code, stdout } = await runCli(
        ['reconcile', file, '--data', opened.folders.dataDir, ...asPerson(opened.folders, account)],
        opened.folders,
      );
      const lines = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { id: string; answer: string });
      expect(code).toBe(1);
      expect(lines).toHaveLength(500);
      expect(lines.filter(({ answer }) => answer === 'absent').map(({ id }) => id)).toEqual(missing);
    });
  });

  describe('RULE: one box finds any message, also one that was delivered', () => {
    it('EXAMPLE: by its id, and it opens beside the list', async () => {
      await visit(screen.page, '/messages');
      await screen.page.getByRole('textbox', { name: screen.text('messages.filter.text') }).fill('id:REC-77');
      const row = screen.page
        .getByRole('grid', { name: screen.text('messages.list') })
        .getByText('REC-77', { exact: true });
      await row.waitFor();
      await pictureOf(screen.page, `all messages ${kind}`);
      await row.click();
      await screen.page.getByRole('tree', { name: screen.text('message.tree') }).waitFor();
      await pictureOf(screen.page, `a message of all ${kind}`);
    });
  });

  describe('RULE: what is older than the index is asked of the engine, when a person wants it', () => {
    it('EXAMPLE: with a window of one hour an older message is found there, and marked', async () => {
      const { text } = screen;
      await cli.call('messages.setChannel', { ...channel, keySource: null, windowHours: 1 });
      const old = { ...channel, from: null, to: Date.now() - 2 * 3_600_000, text: null };
      for (let attempt = 0, isIndexed = true; isIndexed; attempt += 1) {
        if (attempt > 200) throw new Error('The old messages were never forgotten.');
        await new Promise((resolve) => setTimeout(resolve, 100));
        const { items } = await cli.call('messages.search', { filter: old, cursor: null, limit: 1 });
        isIndexed = items.length > 0;
      }
      await visit(screen.page, '/messages');
      await screen.page.getByRole('textbox', { name: text('messages.filter.text') }).fill('id:BGA*');
      await screen.page.getByRole('button', { name: text('messages.engine.ask') }).click();
      const rows = screen.page.getByRole('grid', { name: text('messages.list') });
      await rows
        .getByText(` · ${text('messages.engine.mark')}`)
        .first()
        .waitFor();
      await screen.page.getByText(/Spurte motoren/).waitFor();
      await pictureOf(screen.page, `older messages ${kind}`);
    });
  });

  describe('RULE: where a channel is not indexed, nothing is called absent for it', () => {
    it('EXAMPLE: with its key source off the page says so instead of "not here"', async () => {
      await cli.call('messages.setChannel', { ...channel, keySource: 'off' });
      await until(async () => (await channelState()).keySource === 'off');
      await ask('REC-1', 1);
      const { channelName } = await channelState();
      const { items } = await cli.call('messages.channels', { connectionId: channel.connectionId });
      const off = items.filter(({ keySource }) => keySource === 'off').map((each) => each.channelName);
      const names = `${off.slice(0, 3).join(', ')}${off.length > 3 ? ' …' : ''}`;
      const said = screen.text('messages.covers.notIndexed_other', { count: off.length, names });
      expect(off).toContain(channelName);
      await screen.page.getByRole('status').getByText(said).waitFor();
      await visit(screen.page, '/messages');
      await screen.page.getByRole('combobox', { name: screen.text('messages.column.channel') }).click();
      await screen.page
        .getByRole('option', { name: screen.text('messages.filter.offChannel', { name: channelName }) })
        .click();
      await screen.page.getByText(screen.text('messages.noneIndexed.title'), { exact: true }).waitFor();
      await pictureOf(screen.page, `not indexed ${kind}`);
    });
  });

  describe('RULE: the page itself has nothing to complain of', () => {
    it('EXAMPLE: after all this', () => expect(errors).toEqual([]));
  });
});
