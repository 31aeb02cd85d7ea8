import type { Page } from 'playwright';
import type { Screen } from '../main-path/actions.ts';

/** By its address, as a link or the history would; waits until nothing is loading. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(`#${address}`)}`);
  await settled(page);
}

export async function settled(page: Page): Promise<void> {
  await page.locator('main').first().waitFor();
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
}

/** Closes the dialog, drawer or palette on top by its key. */
export async function escapeDialog(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  await page.keyboard.press('Escape');
  await dialog.first().waitFor({ state: 'detached' });
}

export async function lock({ page }: Screen): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press('l');
}

export async function unlock({ page, text }: Screen, secret: string): Promise<void> {
  await page.getByLabel(text('accounts.secret'), { exact: true }).fill(secret);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').first().waitFor();
}

type Person = { name: string; secret: string };

export async function signIn({ page, text }: Screen, person: Person): Promise<void> {
  await page.getByLabel(text('accounts.name')).fill(person.name);
  await page.getByLabel(text('accounts.secret'), { exact: true }).fill(person.secret);
  await page.getByRole('button', { name: text('accounts.signIn') }).click();
  await page.getByRole('navigation').first().waitFor();
}

export async function signOut(screen: Screen): Promise<void> {
  await lock(screen);
  await screen.page.getByRole('button', { name: screen.text('accounts.signOut') }).click();
  await screen.page.getByRole('button', { name: screen.text('accounts.signIn') }).waitFor();
}
