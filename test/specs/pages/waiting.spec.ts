import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cli } from '../cli.ts';
import { goTo, type Screen } from '../main-path/actions.ts';
import { bloodGasResult } from '../main-path/preconditions.ts';
import { type Console, openConsole } from '../shells.ts';
import { severeFindings } from './accessibility.ts';
import { settled, visit } from './actions.ts';
import { watchErrors } from './page-errors.ts';
import { pictureOf } from './pictures.ts';
import { signedIn } from './preconditions.ts';
import { rawTexts } from './raw-text.ts';

/** Two channels of the practice engine that send to radiology through a queue. */
const radiology = {
  receiverId: 'radiology',
  admissions: 'b0000002-0000-4000-8000-000000000002',
  orders: 'b0000004-0000-4000-8000-000000000004',
} as const;

describe('FEATURE: waiting is not failed', () => {
  let opened: Console;
  let screen: Screen;
  let cli: Cli;
  let errors: string[];

  beforeAll(async () => {
    opened = await openConsole('browser', { language: 'nb' });
    errors = watchErrors(opened.page);
    await opened.page.setViewportSize({ width: 1280, height: 800 });
    ({ screen, cli } = await signedIn(opened));
    await receiverIs('down');
    for (const [channelId, controlId] of [
      [radiology.orders, 'WAIT-1'],
      [radiology.orders, 'WAIT-2'],
      [radiology.admissions, 'WAIT-3'],
    ] as const) {
      const bytes = { $base64: Buffer.from(bloodGasResult(controlId)).toString('base64') };
      await cli.call('practice.inject', { channelId, bytes });
    }
  });
  afterAll(() => opened?.close());

  const receiverIs = (mode: 'up' | 'down') =>
    cli.call('practice.setReceiver', { receiverId: radiology.receiverId, mode });
  const receivers = (): Locator =>
    screen.page.getByRole('grid', { name: screen.text('waiting.list') }).locator('[data-row-id]');
  const detail = (): Locator => screen.page.getByRole('article', { name: screen.text('waiting.detail') });
  const replayButton = (): Locator => screen.page.getByRole('button', { name: screen.text('message.replay') });

  async function isSound(name: string): Promise<void> {
    expect(await rawTexts(screen.page)).toEqual([]);
    for (const colorScheme of ['light', 'dark'] as const) {
      await screen.page.emulateMedia({ colorScheme });
      await pictureOf(screen.page, `waiting ${name} ${colorScheme}`);
      expect(await severeFindings(screen.page)).toEqual([]);
    }
  }

  describe('RULE: what the engine sends by itself is one entry per receiver, and no failure', () => {
    it('EXAMPLE: two channels to radiology, which is down', async () => {
      await goTo(screen, 'nav.waiting', 'waiting.title');
      // A queue is read again some time after it was first found, and then told by its first try where it goes.
      const joined = receivers().filter({ hasText: 'Radiology, Radiology orders' });
      await joined.filter({ hasText: 'WAIT-' }).waitFor({ timeout: 60_000 });
      expect(await receivers().count()).toBe(1);
      expect(await receivers().first().textContent()).toMatch(/127\.0\.0\.1:\d+/);
      await settled(screen.page);
      await isSound('list');
    });

    it('EXAMPLE: opened, it says not to resend, what blocks each queue, and who waits', async () => {
      await receivers().first().click();
      await detail()
        .getByText(screen.text('waiting.auto', { receiver: 'Radiology, Radiology orders' }))
        .waitFor();
      await detail()
        .getByRole('table', { name: screen.text('waiting.queues') })
        .getByText('WAIT-3')
        .waitFor();
      const messages = detail().getByRole('grid', { name: screen.text('waiting.messages') });
      expect(await messages.locator('[data-row-id]').count()).toBe(3);
      await settled(screen.page);
      await isSound('receiver');
    });
  });

  describe('RULE: it is not sent again from there', () => {
    it('EXAMPLE: the message that blocks, from its link', async () => {
      await detail()
        .getByRole('button', { name: /WAIT-1/ })
        .click();
      await screen.page.getByRole('tree', { name: screen.text('message.tree') }).waitFor();
      await screen.page.getByText(screen.text('waiting.auto', { receiver: 'Radiology orders' })).waitFor();
      expect(await replayButton().count()).toBe(0);
      await screen.page.keyboard.press('r');
      expect(await screen.page.getByRole('dialog').count()).toBe(0);
      await settled(screen.page);
      await isSound('message');
    });

    it('EXAMPLE: its address opens it again, and Escape leads back step by step', async () => {
      await screen.page.reload();
      await screen.page.getByRole('tree', { name: screen.text('message.tree') }).waitFor();
      await screen.page.keyboard.press('Escape');
      await detail().waitFor();
      await screen.page.keyboard.press('Escape');
      await detail().waitFor({ state: 'detached' });
      expect(new URL(screen.page.url()).hash).toBe('#/waiting');
    });
  });

  describe('RULE: it goes by itself', () => {
    it('EXAMPLE: the receiver is back', async () => {
      await receiverIs('up');
      await screen.page.getByText(screen.text('waiting.empty.title')).waitFor({ timeout: 60_000 });
      await visit(screen.page, '/failures');
      expect(await screen.page.getByText('WAIT-1').count()).toBe(0);
      expect(errors).toEqual([]);
    });
  });
});
