import { randomUUID } from 'node:crypto';
import { kindOfAddress } from '../../src-shared/domain/connection.ts';
import { createEngine, engineAdapters } from '../engines/index.ts';
import type { RunningEngines } from '../engines/running-engines.ts';
import { createAccountsService } from '../services/accounts/accounts-service.ts';
import { createAffectedService } from '../services/affected/affected-service.ts';
import { createDeploymentLog } from '../services/affected/deployment-log.ts';
import { createApprovalsService } from '../services/approvals/approvals-service.ts';
import { createPermits } from '../services/approvals/permits.ts';
import { createReplayPolicy } from '../services/approvals/policy.ts';
import { createAuditService } from '../services/audit/audit-service.ts';
import { patientMark } from '../services/audit/find-lookups.ts';
import { createConnectionsService } from '../services/connections/connections-service.ts';
import { createContactsService } from '../services/contacts/contacts-service.ts';
import { createRuleApplier } from '../services/conversion-rules/apply-rules.ts';
import { createRuleShelf } from '../services/conversion-rules/rule-shelf.ts';
import { createQueryOf } from '../services/failures/failure-query-of.ts';
import { createFailureSync, type FailureSync } from '../services/failures/failure-sync.ts';
import { createFailuresService } from '../services/failures/failures-service.ts';
import { resolveSearch } from '../services/failures/resolve-search.ts';
import { createCauseRules } from '../services/groups/cause-rules.ts';
import { createGroupsService } from '../services/groups/groups-service.ts';
import { createHandoverService } from '../services/incidents/handover/handover-service.ts';
import { createIncidentsService } from '../services/incidents/incidents-service.ts';
import { createSiteShelf } from '../services/measurement-units/site-shelf.ts';
import { createUnitKeeper } from '../services/measurement-units/unit-keeper.ts';
import { createUnitsService } from '../services/measurement-units/units-service.ts';
import type { MessageDeps } from '../services/message/message-deps.ts';
import { createMessageService } from '../services/message/message-service.ts';
import { createHeaderSync } from '../services/messages/header-sync.ts';
import { createIndexPolicy } from '../services/messages/index-policy.ts';
import { createMessageQuestions } from '../services/messages/message-questions.ts';
import { createMessagesService } from '../services/messages/messages-service.ts';
import type { PracticeEngine } from '../services/practice/practice-port.ts';
import { createPracticeService } from '../services/practice/practice-service.ts';
import { createProfilesService } from '../services/profiles/profiles-service.ts';
import type { ReplayDeps } from '../services/replay/replay-deps.ts';
import { createReplayService } from '../services/replay/replay-service.ts';
import { createRunsService } from '../services/replay/runs/runs-service.ts';
import { createSettingsService } from '../services/settings/settings-service.ts';
import { createTraceService } from '../services/trace/trace-service.ts';
import { createViewsService } from '../services/views/views-service.ts';
import { createWaitingReader } from '../services/waiting/waiting-reader.ts';
import { createWaitingService } from '../services/waiting/waiting-service.ts';
import { createWindowsService } from '../services/windows/windows-service.ts';
import type { AppDeps } from './app-deps.ts';
import type { EventHub } from './event-hub.ts';
import type { AllHandlers, Emit } from './handler.ts';
import { joinAlerts } from './join-alerts.ts';
import { joinExpectations } from './join-expectations.ts';
import { joinMonitor } from './join-monitor.ts';
import { joinRules } from './join-units.ts';
import { namedChannels, unitPlaces } from './known-channels.ts';
import { startPractice } from './practice-adapter.ts';
import { ownIdentity } from './process-identity.ts';
import { createUpkeep } from './upkeep.ts';

const dayMs = 24 * 3_600_000;

type Joint = { hub: EventHub; closing: AbortSignal; hashTerms: (terms: string) => string };

/** Makes every service and gives each what it needs of the others: services never import one another. */
export async function joinServices(deps: AppDeps, joint: Joint) {
  const { store } = deps;
  const { emit } = joint.hub;
  const busyReplays = () => messages.replay.activeCount() + runs.activeCount();
  const settings = await createSettingsService({ ...deps, emit, busyReplays });
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
    readCertificate: (url, signal) => engineAdapters[kindOfAddress(url)].readCertificate({ url }, signal),
    emit,
    practice: practice.connectionSwitch,
  });
  const { engines } = connections;
  const unitSite = await createSiteShelf(store.journal.units);
  const unitKeeper = createUnitKeeper({ ...deps, units: store.history.units, siteOf: unitSite.of, emit });
  const policy = await createIndexPolicy(store.journal.settings);
  const failureSync = createFailureSync({
    ...deps,
    cache: store.cache,
    lastHandlings: store.journal.handlings.last,
    takeBodies: (failures) => unitKeeper.takeFailures(failures, policy.ofChannel),
    emit,
  });
  const waitingReader = createWaitingReader({ ...deps, emit });
  const headers = {
    ...deps,
    headers: store.cache.headers,
    measured: store.history,
    policy,
    takeBodies: unitKeeper.take,
    cacheMs: () => settings.current().cacheDays * dayMs,
    emit,
  };
  const headerSync = createHeaderSync(headers);
  const deploymentLog = createDeploymentLog({ ...deps, deployments: store.journal.deployments, emit });
  const expectations = joinExpectations(deps, { emit, shownIds: connections.shownIds, headerSync });
  const forgetCache = store.onCacheBegunAnew(() => {
    failureSync.startAnew();
    headerSync.startAnew();
    expectations.forget();
  });
  const profiles = await createProfilesService({ settings: store.journal.settings, emit });
  const policies = await createReplayPolicy(store.journal.settings);
  const permits = createPermits({
    ...deps,
    journal: store.journal,
    findAccount: accounts.findAccount,
    policy: policies.current,
  });
  const ruleShelf = await createRuleShelf(store.journal);
  const applier = createRuleApplier({ shelf: ruleShelf, engines, siteOf: unitSite.of, now: deps.clock.now });
  const messages = joinMessages(deps, {
    convert: applier.convert,
    requireStanding: applier.requireStanding,
    emit,
    engines,
    revealMs: () => settings.current().revealMs,
    profilesOf: profiles.ofChannel,
    unitsOf: unitSite.of,
    keySourceOf: headerSync.keySourceOf,
    permits,
  });
  await messages.replay.recoverAtStart();
  const runs = createRunsService({
    ...deps,
    cache: store.cache,
    journal: store.journal,
    emit,
    environment: connections.shownEnvironment,
    engines: engines.find,
    shownIds: connections.shownIds,
    queryOf: createQueryOf({ ...deps, shownIds: connections.shownIds, engineNames: connections.shownNames }),
    permits,
    send: messages.replay.send,
    judge: messages.replay.judge,
    onReplayChanged: (listener) =>
      joint.hub.onEvent((event) => {
        if (event.name === 'replay.changed') listener(event.payload.replayId);
      }),
  });
  const ready = connections.ready.then(() => runs.resumeAtStart()).then(() => undefined);
  const incidents = await createIncidentsService({
    ...deps,
    journal: store.journal,
    environment: connections.shownEnvironment,
    listAccounts: accounts.listAccounts,
    emit,
  });
  const followers = { failureSync, headerSync, waitingReader, deploymentLog };
  const monitor = await joinMonitor(deps, { emit, engines, ...followers, onBraked: incidents.watch.noteBrake });
  const alerts = await joinAlerts(deps, {
    ...{ emit, engines, waitingReader, overdueOf: expectations.overdueOf },
    environment: connections.shownEnvironment,
    seeAll: monitor.seeAll,
    onKept: (changes) => void incidents.watch.noteAlerts(changes),
  });
  const upkeep = createUpkeep({ ...deps, retention: settings.current });
  joint.hub.onEvent((event) => {
    if (event.name === 'accounts.sessionChanged') messages.message.forgetAbsent(accounts.sessions.isPresent);
    if (event.name === 'replay.changed') {
      lookAtFailure(failureSync, event.payload.failureId);
      incidents.watch.replayChanged(event.payload.replayId, event.payload.failureId);
    }
    if (event.name === 'runs.changed') incidents.watch.runChanged(event.payload.runId);
  });

  const shown = { emit, shownIds: connections.shownIds, engineNames: connections.shownNames };
  const failures = createFailuresService({
    ...deps,
    ...shown,
    cache: store.cache,
    journal: store.journal,
    sync: failureSync,
  });
  const asked = { ...shown, sync: headerSync, resolveSearch };
  const allMessages = createMessagesService({ ...headers, ...asked, readFailuresAnew: failureSync.readAnew });

  const handlers: AllHandlers = {
    accounts: accounts.handlers,
    affected: createAffectedService({
      ...deps,
      headers: store.cache.headers,
      journal: store.journal,
      log: deploymentLog,
      questions: createMessageQuestions({ ...deps, ...asked }),
      environment: connections.shownEnvironment,
      findEngine: engines.find,
      emit,
    }),
    alerts: alerts.handlers,
    approvals: createApprovalsService({
      ...deps,
      journal: store.journal,
      policies,
      permits,
      emit,
      findAccount: accounts.findAccount,
      requireSecret: accounts.requireSecret,
      planMessage: messages.replay.planUnedited,
    }).handlers,
    audit: createAuditService({
      ...deps,
      audit: store.journal.audit,
      traces: store.cache.traces,
      connectionIds: () => engines.list().map(({ connection }) => connection.connectionId),
      hashTerms: joint.hashTerms,
    }),
    connections: connections.handlers,
    groups: createGroupsService({
      ...deps,
      cache: store.cache,
      journal: store.journal,
      emit,
      shownIds: connections.shownIds,
      causeRules,
    }),
    expectations: expectations.handlers,
    failures,
    handover: createHandoverService({
      ...deps,
      journal: store.journal,
      handovers: store.journal.handovers,
      openIncidents: incidents.open,
      environment: connections.shownEnvironment,
      seeShown: monitor.seeShown,
      countOverdue: expectations.counts,
      engineNames: connections.shownNames,
      emit,
    }),
    incidents: incidents.handlers,
    message: messages.message.handlers,
    messages: allMessages,
    monitor: monitor.handlers,
    practice: practice.handlers,
    profiles: profiles.handlers,
    replay: messages.replay.handlers,
    runs: runs.handlers,
    settings: settings.handlers,
    rules: joinRules(deps, {
      ...unitPlaces(connections.shownIds, headerSync),
      ...{ shelf: ruleShelf, engines, accounts, siteOf: unitSite.of, emit },
    }),
    trace: createTraceService({
      ...deps,
      cache: store.cache,
      groups: store.journal.groups,
      audit: store.journal.audit,
      hashPatient: (number) => patientMark(joint.hashTerms, number),
      findEngine: engines.find,
      shownIds: connections.shownIds,
      ...expectations.reading,
      dueAt: expectations.dueAt,
      waitingAt: waitingReader.countAt,
    }),
    units: createUnitsService({
      ...deps,
      ...unitPlaces(connections.shownIds, headerSync),
      findings: store.history.units,
      decisions: store.journal.units,
      site: unitSite,
      emit,
    }),
    contacts: createContactsService({
      ...deps,
      settings: store.journal.settings,
      channels: () => namedChannels(engines, headerSync),
      emit,
    }),
    views: createViewsService({
      ...deps,
      emit,
      settings: store.journal.settings,
      countFailures: failures.count,
      searchMessages: allMessages.search,
    }),
    waiting: createWaitingService({ ...deps, engines, reader: waitingReader }),
    windows: createWindowsService({ openWindow: deps.openWindow ?? null }),
  };

  /** First what sends, then what asks, then what answers. */
  async function close(): Promise<void> {
    // A run waits for what it is sending, which only the ledger can cut.
    await Promise.all([runs.close(), messages.replay.close()]);
    messages.message.close();
    incidents.close();
    await alerts.close();
    await monitor.close();
    forgetCache();
    await headerSync.close();
    await deploymentLog.close();
    await failureSync.close();
    await unitKeeper.close();
    await waitingReader.close();
    await connections.close();
    await causeRules.close();
    await upkeep.close();
    accounts.sessions.close();
  }
  /** Whatever goes wrong here goes wrong again, and is told, when somebody asks. */
  const warm = (): Promise<void> => store.cache.warm(connections.shownIds()).catch(() => undefined);

  return { handlers, accounts, warm, ready, busyReplays, close };
}

function joinMessages(
  deps: AppDeps,
  {
    emit,
    engines,
    keySourceOf,
    permits,
    requireStanding,
    ...own
  }: { emit: Emit; engines: RunningEngines } & Pick<MessageDeps, 'convert' | 'revealMs' | 'profilesOf' | 'unitsOf'> &
    Pick<ReplayDeps, 'keySourceOf' | 'permits' | 'requireStanding'>,
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
    keySourceOf,
    permits,
    requireStanding,
  });
  return { message, replay };
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
