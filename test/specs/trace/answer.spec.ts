import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCaller } from '../caller.ts';
import type { Cli } from '../cli.ts';
import { account, type Screen } from '../main-path/actions.ts';
import { severeFindings } from '../pages/accessibility.ts';
import { settled, signIn, signOut, visit } from '../pages/actions.ts';
import { watchErrors } from '../pages/page-errors.ts';
import { pictureOf } from '../pages/pictures.ts';
import { signedIn } from '../pages/preconditions.ts';
import { rawTexts } from '../pages/raw-text.ts';
import { type Console, consoleKinds, openConsole } from '../shells.ts';

const laboratory = 'b0000005-0000-4000-8000-000000000005';
const radiology = 'b0000004-0000-4000-8000-000000000004';
const liaison = { name: 'Liv Kontaktperson', secret: 'liaison-password-1' } as const;
const everything = { connectionId: null, from: null, to: null, text: null } as const;

describe.each(consoleKinds())('FEATURE: somebody calls and asks for an answer, in the %s shell', (kind) => {
  let opened: Console;
  let cli: Cli;
  let screen: Screen;
  let errors: string[];

  beforeAll(async () => {
    opened = await openConsole(kind, { language: 'nb' });
    errors = watchErrors(opened.page);
    await opened.page.setViewportSize({ width: 1280, height: 800 });
    ({ screen, cli } = await signedIn(opened));
    await cli.call('messages.setBudget', { connectionId: 'practice', percent: 50 });
    await cli.call('accounts.create', { ...liaison, roles: ['liaison'] });
  });
  afterAll(() => opened?.close());

  const field = (key: string): Locator => screen.page.getByRole('textbox', { name: screen.text(key), exact: true });
  const button = (key: string): Locator => screen.page.getByRole('button', { name: screen.text(key), exact: true });
  const told = (): Locator => screen.page.getByRole('region', { name: screen.text('trace.answer'), exact: true });

  async function isSound(name: string): Promise<void> {
    await settled(screen.page);
    expect(await rawTexts(screen.page)).toEqual([]);
    for (const colorScheme of ['light', 'dark'] as const) {
      await screen.page.emulateMedia({ colorScheme });
      await pictureOf(screen.page, `answer ${name} ${kind} ${colorScheme}`);
      expect(await severeFindings(screen.page)).toEqual([]);
    }
  }
  async function call(): Promise<void> {
    await visit(screen.page, '/answer');
    await field('trace.caller.name').fill('Kari Sykepleier');
    await field('trace.caller.unit').fill('Medisin sengepost 3');
    await screen.page.getByRole('combobox', { name: screen.text('trace.reason') }).click();
    await screen.page.getByRole('option', { name: screen.text('trace.reason.health-care') }).click();
  }
  async function ask(number: string): Promise<void> {
    await field('trace.number').fill(number);
    await screen.page.keyboard.press('Enter');
  }
  /** Channels without columns that tell a number, once it is known of all. */
  async function channelsOff(): Promise<string[]> {
    for (let attempt = 0; attempt < 60; attempt += 1) {
      const { items } = await cli.call('messages.channels', { connectionId: null });
      const sources = items.map(({ keySource }) => keySource);
      const { channels } = await cli.call('monitor.overview', {});
      if (channels.length > 0 && items.length === channels.length && !sources.includes(null))
        return items.filter(({ keySource }) => keySource === 'off').map(({ channelId }) => channelId);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    throw new Error('It never was known how the channels are read.');
  }
  /** By content, so that it is known of whom a message is: channels of the practice hospital use the same order numbers for different persons. */
  async function allRead(): Promise<void> {
    const channels = async () => (await cli.call('messages.channels', { connectionId: null })).items;
    for (const { connectionId, channelId } of await channels())
      await cli.call('messages.setChannel', { connectionId, channelId, keySource: 'content', windowHours: 72 });
    const isLevel = async () => (await channels()).every(({ since, isBehind }) => since !== null && !isBehind);
    await expect.poll(isLevel, { timeout: 60_000 }).toBe(true);
  }
  const answered = (code: string): Promise<void> => told().locator(`[data-conclusion="${code}"]`).waitFor();
  /** The newest message of a channel in a state; the index reads it in its own time. */
  async function messageOf(channelId: string, status: 'delivered' | 'waiting'): Promise<string> {
    for (let attempt = 0; attempt < 120; attempt += 1) {
      const page = await cli.call('messages.search', {
        filter: { ...everything, channelId, status },
        cursor: null,
        limit: 1,
      });
      const id = page.items[0]?.header.messageControlId ?? null;
      if (id !== null) return id;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    throw new Error(`No message is ${status}.`);
  }

  describe('RULE: what is not read is said to be so', () => {
    it('EXAMPLE: nothing is asked yet', async () => {
      await visit(screen.page, '/answer');
      await screen.page.getByText(screen.text('trace.empty.title')).waitFor();
      await isSound('empty');
    });

    it('EXAMPLE: without channels that are read nothing can be told, and reading is one confirmation away', async () => {
      const off = await channelsOff();
      await call();
      await ask('REK-0');
      await answered('not-enough');
      await isSound('not read');
      await screen.page
        .getByRole('button', { name: screen.text('trace.read.action_other', { count: off.length }), exact: true })
        .click();
      await button('trace.read.confirm').click();
      await expect.poll(async () => (await channelsOff()).length, { timeout: 20_000 }).toBe(0);
      await allRead();
    });
  });

  describe('RULE: the newest answer is told of by whose word it arrived', () => {
    it('EXAMPLE: the receiver took it', async () => {
      const id = await messageOf(laboratory, 'delivered');
      await ask(id);
      await answered('receipted');
      await told().getByText(screen.text('trace.advice.no'), { exact: true }).waitFor();
      await isSound('receipted');
      await button('trace.act.way').click();
      const way = screen.page.getByRole('table', { name: screen.text('trace.way.list') });
      await way.getByText(id).first().waitFor();
      await isSound('way');
      await call();
    });

    it('EXAMPLE: it waits for a receiver that is down', async () => {
      await cli.call('practice.switchScenario', { scenarioId: 'receiver-down-queue', isActive: true });
      await cli.call('practice.setSpeed', { speed: 100 });
      const waiting = await messageOf(radiology, 'waiting');
      await cli.call('practice.setSpeed', { speed: 0 });
      await ask(waiting);
      await answered('waiting');
      await isSound('waiting');
      await cli.call('practice.switchScenario', { scenarioId: 'receiver-down-queue', isActive: false });
    });

    it('EXAMPLE: a number of a person with a digit wrong is said to be mistyped', async () => {
      await ask('11887510051');
      await told().getByText(screen.text('trace.mistyped.title')).waitFor();
      expect(await field('trace.number').inputValue()).toBe('');
      await isSound('mistyped');
    });

    it('EXAMPLE: whoever has the number of the case asks for it again, and is told when it was asked first', async () => {
      await ask(await messageOf(laboratory, 'delivered'));
      await answered('receipted');
      const caseNumber = /VAKT-\d+/.exec((await told().textContent()) ?? '')?.[0] ?? '';
      await ask(caseNumber);
      await told()
        .getByText(new RegExp(`${caseNumber}.*${account.name}`))
        .waitFor();
      await answered('receipted');
      await isSound('case');
      await ask('VAKT-999999');
      await told().getByText(screen.text('trace.noCase')).waitFor();
    });

    it('EXAMPLE: the text that is copied holds no number of a person, and the print shows the answer alone', async () => {
      await ask(await messageOf(laboratory, 'delivered'));
      await answered('receipted');
      await screen.page.emulateMedia({ media: 'print' });
      expect(await field('trace.number').isVisible()).toBe(false);
      expect(await told().isVisible()).toBe(true);
      await pictureOf(screen.page, `answer print ${kind}`);
      await screen.page.emulateMedia({ media: 'screen' });
    });
  });

  describe('RULE: a liaison is told what became of it, and no more', () => {
    it('EXAMPLE: names are hidden and nothing opens the message', async () => {
      const id = await messageOf(laboratory, 'delivered');
      await signOut(screen);
      await signIn(screen, liaison);
      await call();
      await ask(id);
      await answered('receipted');
      await told().getByText(screen.text('trace.answer.masked')).waitFor();
      expect(await button('trace.act.message').count()).toBe(0);
      await isSound('liaison');
      const caller = createCaller(opened.folders, liaison);
      const ref = { connectionId: 'practice', channelId: laboratory, nativeId: '1' };
      expect(await caller.reply('trace.graph', { ref })).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
    });

    it('EXAMPLE: every question is in the log, with who asked and why, without the number', async () => {
      const { items } = await cli.call('audit.list', {
        ...{ cursor: null, limit: 50, person: null, procedure: 'trace.ask', target: null, from: null, to: null },
      });
      const done = items.filter(({ outcome }) => outcome === 'ok');
      expect(done[0]).toMatchObject({ person: liaison.name });
      expect(done[0]?.summary).toContain('caller: Kari Sykepleier, Medisin sengepost 3; reason: health-care');
      expect(JSON.stringify(items)).not.toContain('11887510051');
    });

    it('EXAMPLE: who looked for a patient is found by the number, which stands nowhere', async () => {
      const number = '11887510050';
      await ask(number);
      await told().getByRole('heading', { level: 2 }).waitFor();
      await signOut(screen);
      await signIn(screen, account);
      await visit(screen.page, '/audit');
      await button('audit.ofPatient').click();
      await screen.page.getByRole('textbox', { name: screen.text('audit.ofPatient.number') }).fill(number);
      await button('audit.ofPatient.ask').click();
      const list = screen.page.getByRole('grid', { name: screen.text('audit.list') });
      await list.getByText(liaison.name).first().waitFor();
      expect(screen.page.url()).not.toContain(number);
      await isSound('looked for');
      await button('audit.ofPatient.clear').click();
      const { items } = await cli.call('audit.list', {
        ...{ cursor: null, limit: 50, person: null, procedure: null, target: null, from: null, to: null },
      });
      expect(items.some(({ procedure }) => procedure === 'audit.ofPatient')).toBe(true);
      expect(JSON.stringify(items)).not.toContain(number);
      expect(errors).toEqual([]);
    });
  });
});
