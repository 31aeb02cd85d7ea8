import type { DispatchClient } from '../../src-shared/contract/client.ts';
import type { PushedEvent } from '../../src-shared/contract/index.ts';
import type { ShellKind } from '../platform/ports.ts';
import { createAuditTrail } from '../services/audit/audit-trail.ts';
import type { AppDeps } from './app-deps.ts';
import { createDispatch, type Dispatch } from './dispatch.ts';
import { createEventHub } from './event-hub.ts';
import { createHandlerTable } from './handler-table.ts';
import { joinServices } from './join-services.ts';
import { createRequests } from './requests.ts';
import { createSettledSearches } from './settled-searches.ts';
import { takeHl7Overlays } from './take-hl7-overlays.ts';

export type { AppDeps } from './app-deps.ts';

export type App = {
  dispatch: Dispatch;
  /** Events from now on; the function returned ends it. */
  onEvent(listener: (event: PushedEvent) => void): () => void;
  /** Resolves when the practice engine has started, or is known not to; never rejects. */
  ready: Promise<void>;
  /** Reads ahead what a page will ask for first; never rejects. */
  warm(): Promise<void>;
  /** `busyReplays`: being sent or confirmed now; a core without a window stops only at zero. */
  status(): { busyReplays: number; sessions: number };
  /** Ends the session of this token, if there is one; for a shell that saw its launch token used twice. */
  endSession(sessionToken: string, reason: 'ended' | 'token-reused'): void;
  /** Ends calls, polls and engines, then the store. */
  close(): Promise<void>;
};

/**
 * The composition root. Replays that a dead process left are settled before it returns; the practice engine starts behind (`ready`).
 * @throws AppError STORE_UNAVAILABLE
 */
export async function createApp(deps: AppDeps): Promise<App> {
  const { store, clock, logger } = deps;
  const closing = new AbortController();
  takeHl7Overlays(deps.dataDir, logger);
  const hub = createEventHub({ logger });
  const trail = await createAuditTrail({ journal: store.journal, clock, emit: hub.emit });
  const services = await joinServices(deps, { hub, closing: closing.signal, hashTerms: trail.hashTerms });
  const { sessions, findAccount } = services.accounts;
  const dispatch = createDispatch({
    findHandler: createHandlerTable(services.handlers),
    sessions,
    findAccount,
    trail,
    requests: createRequests({
      stored: store.journal.requests,
      onForgotten: () => logger.error('the outcome of a request could not be written'),
    }),
    searches: createSettledSearches({ clock }),
    logger,
    closing: closing.signal,
  });

  return {
    dispatch,
    onEvent: hub.onEvent,
    ready: services.ready,
    warm: services.warm,
    status: () => ({ busyReplays: services.busyReplays(), sessions: sessions.count() }),
    endSession: (sessionToken, reason) => {
      const session = sessions.find(sessionToken);
      if (session !== null) sessions.end(session.sessionId, reason);
    },
    close: async () => {
      closing.abort();
      await services.close();
      await store.close();
    },
  };
}

/** The door as a typed client in the same process. */
export function clientOf(app: Pick<App, 'dispatch' | 'onEvent'>, shell: ShellKind): DispatchClient {
  return {
    call: ((name, input, sessionToken, signal) =>
      app.dispatch(name, input, { sessionToken, shell }, signal)) as DispatchClient['call'],
    onEvent: app.onEvent,
  };
}
