import type { Locator } from 'playwright';
import type { Screen } from '../main-path/actions.ts';

export function messageRow({ page, text }: Screen, controlId: string): Locator {
  return page
    .getByRole('grid', { name: text('editMany.list') })
    .getByRole('row')
    .filter({ hasText: controlId });
}

/** What the steps make of a message: the group of its outcome. */
export async function outcomeOf(screen: Screen, controlId: string): Promise<string | null> {
  return messageRow(screen, controlId).locator('[data-outcome]').getAttribute('data-outcome');
}

/** The part of the page that shows the chosen message. */
export function chosenMessage({ page, text }: Screen): Locator {
  return page.getByRole('region', { name: text('editMany.detail') });
}
