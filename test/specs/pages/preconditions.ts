import type { Page } from 'playwright';
import type { Failure } from '../../../src-shared/domain/failure.ts';
import { type Cli, createCli } from '../cli.ts';
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
  const cli = createCli(opened.folders, account);
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
      if (attempt > 20) throw new Error(`${text} was never listed as a failure.`);
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
