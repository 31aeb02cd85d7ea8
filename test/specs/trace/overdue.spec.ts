import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeMessages } from '../../../src-main/practice-engine/traffic/messages.ts';
import { type Order, OrderBook } from '../../../src-main/practice-engine/traffic/order-book.ts';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { createCaller } from '../caller.ts';
import type { Cli } from '../cli.ts';
import type { Screen } from '../main-path/actions.ts';
import { severeFindings } from '../pages/accessibility.ts';
import { settled, visit } from '../pages/actions.ts';
import { watchErrors } from '../pages/page-errors.ts';
import { pictureOf } from '../pages/pictures.ts';
import { signedIn } from '../pages/preconditions.ts';
import { rawTexts } from '../pages/raw-text.ts';
import { type Console, consoleKinds, openConsole } from '../shells.ts';

const laboratoryOrders = 'b0000003-0000-4000-8000-000000000003';
const laboratoryResults = 'b0000005-0000-4000-8000-000000000005';
/** Of the practice hospital, when nobody says otherwise. */
const seed = 1;
const auditor = { name: 'Anne Innsyn', secret: 'auditor-password-1' } as const;
const everything = { sender: null, urgentOnly: false, state: null, cursor: null, limit: 500 } as const;
type Row = OutputOf<'expectations.overdue'>['items'][number];

describe.each(consoleKinds())('FEATURE: an answer stays away, in the %s shell', (kind) => {
  let opened: Console;
  let cli: Cli;
  let screen: Screen;
  let errors: string[];

  beforeAll(async () => {
    opened = await openConsole(kind, { language: kind === 'browser' ? 'nb' : 'en' });
    errors = watchErrors(opened.page);
    await opened.page.setViewportSize({ width: 1280, height: 800 });
    ({ screen, cli } = await signedIn(opened));
    await cli.call('messages.setBudget', { connectionId: 'practice', percent: 50 });
    await cli.call('accounts.create', { ...auditor, roles: ['auditor'] });
  });
  afterAll(() => opened?.close());

  const button = (key: string): Locator => screen.page.getByRole('button', { name: screen.text(key), exact: true });
  const list = (): Locator => screen.page.getByRole('grid', { name: screen.text('overdue.list') });
  const rowOf = (id: string): Locator => list().getByRole('row').filter({ hasText: id });
  const overdue = (): Promise<OutputOf<'expectations.overdue'>> => cli.call('expectations.overdue', everything);
  /** An order of the laboratory that has no answer. */
  async function unanswered(but: readonly (string | null)[] = []): Promise<Row & { controlId: string }> {
    const { items } = await overdue();
    const row = items.find(
      ({ relation, controlId }) => relation.channelId === laboratoryOrders && !but.includes(controlId),
    );
    if (row === undefined || row.controlId === null) throw new Error('No order of the laboratory is overdue.');
    return { ...row, controlId: row.controlId };
  }
  /** The same as the practice hospital placed under that id. */
  function orderOf(controlId: string): Order {
    const order = new OrderBook(seed).next('lab-order', Number(controlId.replace('REK', '')));
    if (order === null) throw new Error('It is no order.');
    return order;
  }
  async function answer(order: Order, sequence: number): Promise<void> {
    const [body] = composeMessages({
      ...{ order, kind: 'lab-result', channelId: laboratoryResults, seed, sequence, at: Date.now(), variant: 'normal' },
    });
    const bytes = { $base64: body?.toString('base64') ?? '' };
    await cli.call('practice.inject', { channelId: laboratoryResults, bytes });
  }
  async function isSound(name: string): Promise<void> {
    await settled(screen.page);
    expect(await rawTexts(screen.page)).toEqual([]);
    for (const colorScheme of ['light', 'dark'] as const) {
      await screen.page.emulateMedia({ colorScheme });
      await pictureOf(screen.page, `overdue ${name} ${kind} ${colorScheme}`);
      expect(await severeFindings(screen.page)).toEqual([]);
    }
  }
  async function giveReason(reason: string, confirmKey: string): Promise<void> {
    const dialog = screen.page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: screen.text('ui.reason') }).fill(reason);
    await dialog.getByRole('button', { name: screen.text(confirmKey), exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  describe('RULE: what should have been answered is listed, with what the list cannot see', () => {
    it('EXAMPLE: within the usual times nothing of the practice hospital is overdue but what is urgent', async () => {
      const channels = async () => (await cli.call('messages.channels', { connectionId: null })).items;
      const areKnown = async () => {
        const known = await channels();
        return known.length > 0 && known.every(({ keySource }) => keySource !== null);
      };
      await expect.poll(areKnown, { timeout: 30_000 }).toBe(true);
      // A channel may be known a moment later than the others.
      const readAll = async () => {
        for (const { connectionId, channelId, keySource } of await channels())
          if (keySource !== 'content')
            await cli.call('messages.setChannel', { connectionId, channelId, keySource: 'content', windowHours: 72 });
      };
      const behind = async () => {
        await readAll();
        return (await channels())
          .filter(({ since, isBehind }) => since === null || isBehind)
          .map((each) => each.channelName);
      };
      await expect.poll(behind, { timeout: 90_000 }).toEqual([]);
      await expect.poll(async () => (await overdue()).asOf, { timeout: 40_000 }).not.toBeNull();
      const { items, waiting, holes } = await overdue();
      expect(items.filter(({ isUrgent }) => !isUrgent)).toEqual([]);
      expect(waiting).toBeGreaterThan(0);
      expect(holes).toEqual([]);
      await visit(screen.page, '/overdue');
      await screen.page.getByRole('heading', { name: screen.text('nav.overdue'), exact: true }).waitFor();
      await isSound('usual times');
    });

    it('EXAMPLE: a person sets how long answers are waited for, and says why', async () => {
      await screen.page.getByText(screen.text('overdue.view.times'), { exact: true }).click();
      const table = screen.page.getByRole('table', { name: screen.text('overdue.times.list') });
      const channelName = 'Orders to laboratory';
      await table
        .getByRole('button', { name: screen.text('overdue.time.setNamed', { channel: channelName }) })
        .first()
        .click();
      const dialog = screen.page.getByRole('dialog');
      await dialog.getByRole('combobox', { name: screen.text('overdue.time.for') }).click();
      await screen.page
        .getByRole('option', { name: screen.text('overdue.time.reach.channel', { channel: channelName }) })
        .click();
      await dialog.getByRole('textbox', { name: screen.text('overdue.time.urgent') }).fill('1');
      await dialog.getByRole('textbox', { name: screen.text('overdue.time.routine') }).fill('2');
      await isSound('set time');
      await giveReason('Agreed with the laboratory', 'overdue.time.confirm');
      await screen.page.getByRole('table', { name: screen.text('overdue.times.set') }).waitFor();
      await isSound('times');
      const { items } = await cli.call('audit.list', {
        ...{
          cursor: null,
          limit: 5,
          person: null,
          procedure: 'expectations.setTime',
          target: null,
          from: null,
          to: null,
        },
      });
      expect(items[0]?.summary).toBe('urgent: 1 min; others: 2 min');
    });

    it('EXAMPLE: an order whose answer stayed away is on the list, and opens with what can be done', async () => {
      const { controlId } = await unanswered();
      await visit(screen.page, '/overdue');
      await rowOf(controlId).click();
      await screen.page.keyboard.press('Enter');
      const detail = screen.page.getByRole('region', { name: screen.text('overdue.one'), exact: true });
      await detail.getByText(controlId).waitFor();
      await detail.getByText(screen.text('overdue.what.answer.missing')).waitFor();
      await isSound('open');
      await button('trace.act.way').click();
      await screen.page
        .getByRole('table', { name: screen.text('trace.way.list') })
        .getByText(controlId)
        .waitFor();
      await visit(screen.page, '/overdue');
      await rowOf(controlId).waitFor();
      await isSound('list');
    });
  });

  describe('RULE: it leaves the list when the answer comes, or somebody handled it otherwise', () => {
    it('EXAMPLE: the answer comes', async () => {
      const { controlId, expectationId } = await unanswered();
      const { total } = await overdue();
      await answer(orderOf(controlId), 900_001);
      const isListed = async () => (await overdue()).items.some((item) => item.expectationId === expectationId);
      await expect.poll(isListed, { timeout: 90_000, interval: 1000 }).toBe(false);
      expect((await overdue()).total).toBe(total - 1);
      await rowOf(controlId).waitFor({ state: 'detached' });
    });

    it('EXAMPLE: it is handled otherwise, and put back', async () => {
      const { controlId } = await unanswered();
      await rowOf(controlId).click();
      await screen.page.keyboard.press('Enter');
      await button('overdue.act.handle').click();
      await giveReason('The ward was told by telephone', 'overdue.handle.confirm');
      await rowOf(controlId).waitFor({ state: 'detached' });
      await screen.page.getByText(screen.text('overdue.gone.title')).waitFor();
      await screen.page.getByText(screen.text('overdue.view.handled'), { exact: true }).click();
      await screen.page.getByText('The ward was told by telephone').waitFor();
      await isSound('handled');
      await button('overdue.act.undo').click();
      await giveReason('It was another patient', 'overdue.undo.confirm');
      await screen.page.getByText(screen.text('overdue.handled.none')).waitFor();
      await visit(screen.page, '/overdue');
      await rowOf(controlId).waitFor();
    });

    it('EXAMPLE: who only looks is not offered any of it', async () => {
      const caller = createCaller(opened.folders, auditor);
      const { expectationId } = await unanswered();
      const input = { requestId: 'overdue-auditor', expectationIds: [expectationId], reason: 'No reason at all' };
      expect(await caller.reply('expectations.handle', input)).toMatchObject({
        ok: false,
        error: { code: 'FORBIDDEN' },
      });
      expect(await caller.reply('expectations.counts', {})).toMatchObject({ ok: true });
      expect(errors).toEqual([]);
    });
  });
});
