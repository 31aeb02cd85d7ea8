import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CoreDesk, openDesk } from '../core-desk.ts';
import { account, createFirstAccount, decideReplay, type Screen } from '../main-path/actions.ts';
import { passThrough } from '../main-path/preconditions.ts';
import { settled, signIn, signOut, visit } from '../pages/actions.ts';
import { watchErrors } from '../pages/page-errors.ts';
import { pictureOf } from '../pages/pictures.ts';
import { rawTexts } from '../pages/raw-text.ts';
import { type Console, consoleKinds, openConsole } from '../shells.ts';
import { readTexts } from '../texts.ts';

const controlId = 'CONVERT-1';
const owner = { name: 'Kari Laboratorielege', secret: 'another long enough secret' };
const everything = { connectionId: null, channelId: null, view: 'all', judgement: null } as const;
const place = { connectionId: passThrough.connectionId, channelId: passThrough.channelId };
const sent = [
  `MSH|^~\\&|LAB|FJORDSYK|BLODGASS|FJORDSYK|20261122101500+0100||ORU^R01|${controlId}|P|2.5`,
  'PID|1||14856710182^^^FNR||Fjordheim^Solveig||19670514|F',
  'PV1|1|I|MED1^201^1',
  'OBR|1|O-77|F-77|24338-6^Blood gas^LN|||20261122101000+0100||||||||||||||||||F',
  'OBX|1|NM|NPU02192^P-Glukose^NLK||126|mg/dL|70-110|H|||F',
  'OBX|2|NM|NPU28289^P-D-dimer^NLK||0.30|mg/L DDU|||||F',
  '',
].join('\r');

describe.each(consoleKinds())('FEATURE: results converted at replay, in the %s shell', (kind) => {
  let opened: Console;
  let desk: CoreDesk;
  let screen: Screen;
  let errors: string[];

  beforeAll(async () => {
    opened = await openConsole(kind, { language: 'nb' });
    errors = watchErrors(opened.page);
    screen = { page: opened.page, text: readTexts('nb') };
    await opened.page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
    await opened.page.setViewportSize({ width: 1280, height: 800 });
    await createFirstAccount(screen);
    desk = await openDesk(opened.folders, account);
    await comes('The practice engine', async () => (await desk.call('practice.status', {})).isRunning);
    await desk.call('practice.setSpeed', { speed: 0 });
    await desk.call('accounts.create', { ...owner, roles: ['clinical-owner'] });
    const judged = { keySource: 'content', windowHours: 72, judgesUnits: true } as const;
    await desk.call('messages.setChannel', { ...place, ...judged });
    await desk.call('practice.setReceiver', { receiverId: passThrough.receiverId, mode: 'down' });
    await desk.call('practice.inject', { channelId: place.channelId, bytes: new TextEncoder().encode(sent) });
    await comes('The findings', async () => {
      const codes = (await desk.call('units.list', { filter: everything })).items.map(({ code }) => code);
      return codes.includes('NPU02192') && codes.includes('NPU28289');
    });
    await desk.call('practice.setReceiver', { receiverId: passThrough.receiverId, mode: 'up' });
  }, 120_000);
  afterAll(async () => {
    await desk?.close();
    await opened?.close();
  });

  async function comes(what: string, isThere: () => Promise<boolean>): Promise<void> {
    for (let attempt = 0; !(await isThere()); attempt += 1) {
      if (attempt > 80) throw new Error(`${what} never came.`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  const dialog = (): Locator => screen.page.getByRole('dialog');
  const press = (where: Locator, key: string) =>
    where.getByRole('button', { name: screen.text(key), exact: true }).click();
  async function proposes(code: string): Promise<void> {
    const { items } = await desk.call('units.list', { filter: everything });
    const found = items.find((each) => each.code === code);
    await visit(screen.page, `/units/all/${found?.findingId ?? ''}`);
    await press(screen.page.getByRole('region', { name: screen.text('units.one'), exact: true }), 'rules.propose');
  }
  async function isSound(name: string): Promise<void> {
    await settled(screen.page);
    expect(await rawTexts(screen.page)).toEqual([]);
    await pictureOf(screen.page, `rules ${name} ${kind}`);
  }

  it('EXAMPLE: D-dimer is refused with the reason', async () => {
    await proposes('NPU28289');
    await dialog().getByText(screen.text('rules.refused.fibrin')).waitFor();
    await isSound('d-dimer');
    await press(dialog().locator('section, div').last(), 'ui.close').catch(() => screen.page.keyboard.press('Escape'));
  });

  it('EXAMPLE: glucose becomes a rule with tests, which the proposer cannot approve', async () => {
    await proposes('NPU02192');
    const tests = dialog().getByRole('textbox', { name: screen.text('rules.tests') });
    await tests.fill('126 = 7.00');
    await dialog()
      .getByRole('combobox', { name: screen.text('rules.owner') })
      .click();
    await screen.page.getByRole('option', { name: owner.name }).click();
    await dialog().getByLabel(screen.text('ui.reason')).fill('Laboratoriet retter i neste uke');
    await press(dialog(), 'rules.propose.confirm');
    await dialog().getByRole('alert').waitFor();
    await tests.fill('126 = 6.99\n90 = 5.0');
    await isSound('propose');
    await press(dialog(), 'rules.propose.confirm');
    await dialog().waitFor({ state: 'detached' });
    await visit(screen.page, '/units/rules');
    await screen.page.locator('[data-rule="proposed"]').waitFor();
    await isSound('proposed');
    expect(await screen.page.getByRole('button', { name: screen.text('rules.act.approve') }).count()).toBe(0);
  });

  it('EXAMPLE: the clinical owner approves', async () => {
    await visit(screen.page, '/overview');
    await signOut(screen);
    await signIn(screen, owner);
    await visit(screen.page, '/units/rules');
    await press(screen.page.locator('[data-rule="proposed"]'), 'rules.act.approve');
    await dialog().getByLabel(screen.text('ui.reason')).fill('Faktoren er riktig');
    await dialog().getByLabel(screen.text('approvals.secret')).fill(owner.secret);
    await press(dialog(), 'rules.act.approve');
    await screen.page.locator('[data-rule="active"]').waitFor();
    await isSound('active');
  });

  it('EXAMPLE: the message is previewed, sent and confirmed, right in the bytes of the receiver', async () => {
    const { page, text } = screen;
    await visit(page, '/overview');
    await signOut(screen);
    await signIn(screen, account);
    const { items } = await desk.call('failures.list', {
      filter: {
        connectionId: null,
        channelId: null,
        kind: null,
        from: null,
        to: null,
        text: controlId,
        groupId: null,
        state: 'open',
      },
      cursor: null,
      limit: 1,
    });
    const nativeId = items[0]?.nativeId ?? '';
    await visit(page, `/message/${place.connectionId}/${place.channelId}/${nativeId}`);
    await page.getByRole('button', { name: text('convert.open') }).click();
    await dialog().getByLabel(text('ui.reason')).fill('Skal regnes om');
    await press(dialog(), 'message.reveal');
    await dialog().getByRole('table').getByText('6.99', { exact: true }).waitFor();
    await isSound('preview');
    await press(dialog(), 'convert.replay');
    const outcome = await decideReplay(screen, 'Riktig måleenhet');
    await outcome.getByText(text('replayState.confirmed-by-receiver')).waitFor();
    const log = await desk.call('practice.receiverLog', { receiverId: passThrough.receiverId });
    const bodies = log.items.map(({ bytes }) => new TextDecoder().decode(bytes));
    const received = bodies.find((body) => body.includes(controlId)) ?? '';
    expect(received).toContain('NPU02192^P-Glukose^NLK||6.99|mmol/L|3.9-6.11|H|');
    expect(received).toContain('NTE|1|L|Omregnet ved ny sending: verdi 126 mg/dL til 6.99 mmol/L');
    expect(received).toContain(`godkjent av ${owner.name}`);
    expect(received).toContain('NPU28289^P-D-dimer^NLK||0.30|mg/L DDU|');
  });

  it('EXAMPLE: a rule that is withdrawn converts nothing any more', async () => {
    const [rule] = (await desk.call('rules.list', {})).items;
    if (rule === undefined) throw new Error('There is no rule.');
    const { ruleId, version } = rule;
    await desk.call('rules.withdraw', { requestId: crypto.randomUUID(), ruleId, version, reason: 'Kilden er rettet' });
    const { items } = await desk.call('messages.channels', { connectionId: null });
    expect(items.some(({ channelId }) => channelId === place.channelId)).toBe(true);
    expect((await desk.call('rules.list', {})).items[0]?.state).toBe('withdrawn');
    expect(errors).toEqual([]);
  });
});
