import type { Locator } from 'playwright';
import type { Screen } from '../main-path/actions.ts';

/** Adds a step at the end, and returns its card. */
export async function addStep({ page, text }: Screen, kind: string): Promise<Locator> {
  const cards = stepCards({ page, text });
  const before = await cards.count();
  await page.getByRole('button', { name: text('editMany.addStep') }).click();
  await page.getByRole('menuitem', { name: text(`editMany.kind.${kind}`) }).click();
  const card = cards.nth(before);
  await card.waitFor();
  return card;
}

export function stepCards({ page, text }: Screen): Locator {
  return page.getByRole('region', { name: text('editMany.steps'), exact: true }).getByRole('listitem');
}

/** Adds a condition to a step: a place, the comparison shown first (*is*), and a value. */
export async function addCondition({ text }: Screen, card: Locator, path: string, value: string): Promise<void> {
  await card.getByRole('button', { name: text('editMany.addCondition') }).click();
  await card.getByLabel(text('editMany.when.path')).fill(path);
  await card.getByLabel(text('editMany.when.text')).fill(value);
}

export async function revealAll({ page, text }: Screen, count: number, reason: string): Promise<void> {
  await page.getByRole('button', { name: text('editMany.reveal_other', { count }) }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(text('ui.reason')).fill(reason);
  await dialog.getByRole('button', { name: text('editMany.reveal.confirm_other', { count }) }).click();
  await dialog.waitFor({ state: 'detached' });
}
