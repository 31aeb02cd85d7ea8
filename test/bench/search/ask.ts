import type { PersonContext } from '../../../src-main/app/handler.ts';
import { createFailuresService } from '../../../src-main/services/failures/failures-service.ts';
import { resolveSearch } from '../../../src-main/services/failures/resolve-search.ts';
import { createCauseRules } from '../../../src-main/services/groups/cause-rules.ts';
import { createGroupsService } from '../../../src-main/services/groups/groups-service.ts';
import { createIndexPolicy } from '../../../src-main/services/messages/index-policy.ts';
import { createMessagesService } from '../../../src-main/services/messages/messages-service.ts';
import type { Store } from '../../../src-main/store/store.ts';
import type { InputOf } from '../../../src-shared/contract/index.ts';
import type { ManualClock } from '../../fakes/manual-clock.ts';
import { benchConnection } from './seeded-failures.ts';

type Filter = InputOf<'failures.list'>['filter'];
type MessageFilter = InputOf<'messages.search'>['filter'];

/** The services that answer a page, over a real store. */
export type Desk = Awaited<ReturnType<typeof openDesk>>;

const pageSize = 100;
const everything: Filter = {
  connectionId: null,
  channelId: null,
  kind: null,
  from: null,
  to: null,
  text: null,
  groupId: null,
  state: 'all',
};

const everyMessage: MessageFilter = {
  connectionId: null,
  channelId: null,
  from: null,
  to: null,
  text: null,
  status: null,
};

const context: PersonContext = {
  account: { accountId: 'a1', name: 'Kari Måling', roles: [], disabled: false, createdAt: 0, lastSignInAt: null },
  sessionId: 's1',
  shell: 'browser',
  traceId: 't1',
  signal: new AbortController().signal,
  describe: () => undefined,
};

export async function openDesk({ store, clock }: { store: Store; clock: ManualClock }) {
  const shownIds = () => [benchConnection];
  const engineNames = () => [{ connectionId: benchConnection, name: 'Mirth' }];
  const emit = () => undefined;
  const causeRules = await createCauseRules({ cache: store.cache, settings: store.journal.settings, emit, shownIds });
  const failures = createFailuresService({
    cache: store.cache,
    sync: { coverage: () => ({ refreshedAt: clock.now(), behind: false }), look: () => undefined },
    shownIds,
    engineNames,
    journal: store.journal,
    emit,
    clock,
  });
  const groups = createGroupsService({
    cache: store.cache,
    journal: store.journal,
    clock,
    emit,
    shownIds,
    causeRules,
  });
  const messages = createMessagesService({
    headers: store.cache.headers,
    sync: { states: () => [], look: () => undefined, readAnew: () => Promise.resolve(), older: () => [] },
    readFailuresAnew: () => undefined,
    policy: await createIndexPolicy(store.journal.settings),
    shownIds,
    engineNames,
    resolveSearch,
    clock,
    emit,
  });
  return {
    list: (filter: Partial<Filter>, cursor: string | null = null) =>
      failures.list({ filter: { ...everything, ...filter }, cursor, limit: pageSize }, context),
    facets: (filter: Partial<Filter>) => failures.facets({ filter: { ...everything, ...filter } }, context),
    messages: (filter: Partial<MessageFilter>, cursor: string | null = null) =>
      messages.search({ filter: { ...everyMessage, ...filter }, cursor, limit: pageSize }, context),
    groups: () => groups.list({ connectionId: null, channelId: null, kind: null }, context),
  };
}
