import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { standardPolicy } from '../../../src-shared/domain/replay-policy.ts';
import { type CoreDesk, openDesk } from '../core-desk.ts';
import { account, createFirstAccount, type Screen } from '../main-path/actions.ts';
import { passThrough } from '../main-path/preconditions.ts';
import { sendAt } from '../messages-sent.ts';
import { settled, signIn, signOut, visit } from '../pages/actions.ts';
import { watchErrors } from '../pages/page-errors.ts';
import { pictureOf } from '../pages/pictures.ts';
import { type Console, consoleKinds, openConsole } from '../shells.ts';
import { readTexts } from '../texts.ts';

const controlIds = ['TWO-1', 'TWO-2', 'TWO-3'];
const colleague = { name: 'Ola Avløser', secret: 'another long enough secret' };
const open = {
  ...{ connectionId: null, channelId: null, kind: null, from: null, to: null, text: 'TWO-', groupId: null },
  state: 'open',
} as const;

describe.each(consoleKinds())('FEATURE: a second person, in the %s shell', (kind) => {
  let opened: Console;
  let desk: CoreDesk;
  let screen: Screen;
  let errors: string[];
  let runId = '';

  beforeAll(async () => {
    opened = await openConsole(kind, { language: 'nb' });
    errors = watchErrors(opened.page);
    screen = { page: opened.page, text: readTexts('nb') };
    await opened.page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
    await createFirstAccount(screen);
    desk = await openDesk(opened.folders, account);
    await comes('The practice engine', async () => (await desk.call('practice.status', {})).isRunning);
    await desk.call('practice.setSpeed', { speed: 0 });
    await desk.call('accounts.create', { ...colleague, roles: ['operator', 'approver'] });
    const policy = {
      ...standardPolicy,
      classRules: { ...standardPolicy.classRules, result: 'second-person' as const },
    };
    await desk.call('approvals.setPolicy', { requestId: crypto.randomUUID(), policy, reason: 'to be trained' });
    await receiverIs('down');
    await sendAt(desk, controlIds);
    await comes('The failures', async () => (await failures()).length === controlIds.length);
    await receiverIs('up');
  }, 120_000);
  afterAll(async () => {
    await desk?.close();
    await opened?.close();
  });

  async function comes(what: string, isThere: () => Promise<boolean>): Promise<void> {
    for (let attempt = 0; !(await isThere()); attempt += 1) {
      if (attempt > 60) throw new Error(`${what} never came.`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  const receiverIs = (mode: 'up' | 'down') =>
    desk.call('practice.setReceiver', { receiverId: passThrough.receiverId, mode });
  const failures = async () => (await desk.call('failures.list', { filter: open, cursor: null, limit: 50 })).items;
  const received = async (): Promise<string[]> => {
    const { items } = await desk.call('practice.receiverLog', { receiverId: passThrough.receiverId });
    return items.map(({ messageControlId }) => messageControlId ?? '').filter((id) => controlIds.includes(id));
  };
  const main = (): Locator => screen.page.getByRole('main');
  const dialog = (): Locator => screen.page.getByRole('dialog');
  const press = (where: Locator, key: string) =>
    where.getByRole('button', { name: screen.text(key), exact: true }).click();
  async function become(person: { name: string; secret: string }): Promise<void> {
    await visit(screen.page, '/overview');
    await signOut(screen);
    await signIn(screen, person);
  }

  it('EXAMPLE: the rules stand in the settings', async () => {
    await visit(screen.page, '/settings/resending');
    await main().getByRole('combobox').first().waitFor();
    await settled(screen.page);
    await pictureOf(screen.page, `resending rules ${kind}`);
    expect(await main().getByRole('combobox').first().inputValue()).toBe('second-person');
  });

  it('EXAMPLE: a run that takes two is held back, and asked for', async () => {
    const failureIds = (await failures()).map(({ failureId }) => failureId);
    const planned = await desk.call('runs.plan', {
      requestId: crypto.randomUUID(),
      scope: { kind: 'these', failureIds },
    });
    runId = planned.run.runId;
    expect(planned.counts).toMatchObject({ waiting: 0, leftOut: 3 });
    await visit(screen.page, `/replays/runs/${runId}`);
    const panel = main().getByRole('region', { name: screen.text('approvals.panel') });
    await main().locator('[data-hazard]').first().waitFor();
    for (const box of await main()
      .getByRole('checkbox', { name: new RegExp(`^${screen.text('runs.sample.letThrough')}`) })
      .all())
      await box.check();
    await press(panel, 'approvals.ask');
    await dialog().getByLabel(screen.text('ui.reason')).fill('Mottakeren er oppe igjen');
    await press(dialog(), 'approvals.ask');
    await panel.locator('[data-approval="asked"]').waitFor();
    await settled(screen.page);
    await pictureOf(screen.page, `second person asked ${kind}`);
    await visit(screen.page, '/replays/approvals');
    await main().getByText(screen.text('approvals.own')).waitFor();
    expect(
      await main()
        .getByRole('button', { name: screen.text('approvals.grant'), exact: true })
        .count(),
    ).toBe(0);
  });

  it('EXAMPLE: a colleague approves with a secret of their own', async () => {
    await become(colleague);
    await visit(screen.page, '/replays/approvals');
    await press(main(), 'approvals.grant');
    await dialog().getByLabel(screen.text('ui.reason')).fill('Sett på planen');
    await dialog().getByLabel(screen.text('approvals.secret')).fill('not the secret');
    await press(dialog(), 'approvals.grant');
    await dialog().getByRole('alert').waitFor();
    await dialog().getByLabel(screen.text('approvals.secret')).fill(colleague.secret);
    await pictureOf(screen.page, `second person grants ${kind}`);
    await press(dialog(), 'approvals.grant');
    await main().locator('[data-approval="granted"]').waitFor();
    await settled(screen.page);
    await pictureOf(screen.page, `second person granted ${kind}`);
    expect(await received()).toEqual([]);
  });

  it('EXAMPLE: then it goes, once each, and the approval is used', async () => {
    const { page, text } = screen;
    await become(account);
    await visit(page, `/replays/runs/${runId}`);
    const panel = main().getByRole('region', { name: text('approvals.panel') });
    await panel.locator('[data-approval="granted"]').waitFor();
    await main().getByLabel(text('replay.plan.reason')).fill('Mottakeren er oppe igjen');
    await main()
      .getByRole('button', { name: text('runs.start.send_other', { number: '3' }) })
      .click();
    await dialog()
      .getByText(text('approvals.withIt', { person: colleague.name }))
      .waitFor();
    await dialog()
      .getByRole('button', { name: text('runs.start.send_other', { number: '3' }) })
      .click();
    await comes('The end', async () => (await desk.call('runs.get', { runId })).run.state !== 'planned');
    await comes('The messages', async () => (await received()).length === controlIds.length);
    const { items } = await desk.call('approvals.list', { open: false, runId, ref: null });
    expect(items).toMatchObject([{ state: 'used', decidedBy: { name: colleague.name } }]);
  });

  it('EXAMPLE: and the page itself has nothing to complain of', () => expect(errors).toEqual([]));
});
