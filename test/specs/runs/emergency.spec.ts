import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PracticeEngineHandle } from '../../../src-main/practice-engine/client.ts';
import { standardPolicy } from '../../../src-shared/domain/replay-policy.ts';
import { type CoreDesk, openDesk } from '../core-desk.ts';
import { account, createFirstAccount, type Screen } from '../main-path/actions.ts';
import { settled, signIn, signOut, visit } from '../pages/actions.ts';
import { watchErrors } from '../pages/page-errors.ts';
import { pictureOf } from '../pages/pictures.ts';
import { failOnce, startEngine, takenByReceiver } from '../replay/engine-world.ts';
import { type Console, consoleKinds, openConsole } from '../shells.ts';
import { readTexts } from '../texts.ts';

const controlIds = ['NIGHT-1', 'NIGHT-2'];
const colleague = { name: 'Ola Avløser', secret: 'another long enough secret' };
const open = {
  ...{ connectionId: null, channelId: null, kind: null, from: null, to: null, text: 'NIGHT-', groupId: null },
  state: 'open',
} as const;

describe.each(consoleKinds())('FEATURE: alone in an emergency, in the %s shell', (kind) => {
  let engine: PracticeEngineHandle;
  let opened: Console;
  let desk: CoreDesk;
  let screen: Screen;
  let errors: string[];
  let runId = '';

  beforeAll(async () => {
    engine = await startEngine(mkdtempSync(join(tmpdir(), 'vaktbord-night-')));
    opened = await openConsole(kind, { language: 'nb' });
    errors = watchErrors(opened.page);
    screen = { page: opened.page, text: readTexts('nb') };
    await opened.page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
    await createFirstAccount(screen);
    desk = await openDesk(opened.folders, account);
    await desk.call('accounts.create', { ...colleague, roles: ['operator', 'approver'] });
    await desk.call('connections.save', {
      requestId: crypto.randomUUID(),
      connection: {
        ...{ connectionId: null, engineKind: 'mirth', name: 'Spec engine', environment: 'PRODUCTION' },
        ...{ url: engine.api.apiUrl, username: engine.api.userName },
        ...{ certificateFingerprint: engine.api.certificateFingerprint, ownCaPem: null, clientCertificatePem: null },
        ...{ readOnly: false, pollIntervalMs: 2000, colour: 'teal', enabled: true, mllp: null },
      },
      secrets: { password: engine.api.password },
    });
    await desk.call('connections.switchEnvironment', { environment: 'PRODUCTION' });
    const policy = { ...standardPolicy, approvalOver: 1 };
    await desk.call('approvals.setPolicy', { requestId: crypto.randomUUID(), policy, reason: 'to be tried' });
    for (const controlId of controlIds) await failOnce(engine, controlId);
    await comes('The failures', async () => (await failures()).length === controlIds.length);
    const failureIds = (await failures()).map(({ failureId }) => failureId);
    const scope = { kind: 'these' as const, failureIds };
    runId = (await desk.call('runs.plan', { requestId: crypto.randomUUID(), scope })).run.runId;
  }, 120_000);
  afterAll(async () => {
    await desk?.close();
    await opened?.close();
    await engine?.stop();
  });

  async function comes(what: string, isThere: () => Promise<boolean>): Promise<void> {
    for (let attempt = 0; !(await isThere()); attempt += 1) {
      if (attempt > 60) throw new Error(`${what} never came.`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  const failures = async () => (await desk.call('failures.list', { filter: open, cursor: null, limit: 50 })).items;
  const taken = async () =>
    (await Promise.all(controlIds.map((id) => takenByReceiver(engine, id)))).reduce((sum, each) => sum + each, 0);
  const main = (): Locator => screen.page.getByRole('main');
  const dialog = (): Locator => screen.page.getByRole('dialog');
  const send = (where: Locator) =>
    where.getByRole('button', { name: screen.text('runs.start.send_other', { number: '2' }) });

  it('EXAMPLE: more than one person may send alone is refused, until it is said why it cannot wait', async () => {
    const { page, text } = screen;
    await visit(page, `/replays/runs/${runId}`);
    await main()
      .getByRole('region', { name: text('approvals.panel') })
      .waitFor();
    await main().locator('[data-hazard]').first().waitFor();
    for (const box of await main()
      .getByRole('checkbox', { name: new RegExp(`^${text('runs.sample.letThrough')}`) })
      .all())
      await box.check();
    await main().getByLabel(text('replay.plan.reason')).fill('Mottakeren er oppe igjen');
    await send(main()).click();
    await send(dialog()).click();
    await dialog().getByRole('alert').waitFor();
    expect(await taken()).toBe(0);
    await dialog()
      .getByRole('button', { name: text('ui.cancel'), exact: true })
      .click();
    await dialog().waitFor({ state: 'detached' });
    await pictureOf(page, `emergency refused ${kind}`);
    await main()
      .getByRole('checkbox', { name: text('approvals.emergency') })
      .check();
    await main().getByLabel(text('approvals.emergency.why')).fill('Ingen svarer om natten');
    await settled(page);
    await pictureOf(page, `emergency ${kind}`);
    await send(main()).click();
    await send(dialog()).click();
    await comes('The messages', async () => (await taken()) === controlIds.length);
  });

  it('EXAMPLE: it stays on the list until another person has looked at it', async () => {
    const { page, text } = screen;
    await visit(page, '/replays/approvals');
    const list = main().getByRole('region', { name: text('approvals.emergencies') });
    await list.getByText('Ingen svarer om natten').waitFor();
    expect(await list.getByRole('button', { name: text('approvals.review'), exact: true }).count()).toBe(0);
    await visit(page, '/overview');
    await signOut(screen);
    await signIn(screen, colleague);
    await visit(page, '/replays/approvals');
    await settled(page);
    await pictureOf(page, `emergency to review ${kind}`);
    await list.getByRole('button', { name: text('approvals.review'), exact: true }).click();
    await dialog().getByLabel(text('ui.reason')).fill('Det var riktig');
    await dialog()
      .getByRole('button', { name: text('approvals.review'), exact: true })
      .click();
    await list.getByText(text('approvals.emergencies.empty')).waitFor();
    const { items } = await desk.call('approvals.emergencies', { open: false, runId });
    expect(items).toMatchObject([{ person: { name: account.name }, review: { person: { name: colleague.name } } }]);
  });

  it('EXAMPLE: and the page itself has nothing to complain of', () => expect(errors).toEqual([]));
});
