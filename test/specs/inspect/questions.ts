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
