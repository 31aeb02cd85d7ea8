import type { Locator } from 'playwright';
import type { Failure } from '../../../src-shared/domain/failure.ts';
import type { Cli } from '../cli.ts';
import type { Screen } from '../main-path/actions.ts';

/** The causes listed. */
export function causeRows({ page, text }: Screen): Locator {
  return page.getByRole('grid', { name: text('groups.list') }).locator('[data-row-id]');
}

export function causeDetail({ page, text }: Screen): Locator {
  return page.getByRole('article', { name: text('groups.detail') });
}

/** The group a failure is in, as it stands now. */
export async function groupOf(cli: Cli, { groupId }: Failure) {
  const { group } = await cli.call('groups.get', { groupId: groupId ?? '' });
  if (!group) throw new Error('The failure is in no group.');
  return group;
}
