import type { DispatchClient } from '../../src-shared/contract/client.ts';
import type { PushedEvent } from '../../src-shared/contract/index.ts';
import type { CreateEngine } from '../engines/engine.ts';
import { createEngine, engineAdapters } from '../engines/index.ts';
import type { Clock, Logger, Notifications, ShellKind } from '../platform/ports.ts';
import { createAccountsService } from '../services/accounts/accounts-service.ts';
import { createAuditService } from '../services/audit/audit-service.ts';
import { createAuditTrail } from '../services/audit/audit-trail.ts';
import { createConnectionsService } from '../services/connections/connections-service.ts';
import { createFailureSync } from '../services/failures/failure-sync.ts';
import { createFailuresService } from '../services/failures/failures-service.ts';
import { createMonitorService } from '../services/monitor/monitor-service.ts';
import type { PracticeEngine } from '../services/practice/practice-port.ts';
import { createPracticeService } from '../services/practice/practice-service.ts';
import { createSettingsService } from '../services/settings/settings-service.ts';
import { createWindowsService } from '../services/windows/windows-service.ts';
import type { Store } from '../store/store.ts';
import { createDispatch, type Dispatch } from './dispatch.ts';
import { createEventHub } from './event-hub.ts';
import { createHandlerTable } from './handler-table.ts';
import { startPractice } from './practice-adapter.ts';
import { createRequests } from './requests.ts';
import { createSettledSearches } from './settled-searches.ts';

/**
 * What a shell gives. `practice` null = no practice engine. `openWindow` absent where the shell opens no windows of its own.
 * `createEngine` and `startPractice` are named by tests only.
 */
export type AppDeps = {
  store: Store;
  clock: Clock;
  logger: Logger;
  dataDir: string;
  notifications: Notifications;
  osUserName: string;
  version: string;
  practice: { speed?: number } | null;
  createEngine?: CreateEngine;
  startPractice?: () => Promise<PracticeEngine>;
  openWindow?: (address: string) => void;
};

export type App = {
  dispatch: Dispatch;
  /** Events from now on; the function returned ends it. */
  onEvent(listener: (event: PushedEvent) => void): () => void;
  /** Resolves when the practice engine has started, or is known not to; never rejects. */
  ready: Promise<void>;
  /** `busyReplays`: being sent or confirmed now; a core without a window stops only at zero. */
  status(): { busyReplays: number; sessions: number };
  /** Ends the session of this token, if there is one; for a shell that saw its launch token used twice. */
  endSession(sessionToken: string, reason: 'ended' | 'token-reused'): void;
  /** Ends calls, polls and engines, then the store. */
  close(): Promise<void>;
};

/** The composition root: the only place that joins services. */
export async function createApp(deps: AppDeps): Promise<App> {
  const { store, clock, logger } = deps;
  const { journal, cache } = store;
  const { emit, onEvent } = createEventHub({ logger });
  const closing = new AbortController();

  const trail = await createAuditTrail({ journal, clock, emit });
  const settings = await createSettingsService({ store, emit, version: deps.version, dataDir: deps.dataDir });
  const lockAfterMs = () => settings.current().lockAfterMs;
  const accounts = await createAccountsService({
    accounts: journal.accounts,
    clock,
    emit,
    osUserName: deps.osUserName,
    lockAfterMs,
  });
  const practice = createPracticeService({ start: practiceStart(deps, closing.signal), emit });
  const connections = await createConnectionsService({
    store,
    createEngine: deps.createEngine ?? createEngine,
    readCertificate: (url, signal) => engineAdapters.mirth.readCertificate({ url }, signal),
    clock,
    logger,
    emit,
    practice: practice.connectionSwitch,
  });
  const { engines, shownIds } = connections;
  const failureSync = createFailureSync({ cache, clock, logger, emit });
  engines.onStarted(failureSync.start);
  engines.onStopped(failureSync.stop);

  const monitor = await createMonitorService({
    engines,
    history: store.history,
    cache,
    clock,
    logger,
    emit,
    onSnapshot: failureSync.note,
    onForeignAct: ({ connection }) => failureSync.look(connection.connectionId, null),
  });

  const findHandler = createHandlerTable({
    accounts: accounts.handlers,
    audit: createAuditService({ audit: journal.audit }),
    connections: connections.handlers,
    failures: createFailuresService({ cache, sync: failureSync, shownIds }),
    monitor: monitor.handlers,
    practice: practice.handlers,
    settings: settings.handlers,
    windows: createWindowsService({ openWindow: deps.openWindow ?? null }),
  });
  const dispatch = createDispatch({
    findHandler,
    sessions: accounts.sessions,
    findAccount: accounts.findAccount,
    trail,
    requests: createRequests({
      stored: journal.requests,
      onForgotten: () => logger.error('the outcome of a request could not be written'),
    }),
    searches: createSettledSearches({ clock }),
    logger,
    closing: closing.signal,
  });

  return {
    dispatch,
    onEvent,
    ready: connections.ready,
    status: () => ({ busyReplays: 0, sessions: accounts.sessions.count() }),
    endSession: (sessionToken, reason) => {
      const session = accounts.sessions.find(sessionToken);
      if (session !== null) accounts.sessions.end(session.sessionId, reason);
    },
    close: async () => {
      closing.abort();
      await monitor.close();
      await failureSync.close();
      await connections.close();
      accounts.sessions.close();
      await store.close();
    },
  };
}

function practiceStart(deps: AppDeps, signal: AbortSignal): (() => Promise<PracticeEngine>) | null {
  if (deps.practice === null) return null;
  const { dataDir } = deps;
  const speed = deps.practice.speed ?? 1;
  return deps.startPractice ?? (() => startPractice({ dataDir, speed }, signal));
}

/** The door as a typed client in the same process. */
export function clientOf(app: Pick<App, 'dispatch' | 'onEvent'>, shell: ShellKind): DispatchClient {
  return {
    call: ((name, input, sessionToken, signal) =>
      app.dispatch(name, input, { sessionToken, shell }, signal)) as DispatchClient['call'],
    onEvent: app.onEvent,
  };
}
