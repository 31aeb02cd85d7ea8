import { readFileSync } from 'node:fs';
import type { Locator } from 'playwright';
import type { Screen } from '../main-path/actions.ts';

/** The editor of the whole message. */
export function editPage({ page, text }: Screen): Locator {
  return page.getByRole('region', { name: text('edit.title') });
}

/** The editor of the one field that is open. */
export function fieldPanel({ page, text }: Screen): Locator {
  return page.getByRole('region', { name: text('edit.fieldPanel') });
}

export async function openEditor(screen: Screen): Promise<void> {
  await screen.page.keyboard.press('e');
  await editPage(screen)
    .getByRole('tree', { name: screen.text('message.tree') })
    .waitFor();
}

/** Opens the editor of a field by its address, also of one that is missing. */
export async function openField(screen: Screen, address: string): Promise<Locator> {
  await screen.page.keyboard.press('ControlOrMeta+g');
  const jump = editPage(screen).getByRole('textbox', { name: screen.text('inspect.jump') });
  await jump.fill(address);
  await jump.press('Enter');
  const panel = fieldPanel(screen);
  await panel.waitFor();
  return panel;
}

/** Writes the value as it is, whatever the input of one line is, and takes it over. */
export async function writeField(screen: Screen, address: string, value: string): Promise<void> {
  const panel = await openField(screen, address);
  const field = panel.getByLabel(new RegExp(`^${screen.text('edit.field', { path: '' }).trim()}`));
  await field.first().fill(value);
  await field.first().press('Enter');
  await panel.waitFor({ state: 'detached' });
}

export async function toRawText(screen: Screen): Promise<void> {
  await editPage(screen)
    .getByRole('radiogroup', { name: screen.text('edit.title') })
    .getByText(screen.text('edit.raw'))
    .click();
  await rawText(screen).waitFor();
}

export function rawText(screen: Screen): Locator {
  return editPage(screen).getByRole('textbox', { name: screen.text('edit.raw') });
}

/** Marks the first such text in the raw editor and types over it. */
export async function writeRaw(screen: Screen, from: string, to: string): Promise<void> {
  await rawText(screen).focus();
  await screen.page.evaluate(`{
    const walker = document.createTreeWalker(document.querySelector('.cm-content[contenteditable="true"]'), 4);
    const wanted = ${JSON.stringify(from)};
    while (walker.nextNode() && !walker.currentNode.data.includes(wanted));
    const at = walker.currentNode.data.indexOf(wanted);
    getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + wanted.length);
  }`);
  await screen.page.waitForTimeout(100);
  await screen.page.keyboard.type(to);
}

/** Clicks a button that gives a file, and reads it. */
export async function savedBytes({ page }: Screen, button: Locator): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** What was copied last; the page itself may only write to the clipboard. */
export async function keepCopies({ page }: Screen): Promise<void> {
  await page.evaluate(`{
    globalThis.copied = [];
    const write = navigator.clipboard.writeText.bind(navigator.clipboard);
    navigator.clipboard.writeText = (text) => { globalThis.copied.push(text); return write(text).catch(() => undefined); };
  }`);
}

export function lastCopied({ page }: Screen): Promise<string> {
  return page.evaluate<string>('globalThis.copied.at(-1) ?? ""');
}
