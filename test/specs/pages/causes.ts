import type { Locator } from 'playwright';
import type { Cli } from '../cli.ts';
import type { Screen } from '../main-path/actions.ts';
import { settled } from './actions.ts';

/** By the rail's address, then by the switch, as a person chooses the view. */
export async function looksByCause({ page, text }: Screen): Promise<void> {
  await page.evaluate("location.hash = '#/failures/groups'");
  await page.getByRole('grid', { name: text('groups.list') }).waitFor();
  await settled(page);
}

export function causeRows({ page, text }: Screen): Locator {
  return page.getByRole('grid', { name: text('groups.list') }).locator('[data-row-id]');
}

export function causeDetail({ page, text }: Screen): Locator {
  return page.getByRole('article', { name: text('groups.detail') });
}

/** The one group there is. */
export async function onlyGroup(cli: Cli) {
  const { items } = await cli.call('groups.list', { connectionId: null, channelId: null, kind: null });
  const [group] = items;
  if (!group || items.length > 1) throw new Error(`${items.length} groups instead of one`);
  return group;
}
