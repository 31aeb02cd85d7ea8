import { randomUUID } from 'node:crypto';
import { createEngine, engineAdapters } from '../engines/index.ts';
import type { RunningEngines } from '../engines/running-engines.ts';
import { createAccountsService } from '../services/accounts/accounts-service.ts';
import { createAuditService } from '../services/audit/audit-service.ts';
import { createConnectionsService } from '../services/connections/connections-service.ts';
import { createFailureSync, type FailureSync } from '../services/failures/failure-sync.ts';
import { createFailuresService } from '../services/failures/failures-service.ts';
import { resolveSearch } from '../services/failures/resolve-search.ts';
import { createCauseRules } from '../services/groups/cause-rules.ts';
import { createGroupsService } from '../services/groups/groups-service.ts';
import type { MessageDeps } from '../services/message/message-deps.ts';
import { createMessageService } from '../services/message/message-service.ts';
import { createHeaderSync, type HeaderSync } from '../services/messages/header-sync.ts';
import { createIndexPolicy } from '../services/messages/index-policy.ts';
import { createMessagesService } from '../services/messages/messages-service.ts';
import { createMonitorService } from '../services/monitor/monitor-service.ts';
import type { PracticeEngine } from '../services/practice/practice-port.ts';
import { createPracticeService } from '../services/practice/practice-service.ts';
import { createProfilesService } from '../services/profiles/profiles-service.ts';
import { createReplayService } from '../services/replay/replay-service.ts';
import { createSettingsService } from '../services/settings/settings-service.ts';
import { createWaitingReader, type WaitingReader } from '../services/waiting/waiting-reader.ts';
import { createWaitingService } from '../services/waiting/waiting-service.ts';
import { createWindowsService } from '../services/windows/windows-service.ts';
import type { AppDeps } from './app-deps.ts';
import type { EventHub } from './event-hub.ts';
import type { AllHandlers, Emit } from './handler.ts';
import { startPractice } from './practice-adapter.ts';
import { ownIdentity } from './process-identity.ts';
import { createUpkeep } from './upkeep.ts';

const dayMs = 24 * 3_600_000;

type Joint = { hub: EventHub; closing: AbortSignal };

/** Makes every service and gives each what it needs of the others: services never import one another. */
export async function joinServices(deps: AppDeps, joint: Joint) {
  const { store } = deps;
  const { emit } = joint.hub;
  const settings = await createSettingsService({ ...deps, emit, busyReplays: () => messages.replay.activeCount() });
  const causeRules = await createCauseRules({
    cache: store.cache,
    settings: store.journal.settings,
    emit,
    shownIds: () => connections.shownIds(),
  });
  const accounts = await createAccountsService({
    ...deps,
    accounts: store.journal.accounts,
    emit,
    lockAfterMs: () => settings.current().lockAfterMs,
  });
  const practice = createPracticeService({ start: practiceStart(deps, joint.closing), emit });
  const connections = await createConnectionsService({
    ...deps,
    createEngine: deps.createEngine ?? createEngine,
    readCertificate: (url, signal) => engineAdapters.mirth.readCertificate({ url }, signal),
    emit,
    practice: practice.connectionSwitch,
  });
  const { engines } = connections;
  const failureSync = createFailureSync({
    ...deps,
    cache: store.cache,
    handledSince: store.journal.handlings.since,
    emit,
  });
  const waitingReader = createWaitingReader({ ...deps, emit });
  const policy = await createIndexPolicy(store.journal.settings);
  const headers = {
    ...deps,
    headers: store.cache.headers,
    policy,
    cacheMs: () => settings.current().cacheDays * dayMs,
    emit,
  };
  const headerSync = createHeaderSync(headers);
  const forgetCache = store.onCacheBegunAnew(() => {
    failureSync.startAnew();
    headerSync.startAnew();
  });
  const profiles = await createProfilesService({ settings: store.journal.settings, emit });
  const messages = joinMessages(deps, {
    emit,
    engines,
    revealMs: () => settings.current().revealMs,
    profilesOf: profiles.ofChannel,
  });
  await messages.replay.recoverAtStart();
  const monitor = await joinMonitor(deps, { emit, engines, failureSync, headerSync, waitingReader });
  const upkeep = createUpkeep({ ...deps, retention: settings.current });
  joint.hub.onEvent((event) => {
    if (event.name === 'accounts.sessionChanged') messages.message.forgetAbsent(accounts.sessions.isPresent);
    if (event.name === 'replay.changed') lookAtFailure(failureSync, event.payload.failureId);
  });

  const handlers: AllHandlers = {
    accounts: accounts.handlers,
    audit: createAuditService({ audit: store.journal.audit }),
    connections: connections.handlers,
    groups: createGroupsService({
      ...deps,
      cache: store.cache,
      journal: store.journal,
      emit,
      shownIds: connections.shownIds,
      causeRules,
    }),
    failures: createFailuresService({
      ...deps,
      cache: store.cache,
      journal: store.journal,
      emit,
      sync: failureSync,
      shownIds: connections.shownIds,
      engineNames: connections.shownNames,
    }),
    message: messages.message.handlers,
    messages: createMessagesService({
      ...headers,
      sync: headerSync,
      shownIds: connections.shownIds,
      engineNames: connections.shownNames,
      resolveSearch,
    }),
    monitor: monitor.handlers,
    practice: practice.handlers,
    profiles: profiles.handlers,
    replay: messages.replay.handlers,
    settings: settings.handlers,
    waiting: createWaitingService({ ...deps, engines, reader: waitingReader }),
    windows: createWindowsService({ openWindow: deps.openWindow ?? null }),
  };

  /** First what sends, then what asks, then what answers. */
  async function close(): Promise<void> {
    await messages.replay.close();
    messages.message.close();
    await monitor.close();
    forgetCache();
    await headerSync.close();
    await failureSync.close();
    await waitingReader.close();
    await connections.close();
    await causeRules.close();
    await upkeep.close();
    accounts.sessions.close();
  }
  /** Whatever goes wrong here goes wrong again, and is told, when somebody asks. */
  const warm = (): Promise<void> => store.cache.warm(connections.shownIds()).catch(() => undefined);

  return { handlers, accounts, warm, ready: connections.ready, busyReplays: messages.replay.activeCount, close };
}

function joinMessages(
  deps: AppDeps,
  { emit, engines, ...own }: { emit: Emit; engines: RunningEngines } & Pick<MessageDeps, 'revealMs' | 'profilesOf'>,
) {
  const { cache, journal } = deps.store;
  const shared = { ...deps, cache, emit, engines: engines.find };
  const message = createMessageService({ ...shared, ...own });
  const replay = createReplayService({
    ...shared,
    journal,
    // Where the machine's boot has no name, every start counts as another: then more is *unknown*, never less.
    bootId: ownIdentity().bootId ?? randomUUID(),
    buildBody: message.buildBody,
  });
  return { message, replay };
}

async function joinMonitor(
  deps: AppDeps,
  {
    emit,
    engines,
    failureSync,
    headerSync,
    waitingReader,
  }: {
    emit: Emit;
    engines: RunningEngines;
    failureSync: FailureSync;
    headerSync: HeaderSync;
    waitingReader: WaitingReader;
  },
) {
  for (const follower of [failureSync, headerSync, waitingReader]) {
    engines.onStarted(follower.start);
    engines.onStopped(follower.stop);
  }
  return createMonitorService({
    ...deps,
    engines,
    history: deps.store.history,
    cache: deps.store.cache,
    emit,
    onSnapshot: async (engine, channels) => {
      waitingReader.note(engine, channels);
      await failureSync.note(engine, channels);
      await headerSync.note(engine, channels);
    },
  });
}

/** A replay that moved on may have resolved its failure, or made another. */
function lookAtFailure(failureSync: FailureSync, failureId: string | null): void {
  const [connectionId, channelId] = failureId?.split('/') ?? [];
  if (connectionId !== undefined && channelId !== undefined) failureSync.look(connectionId, channelId);
}

function practiceStart(deps: AppDeps, signal: AbortSignal): (() => Promise<PracticeEngine>) | null {
  if (deps.practice === null) return null;
  const { dataDir } = deps;
  const speed = deps.practice.speed ?? 1;
  return deps.startPractice ?? (() => startPractice({ dataDir, speed }, signal));
}
