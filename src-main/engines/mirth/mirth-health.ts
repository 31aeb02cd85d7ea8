import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { EngineState } from '../../../src-shared/domain/connection.ts';
import type { Clock } from '../../platform/ports.ts';
import { fault } from './mirth-faults.ts';
import type { MirthSentenceKey } from './mirth-sentences.ts';
import type { MirthTopic } from './mirth-transport.ts';

type Reason = { key: MirthSentenceKey; params: Record<string, string | number> };
/** What can be wrong while the engine answers: one reason per topic, and two about its clock. */
type Trouble = MirthTopic | 'clock' | 'zone' | 'slow';

export type MirthHealth = {
  state(): EngineState;
  onStateChange(listener: (state: EngineState) => void): () => void;
  answered(topic: MirthTopic, elapsedMs: number): void;
  failed(topic: MirthTopic, error: AppError): void;
  /** Sets or clears (null) a reason to call the engine degraded. */
  trouble(about: Trouble, reason: Reason | null): void;
  /** The engine's own word about its start: a reason while it starts, null when it runs. */
  starting(reason: Reason | null): void;
  learned(facts: { version?: string; clockSkewMs?: number }): void;
  /** @throws AppError the last failure, when a background question comes sooner after it than the back-off allows */
  mayAskInBackground(): void;
};

const firstWaitMs = 1_000;
const longestWaitMs = 30_000;
const slowAnswerMs = 5_000;
/** Questions of the poll loop; only their slowness says something about the engine and not about the question. */
const quickTopics: readonly MirthTopic[] = ['statuses', 'system', 'names', 'log'];
/** Asked only when something happens: what went wrong with them is forgotten after a while, for nobody may ask again. */
const seldomTopics: readonly MirthTopic[] = ['search', 'message', 'command'];
const troubleLastsMs = 10 * 60_000;

/** Turns the outcomes of questions into one state with one reason, and spaces out questions to an engine that does not answer. */
export function createMirthHealth(deps: { clock: Clock; random(): number }): MirthHealth {
  const { clock } = deps;
  const backOff = createBackOff(deps);
  const listeners = new Set<(state: EngineState) => void>();
  const troubles = new Map<Trouble, Reason>();
  let lastFailure: AppError | null = null;
  let starting: Reason | null = null;
  let hasAnswered = false;
  let troubledAt = Number.NEGATIVE_INFINITY;
  let current: EngineState = {
    state: 'connecting',
    reasonKey: null,
    params: {},
    since: clock.now(),
    checkedAt: null,
    clockSkewMs: null,
    version: null,
  };

  function publish(facts: Partial<EngineState> = {}) {
    const next = { ...current, ...facts, ...verdict({ lastFailure, starting, troubles, hasAnswered }) };
    const isNews = next.state !== current.state || next.reasonKey !== current.reasonKey || facts.version !== undefined;
    current = { ...next, since: next.state === current.state ? current.since : clock.now() };
    if (isNews) for (const listener of listeners) listener(current);
  }

  return {
    state: () => current,
    onStateChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    answered(topic, elapsedMs) {
      lastFailure = null;
      hasAnswered = true;
      backOff.succeeded();
      troubles.delete(topic);
      if (elapsedMs > slowAnswerMs && quickTopics.includes(topic))
        troubles.set('slow', { key: 'engine.reason.slowAnswer', params: { seconds: Math.round(elapsedMs / 1000) } });
      else if (topic === 'statuses') troubles.delete('slow');
      if (clock.monotonicMs() - troubledAt > troubleLastsMs) for (const each of seldomTopics) troubles.delete(each);
      publish({ checkedAt: clock.now() });
    },
    failed(topic, error) {
      if (isNoWordOnHealth(error)) return;
      // A right that one kind of question lacks does not close the engine.
      const isLacking = error.messageKey === 'engine.reason.forbidden' && topic !== 'statuses';
      if (error.code === 'ENGINE_PROTOCOL' || isLacking) {
        troubles.set(topic, { key: error.messageKey as MirthSentenceKey, params: error.params });
        troubledAt = clock.monotonicMs();
        lastFailure = null; // it answers, if badly
        hasAnswered = true;
        publish({ checkedAt: clock.now() });
        return;
      }
      lastFailure = error;
      backOff.failed();
      publish();
    },
    trouble(about, reason) {
      if (reason === null) troubles.delete(about);
      else troubles.set(about, reason);
      publish();
    },
    starting(reason) {
      starting = reason;
      publish();
    },
    learned: (facts) => publish(facts),
    mayAskInBackground() {
      if (lastFailure !== null && backOff.isWaiting()) throw asPostponed(lastFailure);
    },
  };
}

/** Waits twice as long after each failure, with jitter, so that many consoles do not come back at the same moment. */
function createBackOff({ clock, random }: { clock: Clock; random(): number }) {
  let failuresInRow = 0;
  let nextAskAt = 0;
  return {
    isWaiting: () => clock.monotonicMs() < nextAskAt,
    succeeded() {
      failuresInRow = 0;
      nextAskAt = 0;
    },
    failed() {
      if (clock.monotonicMs() < nextAskAt) return; // questions that failed together count once
      failuresInRow += 1;
      const waitMs = Math.min(longestWaitMs, firstWaitMs * 2 ** (failuresInRow - 1));
      nextAskAt = clock.monotonicMs() + waitMs * (0.5 + random() / 2);
    },
  };
}

/** Given up by the caller, lost on the way, or too large: none of it says that the engine is ill. */
function isNoWordOnHealth(error: AppError): boolean {
  return error.code === 'CANCELLED' || error.code === 'OUTCOME_UNKNOWN' || error.messageKey === 'engine.tooLarge';
}

type Evidence = {
  lastFailure: AppError | null;
  starting: Reason | null;
  troubles: ReadonlyMap<Trouble, Reason>;
  hasAnswered: boolean;
};

function verdict(evidence: Evidence): Pick<EngineState, 'state' | 'reasonKey' | 'params'> {
  const { lastFailure, starting, troubles } = evidence;
  if (lastFailure !== null) {
    const isStarting = lastFailure.messageKey === 'engine.reason.engineStarting';
    const state = isStarting ? 'starting' : lastFailure.code === 'ENGINE_REFUSED' ? 'refused' : 'down';
    return { state, reasonKey: lastFailure.messageKey, params: lastFailure.params };
  }
  if (starting !== null) return { state: 'starting', reasonKey: starting.key, params: starting.params };
  const [first] = troubles.values();
  if (first !== undefined) return { state: 'degraded', reasonKey: first.key, params: first.params };
  return { state: evidence.hasAnswered ? 'up' : 'connecting', reasonKey: null, params: {} };
}

/** The same failure again, without having asked again. */
function asPostponed(error: AppError): AppError {
  const { message, messageKey, params, retryable } = error;
  if (messageKey === null) return fault('ENGINE_UNREACHABLE', 'engine.reason.connectionLost', params, error);
  return new AppError(error.code, message, { messageKey, params, retryable, cause: error });
}
