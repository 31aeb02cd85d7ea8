import type { Locator, Page } from 'playwright';
import type { Screen } from '../main-path/actions.ts';
import { account } from '../main-path/actions.ts';
import { settled, signIn, visit } from '../pages/actions.ts';
import type { Console } from '../shells.ts';

/** What stands behind the `#`, readable. */
export function addressOf(page: Page): string {
  return decodeURIComponent(new URL(page.url()).hash.slice(1));
}

export function searchBox({ page, text }: Screen, key = 'failures.filter.text'): Locator {
  return page
    .getByRole('search')
    .getByRole('combobox', { name: text(key) })
    .or(page.getByRole('search').getByRole('textbox', { name: text(key) }));
}

/** Opens an address as somebody would who was sent it: a page of its own in the browser, else the page loaded anew. */
export async function openAnew(opened: Console, screen: Screen, address: string): Promise<Screen> {
  if (opened.kind !== 'browser') {
    await visit(opened.page, address);
    await opened.page.reload();
    await signIn(screen, account);
    await settled(opened.page);
    return screen;
  }
  const target = `${new URL(opened.page.url()).origin}/#${address}`;
  const opening = opened.page.context().waitForEvent('page');
  await opened.page.evaluate(`void window.open(${JSON.stringify(target)}, '_blank', 'noopener')`);
  const page = await opening;
  await signIn({ ...screen, page }, account);
  await settled(page);
  return { ...screen, page };
}
