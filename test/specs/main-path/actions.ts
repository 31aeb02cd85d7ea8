import type { Locator, Page } from 'playwright';
import { expect } from 'vitest';
import type { SpecTexts } from '../texts.ts';
import { passThrough } from './preconditions.ts';

/** The page a person looks at, with the words of their language. */
export type Screen = { page: Page; text: SpecTexts };

export const account = { name: 'Kari Spesifikasjon', secret: 'spec-password-1' } as const;

/** The first sign-in of a new folder. */
export async function createFirstAccount({ page, text }: Screen): Promise<void> {
  await page.getByLabel(text('accounts.name')).fill(account.name);
  await page.getByLabel(text('accounts.newSecret'), { exact: true }).fill(account.secret);
  await page.getByLabel(text('accounts.secretAgain'), { exact: true }).fill(account.secret);
  await page.getByRole('button', { name: text('accounts.createFirst') }).click();
  await page.getByRole('heading', { name: text('nav.overview'), level: 1 }).waitFor();
  await looksAtMessages(page);
}

/** The rail leads to the single failed messages, as for somebody who chose that view before. */
export function looksAtMessages(page: Page): Promise<void> {
  return page.evaluate(`localStorage.setItem('vaktbord.ui.failures.view', '"messages"')`);
}

/** By the rail, as a newcomer would. */
export async function goTo({ page, text }: Screen, nav: string, title: string): Promise<void> {
  await page
    .getByRole('navigation')
    .getByRole('link', { name: text(nav) })
    .click();
  await page.getByRole('heading', { name: text(title), level: 1 }).waitFor();
}

/** The row of the failure list that shows this control id. */
export function failureRow({ page, text }: Screen, controlId: string): Locator {
  return page
    .getByRole('grid', { name: text('failures.list') })
    .getByRole('row')
    .filter({ hasText: controlId });
}

export async function openFailure(screen: Screen, controlId: string): Promise<void> {
  await failureRow(screen, controlId).click();
  await screen.page.getByRole('article', { name: screen.text('message.title') }).waitFor();
}

export async function reveal({ page, text }: Screen, reason: string): Promise<void> {
  await page.getByRole('button', { name: text('message.reveal'), exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(text('ui.reason')).fill(reason);
  await dialog.getByRole('button', { name: text('message.reveal'), exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('timer').waitFor();
}

/** Opens the field in the tree by its paths from the segment down, and writes a new value. */
export async function editField({ page, text }: Screen, paths: readonly string[], value: string): Promise<void> {
  await page.keyboard.press('e');
  const editor = page.getByRole('region', { name: text('edit.title') });
  const tree = editor.getByRole('tree', { name: text('message.tree') });
  for (const path of paths) await tree.locator(`[data-path="${path}"]`).click();
  await tree.press('e');
  const field = page.getByRole('textbox', { name: paths.at(-1)! });
  await field.fill(value);
  await field.press('Enter');
}

export async function replayEdited(screen: Screen, reason: string): Promise<Locator> {
  await screen.page.getByRole('button', { name: screen.text('edit.replay') }).click();
  return decideReplay(screen, reason);
}

/** Decides on the plan shown, and returns the outcome word once the outcome is there. */
export async function decideReplay({ page, text }: Screen, reason: string): Promise<Locator> {
  const dialog = page.getByRole('dialog');
  await dialog.getByText(text('environment.PRACTICE')).waitFor();
  await dialog.getByLabel(text('replay.plan.reason')).fill(reason);
  const accept = dialog.getByLabel(text('replay.plan.accept'));
  if (await accept.count()) await accept.check();
  const send = dialog.getByRole('button', { name: sendLabel(text) });
  await expect.poll(() => send.isEnabled()).toBe(true);
  await send.click();
  const outcome = dialog.getByRole('region', { name: text('replay.outcome') });
  await outcome.waitFor().catch(async () => expect(await dialog.textContent()).toBe('an outcome'));
  return outcome;
}

export async function closeDialog({ page, text }: Screen): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog
    .getByRole('button', { name: text('replay.close'), exact: true })
    .last()
    .click();
  await dialog.waitFor({ state: 'detached' });
}

function sendLabel(text: SpecTexts): string {
  return text('replay.plan.send_one', { target: passThrough.receiverName });
}
