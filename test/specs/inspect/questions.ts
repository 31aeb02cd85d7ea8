import type { Locator } from 'playwright';
import type { Screen } from '../main-path/actions.ts';

export function textPane({ page, text }: Screen): Locator {
  return page.getByRole('textbox', { name: text('message.text') });
}

export function treePane({ page, text }: Screen): Locator {
  return page.getByRole('tree', { name: text('message.tree') });
}

/** The address of the field that is chosen in the tree. */
export function chosenField(screen: Screen): Promise<string | null> {
  return treePane(screen).locator('[aria-selected="true"]').getAttribute('data-path');
}

/** Everything the page holds, seen or not: texts, titles, labels, values. */
export function wholePage({ page }: Screen): Promise<string> {
  return page.content();
}

/** Addresses of what differs between two messages. */
export function differingPlaces({ page }: Screen): Promise<string[]> {
  return page.locator('[role="row"] .mono, td .mono').allTextContents();
}

/** Whether it is there and within the window. */
export async function isInSight({ page }: Screen, shown: Locator): Promise<boolean> {
  if ((await shown.count()) === 0) return false;
  const box = await shown.first().boundingBox();
  const height = page.viewportSize()?.height ?? 0;
  return box !== null && box.y >= 0 && box.y + box.height <= height;
}
