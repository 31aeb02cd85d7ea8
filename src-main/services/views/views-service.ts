import type { Emit, HandlersOf } from '../../app/handler.ts';
import type { Store } from '../../store/store.ts';
import { type CountDeps, countViews } from './count-views.ts';
import { createHeldTexts } from './held-texts.ts';
import { createRecentSearches } from './recent-searches.ts';
import { createSavedViews, mayChange } from './saved-views.ts';

export type ViewsDeps = CountDeps & { settings: Store['journal']['settings']; emit: Emit };

/** What a list shows, kept under a name, and texts of searches that no address may hold. */
export function createViewsService(deps: ViewsDeps): HandlersOf<'views'> {
  const held = createHeldTexts(deps.clock);
  const recent = createRecentSearches(deps.settings);
  const views = createSavedViews(deps.settings);
  const changed = (): { done: true } => {
    deps.emit('views.changed', {});
    return { done: true };
  };

  return {
    list: async (_input, { account }) => ({
      items: (await views.seenBy(account)).map(({ ownerId, ...view }) => ({
        ...view,
        isOwn: ownerId === account.accountId,
        mayChange: mayChange({ ownerId, ...view }, account),
      })),
    }),
    counts: async (_input, context) => ({
      items: await countViews(deps, await views.seenBy(context.account), context),
    }),
    save: async (input, { account, describe }) => {
      const { viewId } = await views.save(input, account);
      describe({ target: viewId });
      changed();
      return { viewId };
    },
    share: async ({ viewId, isShared }, { account, describe }) => {
      describe({ target: viewId, summary: `shared: ${isShared}` });
      await views.share(viewId, isShared, account);
      return changed();
    },
    remove: async ({ viewId }, { account, describe }) => {
      describe({ target: viewId });
      await views.remove(viewId, account);
      return changed();
    },
    order: async ({ viewIds }, { account }) => {
      await views.order(viewIds, account);
      return changed();
    },
    recent: async ({ place }, { account }) => ({ searches: await recent.of(account.accountId, place) }),
    noteRecent: async ({ place, text }, { account }) => {
      if (await recent.note(account.accountId, place, text)) deps.emit('views.searched', {});
      return { done: true };
    },
    hold: ({ text }, { account }) => Promise.resolve({ handle: held.hold(account.accountId, text) }),
    held: ({ handle }, { account }) => Promise.resolve({ text: held.find(account.accountId, handle) }),
  };
}
