import type { Locator } from 'playwright';
import { expect } from 'vitest';
import type { Screen } from '../main-path/actions.ts';
import { visit } from '../pages/actions.ts';
import { pictureOf } from '../pages/pictures.ts';

/** Fills the form of a plain receiver, and tests it; not saved yet. */
export async function addReceiver(
  { page, text }: Screen,
  { name, host, port }: { name: string; host: string; port: number },
): Promise<void> {
  await visit(page, '/settings/connections/new');
  await page.getByRole('combobox', { name: text('connections.kind') }).click();
  await page.getByRole('option', { name: text('connections.kind.mllp') }).click();
  await page.getByLabel(text('connections.name'), { exact: true }).fill(name);
  await page.getByLabel(text('connections.mllp.host'), { exact: true }).fill(host);
  await page.getByLabel(text('connections.mllp.port'), { exact: true }).fill(String(port));
  await page.getByRole('switch', { name: text('connections.mllp.tls') }).click({ force: true });
  await page.getByLabel(text('connections.mllp.answerTimeout'), { exact: true }).fill('2');
  await page.getByRole('button', { name: text('connections.check') }).click();
  const result = page.getByRole('region', { name: text('connections.checkResult') });
  await result.getByText(text('connections.step.rights')).waitFor();
  expect(await result.getByText(text('connections.outcome.failed')).count()).toBe(0);
}

/** Opens the plan of the message shown, chooses the receiver, and decides; the outcome once it is there. */
export async function sendPastEngine(
  { page, text }: Screen,
  receiver: string,
  reason: string,
  picture: string,
): Promise<Locator> {
  await page.getByRole('button', { name: text('message.replay'), exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(text('replay.plan.route.past', { name: receiver })).check();
  await dialog.locator('[data-hazard="past-the-engine"][data-tone="warns"]').waitFor();
  await dialog.getByRole('textbox').fill(reason);
  await dialog.getByLabel(text('replay.plan.accept')).check();
  await pictureOf(page, `receiver plan ${picture}`);
  const send = dialog.getByRole('button', { name: text('replay.plan.send_one', { target: receiver }) });
  await expect.poll(() => send.isEnabled()).toBe(true);
  await send.click();
  const outcome = dialog.getByRole('region', { name: text('replay.outcome') });
  await outcome.waitFor();
  return outcome;
}
