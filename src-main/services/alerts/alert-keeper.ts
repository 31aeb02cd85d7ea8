import { randomUUID } from 'node:crypto';
import type { Alert, AlertAct, AlertActor, AlertStep, Silence } from '../../../src-shared/domain/alerts/alert.ts';
import { severityOf } from '../../../src-shared/domain/alerts/alert-rule.ts';
import {
  evaluateRules,
  type Holding,
  keyOf,
  type RuleBook,
  type RuleState,
} from '../../../src-shared/domain/alerts/evaluate-rules.ts';
import type { Finding } from '../../../src-shared/domain/alerts/judge-condition.ts';
import type { Measured } from '../../../src-shared/domain/alerts/measured.ts';
import { isWorse, type Notice, type NotifyRules, planNotices } from '../../../src-shared/domain/alerts/notify-plan.ts';
import type { Environment } from '../../../src-shared/domain/connection.ts';
import type { Clock, Logger } from '../../platform/ports.ts';
import { createTurns } from '../../platform/turns.ts';
import type { AlertChange, AlertStore } from '../../store/alert-store.ts';

export type AlertKeeperDeps = {
  store: AlertStore;
  book: () => RuleBook;
  measure: () => Promise<Measured | null>;
  /** Of a connection that runs. */
  engineOf: (connectionId: string) => { name: string; environment: Environment } | null;
  rest: () => Pick<NotifyRules, 'groupMs' | 'escalateAfterMs'> & { holdMs: number };
  /** Resolves when somebody was told, or nobody is to be; rejects when nobody could be: it is tried again as long as the alert fires. */
  tell: (notice: Notice) => Promise<void>;
  /** What has to be read before rules are judged. */
  beforeRound: () => Promise<void>;
  /** After every round that went well. */
  onJudged: () => void;
  onChanged: () => void;
  /** What is on the disk now, for whoever keeps a story of it. */
  onKept: (changes: readonly AlertChange[]) => void;
  clock: Clock;
  logger: Logger;
};

const roundMs = 10_000;

/**
 * Judges the rules every 10 s and keeps what they found: each trouble once, from its first sight to its end, through restarts. What has to be told is handed on.
 * Trouble of its own is logged and tried again with the next round.
 */
export async function createAlertKeeper(deps: AlertKeeperDeps) {
  const { store, clock, logger } = deps;
  const open = new Map<string, Alert>();
  const live = new Map<string, Finding>();
  /** Being told now; a restart tells them again rather than never. */
  const inTelling = new Set<string>();
  let states = new Map<string, RuleState>();
  let judgedAt: number | null = null;
  let heldFrom = clock.now();
  let timesFrom: number | null = null;
  let isClosed = false;
  let cancel = (): void => undefined;
  const inTurn = createTurns();
  for (const alert of await store.open()) {
    const key = keyOf(alert.rule.ruleId, alert);
    open.set(key, alert);
    states.set(key, { trueSince: alert.firedAt, clearSince: null, isFiring: true });
  }

  async function round(): Promise<void> {
    try {
      await deps.beforeRound();
      await inTurn(judge);
      deps.onJudged();
    } catch {
      logger.error('the alert rules could not be judged');
    }
    if (!isClosed) cancel = clock.after(roundMs, start);
  }
  let running = Promise.resolve();
  function start(): void {
    running = round();
  }

  async function judge(): Promise<void> {
    const measured = await deps.measure();
    if (measured === null || isClosed) return;
    const { at } = measured;
    if (measured.gap !== null || measured.timesFrom !== timesFrom) heldFrom = at;
    timesFrom = measured.timesFrom;
    const found = evaluateRules(deps.book(), measured, states);
    const changes = [
      ...found.fired.flatMap((holding) => fire(holding, at)),
      ...found.holding.flatMap((holding) => follow(holding, at)),
    ];
    const resolved = found.cleared.flatMap((key) => resolve(key, at));
    await keep([...changes, ...resolved]);
    states = found.states;
    for (const { alert } of resolved) {
      open.delete(keyOf(alert.rule.ruleId, alert));
      live.delete(alert.alertId);
    }
    const isFirst = judgedAt === null;
    judgedAt = at;
    if (isFirst || changes.length + resolved.length > 0) deps.onChanged();
    await tellOfNews(
      resolved.map(({ alert }) => alert),
      at,
    );
  }

  function fire({ key, rule, finding, ...subject }: Holding, at: number): AlertChange[] {
    if (open.has(key)) return [];
    const engine = deps.engineOf(subject.connectionId);
    if (engine === null) return [];
    const { connectionId, channelId, subjectName } = subject;
    const alert: Alert = {
      ...{ alertId: randomUUID(), environment: engine.environment, engineName: engine.name, rule },
      ...{ connectionId, channelId, subjectName, severity: severityOf(rule), state: 'firing', firedAt: at },
      ...{ late: finding.late, value: finding.value, params: finding.params },
      ...{ acknowledgedAt: null, acknowledgedBy: null, resolvedAt: null, notifiedAt: null, escalatedAt: null },
    };
    return [change(alert, 'fired', at)];
  }

  /** What fires on: its figures, and whether it has grown so much worse since somebody took it that it fires again. */
  function follow({ key, finding }: Holding, at: number): AlertChange[] {
    const alert = open.get(key);
    if (alert === undefined) return [];
    live.set(alert.alertId, finding);
    if (alert.state !== 'acknowledged' || !isWorse(alert, finding.value)) return [];
    const again = { state: 'firing' as const, value: finding.value, params: finding.params, notifiedAt: null };
    return [change({ ...alert, ...again, escalatedAt: null }, 'worsened', at)];
  }

  function resolve(key: string, at: number): AlertChange[] {
    const alert = open.get(key);
    if (alert === undefined) return [];
    const { value, params } = live.get(alert.alertId) ?? alert;
    return [change({ ...alert, value, params, state: 'resolved', resolvedAt: at }, 'resolved', at)];
  }

  /** On the disk first, then in memory. */
  async function keep(changes: AlertChange[]): Promise<void> {
    if (changes.length === 0) return;
    await store.apply(changes);
    for (const { alert } of changes) open.set(keyOf(alert.rule.ruleId, alert), alert);
    deps.onKept(changes);
  }

  async function tellOfNews(resolved: Alert[], now: number): Promise<void> {
    const silences = await store.silences(now);
    const { holdMs, ...rest } = deps.rest();
    const known = [...open.values()].map((alert) =>
      inTelling.has(alert.alertId)
        ? { ...alert, notifiedAt: alert.notifiedAt ?? now, escalatedAt: alert.escalatedAt ?? now }
        : alert,
    );
    const notices = planNotices({ open: known, resolved }, silences, { ...rest, now, holdUntil: heldFrom + holdMs });
    for (const notice of notices) void hand(notice);
  }

  async function hand(notice: Notice): Promise<void> {
    const ids = notice.alerts.map(({ alertId }) => alertId);
    for (const alertId of ids) inTelling.add(alertId);
    try {
      await deps.tell({ ...notice, alerts: notice.alerts.map(withLive) });
      if (notice.what !== 'resolved') await inTurn(() => noteTold(notice, ids));
    } catch {
      logger.error('a notification could not be handed on');
    } finally {
      for (const alertId of ids) inTelling.delete(alertId);
    }
  }

  async function noteTold({ what }: Notice, ids: readonly string[]): Promise<void> {
    if (isClosed) return;
    const at = clock.now();
    const told = [...open.values()].filter(({ alertId, state }) => ids.includes(alertId) && state !== 'resolved');
    await keep(
      told.map((alert) =>
        what === 'escalated'
          ? change({ ...alert, escalatedAt: at }, 'escalated', at)
          : change({ ...alert, notifiedAt: at }, 'notified', at),
      ),
    );
    if (told.length > 0) deps.onChanged();
  }

  const withLive = (alert: Alert): Alert => {
    const finding = alert.state === 'resolved' ? undefined : live.get(alert.alertId);
    return finding === undefined ? alert : { ...alert, value: finding.value, params: finding.params };
  };

  /** @returns how many were not taken before */
  const acknowledge = (ids: readonly string[], by: { person: AlertActor; note: string | null }): Promise<number> =>
    inTurn(async () => {
      const at = clock.now();
      const taken = [...open.values()].filter(({ alertId, state }) => ids.includes(alertId) && state === 'firing');
      const head = { state: 'acknowledged' as const, acknowledgedAt: at, acknowledgedBy: by.person };
      await keep(taken.map((alert) => change({ ...withLive(alert), ...head }, 'acknowledged', at, by)));
      return taken.length;
    });

  start();
  return {
    acknowledge,
    open: (): Alert[] => [...open.values()].map(withLive),
    silences: (): Promise<Silence[]> => store.silences(clock.now()),
    judgedAt: () => judgedAt,
    heldUntil: (): number | null => {
      const until = heldFrom + deps.rest().holdMs;
      return clock.now() < until ? until : null;
    },
    /** Judges now; for rules just saved. */
    judgeNow: (): Promise<void> => inTurn(judge).catch(() => undefined),
    close: async (): Promise<void> => {
      isClosed = true;
      cancel();
      await running;
    },
  };
}

export type AlertKeeper = Awaited<ReturnType<typeof createAlertKeeper>>;

function change(
  alert: Alert,
  act: AlertAct,
  at: number,
  { person, note }: Pick<AlertStep, 'person' | 'note'> = { person: null, note: null },
): AlertChange {
  return { alert, step: { at, act, person, value: alert.value, note } };
}
