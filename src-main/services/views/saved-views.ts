import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { InputOf } from '../../../src-shared/contract/index.ts';
import type { Account } from '../../../src-shared/domain/account.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { mostViews, type SavedView, savedView } from '../../../src-shared/domain/saved-view.ts';
import { readSearch } from '../../../src-shared/domain/search/read-search.ts';
import { holdsPatientNumber } from '../../../src-shared/domain/search/search-privacy.ts';
import { holdsNationalNumber } from '../../../src-shared/formats/shared/identifiers.ts';
import { createTurns } from '../../platform/turns.ts';
import type { Store } from '../../store/store.ts';

/** Those shared lie with the settings of the installation, one's own with those of the account. */
const sharedScope = 'installation';

/** Views as the journal keeps them. Each change reads, changes and writes in its turn. */
export function createSavedViews(settings: Store['journal']['settings']) {
  const inTurn = createTurns();

  const read = async (scope: string): Promise<SavedView[]> => readKept(await settings.get(scope, 'views'));
  const write = (scope: string, views: readonly SavedView[]): Promise<void> =>
    settings.put(scope, 'views', JSON.stringify(views));

  async function seenBy({ accountId }: Account): Promise<SavedView[]> {
    const order = readOrder(await settings.get(accountId, 'view-order'));
    const place = ({ viewId }: SavedView): number => (order.indexOf(viewId) + 1 || order.length + 1) - 1;
    const all = [...(await read(accountId)), ...(await read(sharedScope))];
    return all.sort((one, other) => place(one) - place(other));
  }

  /** @throws AppError NOT_FOUND | FORBIDDEN */
  async function changeable(viewId: string, account: Account): Promise<SavedView> {
    const view = (await seenBy(account)).find((each) => each.viewId === viewId);
    if (view === undefined) throw new AppError('NOT_FOUND', 'The view is gone.', { messageKey: 'views.refused.gone' });
    if (!mayChange(view, account))
      throw new AppError('FORBIDDEN', 'Only its owner or an administrator changes a shared view.', {
        messageKey: 'views.refused.notOwn',
      });
    return view;
  }

  /** In the place of the one of its id, or last. @throws AppError BAD_INPUT when there are too many */
  async function put(view: SavedView): Promise<void> {
    const scope = scopeOf(view);
    const kept = await read(scope);
    const at = kept.findIndex(({ viewId }) => viewId === view.viewId);
    if (at < 0 && kept.length >= mostViews) throw refused('many', { count: mostViews });
    await write(scope, at < 0 ? [...kept, view] : kept.with(at, view));
  }

  async function drop(view: SavedView): Promise<void> {
    const kept = await read(scopeOf(view));
    await write(
      scopeOf(view),
      kept.filter(({ viewId }) => viewId !== view.viewId),
    );
  }

  return {
    seenBy,
    save: ({ viewId, ...given }: InputOf<'views.save'>, account: Account): Promise<SavedView> =>
      inTurn(async () => {
        refuseText(given);
        const before = viewId === null ? null : await changeable(viewId, account);
        const { accountId: ownerId, name: owner } = account;
        const view = { ...(before ?? { viewId: newId(), ownerId, owner, isShared: false }), ...given };
        await put(view);
        return view;
      }),
    share: (viewId: string, isShared: boolean, account: Account): Promise<void> =>
      inTurn(async () => {
        const view = await changeable(viewId, account);
        if (view.isShared === isShared) return;
        // There twice for a moment rather than nowhere.
        await put({ ...view, isShared });
        await drop(view);
      }),
    remove: (viewId: string, account: Account): Promise<void> =>
      inTurn(async () => drop(await changeable(viewId, account))),
    order: (viewIds: readonly string[], { accountId }: Account): Promise<void> =>
      inTurn(() => settings.put(accountId, 'view-order', JSON.stringify(viewIds))),
  };
}

export function mayChange({ ownerId }: SavedView, { accountId, roles }: Account): boolean {
  return ownerId === accountId || roles.includes('administrator');
}

function scopeOf({ isShared, ownerId }: SavedView): string {
  return isShared ? sharedScope : ownerId;
}

function newId(): string {
  return randomBytes(16).toString('base64url');
}

/** Kept for years and shown to others: no number of a patient may be in it. */
function refuseText({ name, filter }: Pick<SavedView, 'name' | 'filter'>): void {
  const reading = readSearch(filter.text);
  if (reading.kind === 'fault') {
    const { rule, at, length, params } = reading.fault;
    throw new AppError('BAD_INPUT', 'The search of the view cannot be read.', {
      messageKey: `search.fault.${rule}`,
      params: { ...params, at, length },
    });
  }
  if (holdsPatientNumber(filter.text) || holdsNationalNumber(name)) throw refused('patient', {});
}

function refused(why: 'patient' | 'many', params: Record<string, number>): AppError {
  return new AppError('BAD_INPUT', 'The view cannot be kept.', { messageKey: `views.refused.${why}`, params });
}

/** One that a newer or older program wrote and that is none here is left out; the others stay in use. */
function readKept(text: string | null): SavedView[] {
  const stored = z.array(z.unknown()).safeParse(text === null ? [] : JSON.parse(text));
  return (stored.data ?? []).flatMap((each) => savedView.safeParse(each).data ?? []);
}

function readOrder(text: string | null): string[] {
  return z.array(z.string()).safeParse(text === null ? [] : JSON.parse(text)).data ?? [];
}
