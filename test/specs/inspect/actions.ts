import type { Screen } from '../main-path/actions.ts';

export async function jumpTo({ page, text }: Screen, address: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+g');
  const field = page.getByRole('textbox', { name: text('inspect.jump') });
  await field.fill(address);
  await field.press('Enter');
}

export async function findIn({ page, text }: Screen, wanted: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+f');
  await page.getByRole('textbox', { name: text('inspect.find') }).fill(wanted);
}

export async function showAs({ page, text }: Screen, mode: 'text' | 'marks' | 'hex'): Promise<void> {
  await page
    .getByRole('radiogroup', { name: text('inspect.mode') })
    .getByText(text(`inspect.mode.${mode}`))
    .click();
}

export async function closeFind({ page, text }: Screen): Promise<void> {
  await page.getByRole('textbox', { name: text('inspect.find') }).press('Escape');
}

/** Drops a file on the page. It is made there: what drives the page cannot carry one so large. */
export async function dropFile(
  { page }: Screen,
  name: string,
  parts: { head: string; line: string; count: number; tail: string },
): Promise<void> {
  await page.evaluate(`{
    const { head, line, count, tail } = ${JSON.stringify(parts)};
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([head, line.repeat(count), tail], ${JSON.stringify(name)}));
    const area = document.querySelector('#main section');
    for (const type of ['dragover', 'drop'])
      area.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  }`);
}

/** Opens a menu by its button and chooses in it. */
export async function chooseFromMenu({ page, text }: Screen, button: string, item: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: text(button), exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
  await page.getByRole('menu').waitFor({ state: 'detached' });
}

/** A branch at the top of the tree, unless it is open. */
export async function openInTree({ page, text }: Screen, path: string): Promise<void> {
  const row = page.getByRole('tree', { name: text('message.tree') }).locator(`[data-path="${path}"]`);
  await row.scrollIntoViewIfNeeded();
  if ((await row.getAttribute('aria-expanded')) === 'false') await row.click();
}
