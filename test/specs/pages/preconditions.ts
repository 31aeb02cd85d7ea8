import type { Page } from 'playwright';
import type { Failure } from '../../../src-shared/domain/failure.ts';
import { createCaller } from '../caller.ts';
import type { Cli } from '../cli.ts';
import { account, createFirstAccount, type Screen } from '../main-path/actions.ts';
import { messageArrives, quietPracticeEngine, receiverIs } from '../main-path/preconditions.ts';
import { orderInput, plan } from '../replay/engine-world.ts';
import type { Console } from '../shells.ts';
import { readTexts, type SpecLanguage } from '../texts.ts';

/** Signed in as the first person, with a quiet practice engine, nothing moving on screen, the system's colours. */
export async function signedIn(opened: Console): Promise<{ screen: Screen; cli: Cli }> {
  const screen = { page: opened.page, text: readTexts('nb') };
  await opened.page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
  await createFirstAccount(screen);
  const cli = createCaller(opened.folders, account);
  await quietPracticeEngine(cli);
  return { screen, cli };
}

export async function readsIn(page: Page, cli: Cli, language: SpecLanguage): Promise<Screen> {
  await cli.call('settings.updatePreferences', { language, theme: 'system', density: 'dense' });
  const screen = { page, text: readTexts(language) };
  await page
    .getByRole('navigation')
    .getByRole('link', { name: screen.text('nav.failures') })
    .waitFor();
  return screen;
}

/** Messages that could not be sent on, because their receiver was down for a moment. */
export async function messagesFail(cli: Cli, controlIds: readonly string[]): Promise<void> {
  await receiverIs(cli, 'down');
  for (const controlId of controlIds) await messageArrives(cli, controlId);
  await listsFailures(cli, controlIds);
  await receiverIs(cli, 'up');
}

const everything = {
  connectionId: null,
  channelId: null,
  kind: null,
  from: null,
  to: null,
  groupId: null,
  state: 'open',
} as const;

/** Waits until the list of failures has each of them. */
export async function listsFailures(cli: Cli, controlIds: readonly string[]): Promise<void> {
  for (const text of controlIds) {
    for (let attempt = 0; ; attempt += 1) {
      const { total } = await cli.call('failures.list', { filter: { ...everything, text }, cursor: null, limit: 1 });
      if (total > 0) break;
      if (attempt > 200) throw new Error(`${text} was never listed as a failure.`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

export async function failedMessage(cli: Cli, controlId: string): Promise<Failure> {
  const filter = { ...everything, text: controlId };
  const { items } = await cli.call('failures.list', { filter, cursor: null, limit: 1 });
  if (!items[0]) throw new Error(`${controlId} is not listed.`);
  return items[0];
}

/** Sends the message again unchanged, and returns the replay's id. */
export async function replayed(cli: Cli, failure: Failure): Promise<string> {
  const order = await plan(cli, failure);
  const { replay } = await cli.call('replay.start', orderInput(order));
  return replay.replayId;
}

/** Makes a run of one message; nothing is sent. */
export async function plannedRun(cli: Cli, { failureId }: Failure): Promise<string> {
  const scope = { kind: 'these', failureIds: [failureId] };
  const { run } = await cli.call('runs.plan', { requestId: crypto.randomUUID(), scope });
  return run.runId;
}

/** One that was given up before anything was sent. */
export async function cancelledRun(cli: Cli, failure: Failure): Promise<string> {
  const runId = await plannedRun(cli, failure);
  await cli.call('runs.cancel', { requestId: crypto.randomUUID(), runId, reason: 'Not wanted any more' });
  return runId;
}
