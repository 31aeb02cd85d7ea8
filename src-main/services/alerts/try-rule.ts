import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { type AlertKind, type AlertRule, engineAlertKinds } from '../../../src-shared/domain/alerts/alert-rule.ts';
import { createRuleBook, evaluateRules, type RuleState } from '../../../src-shared/domain/alerts/evaluate-rules.ts';
import type { MeasuredChannel, MeasuredMinute } from '../../../src-shared/domain/alerts/measured.ts';
import type { HistoryStore } from '../../store/history-store.ts';

type Trial = OutputOf<'alerts.tryRule'>;
type Firing = Trial['firings'][number];
type Place = { connectionId: string; channelId: string; name: string };
type Minute = Awaited<ReturnType<HistoryStore['perMinute']>>[number];

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const shown = 200;
/** What the figures kept tell of. */
const canBeTried: ReadonlySet<AlertKind> = new Set(['queue-depth', 'oldest-age', 'errors', 'error-rate', 'silence']);

/**
 * When a rule would have fired on the minutes kept: each channel is walked through minute by minute, by the same judge that watches now. Time nobody watched is not judged,
 * and silence begins anew after it.
 */
export async function tryRule(
  deps: { history: Pick<HistoryStore, 'perMinute'>; turn: () => Promise<void> },
  { rule, places, from, to }: { rule: AlertRule; places: readonly Place[]; from: number; to: number },
): Promise<Trial> {
  const { kind } = rule.condition;
  if (!canBeTried.has(kind)) {
    const cannotKey = engineAlertKinds.has(kind) ? 'alerts.try.cannotEngine' : 'alerts.try.cannotKind';
    return { cannotKey, from, to, watchedShare: 0, count: 0, firings: [] };
  }
  const wanted = places.filter(isIn(rule.scope));
  const firings: Firing[] = [];
  let watched = 0;
  for (const place of wanted) {
    const { connectionId, channelId } = place;
    const minutes = await deps.history.perMinute({ connectionIds: [connectionId], channelId, from, to });
    watched += minutes.length;
    firings.push(...walk(rule, place, minutes));
    await deps.turn();
  }
  const span = Math.max(1, Math.round((to - from) / minuteMs) * wanted.length);
  firings.sort((a, b) => b.firedAt - a.firedAt);
  const watchedShare = Math.min(1, watched / span);
  return { cannotKey: null, from, to, watchedShare, count: firings.length, firings: firings.slice(0, shown) };
}

/** One channel through its minutes, oldest first. */
function walk(rule: AlertRule, place: Place, rows: readonly Minute[]): Firing[] {
  const book = createRuleBook([{ ...rule, isOn: true, scope: { connectionId: null, channelId: null } }]);
  const firings: Firing[] = [];
  const minutes: MeasuredMinute[] = [];
  let states: Map<string, RuleState> = new Map();
  let open: Firing | null = null;
  let watchedFrom = rows[0]?.minuteAt ?? 0;
  let before = watchedFrom - minuteMs;
  const channel = { ...quiet, ...place };
  for (const row of rows) {
    if (row.minuteAt - before > minuteMs) watchedFrom = row.minuteAt;
    before = row.minuteAt;
    const at = row.minuteAt + minuteMs;
    minutes.push({ at: row.minuteAt, received: row.received, sent: row.sent, errored: row.errored });
    while (minutes[0] !== undefined && minutes[0].at < at - hourMs) minutes.shift();
    channel.queued = row.queued;
    channel.oldestAt = row.queued > 0 ? (channel.oldestAt ?? row.minuteAt) : null;
    if (row.received > 0) {
      channel.lastReceivedAt = at;
      channel.receivedBefore = minutes.reduce((sum, minute) => sum + minute.received, 0);
    }
    channel.minutes = minutes;
    const measured = { at, watchedFrom, timesFrom: null, gap: null, engines: [], channels: [channel] };
    const found = evaluateRules(book, measured, states);
    states = found.states;
    const [fired] = found.fired;
    if (fired !== undefined) {
      open = { ...place, firedAt: at, resolvedAt: null, value: fired.finding.value };
      firings.push(open);
    }
    if (found.cleared.length > 0 && open !== null) open.resolvedAt = at;
  }
  return firings;
}

const quiet: MeasuredChannel = {
  ...{ connectionId: '', channelId: '', name: '', state: 'started', isCurrent: true, queued: 0, oldestAt: null },
  ...{ lastReceivedAt: null, receivedBefore: null, minutes: [], urgentFailed: 0, urgentWaiting: null },
  ...{ stoppedSince: null, stoppedBy: null, stuck: [], burning: null },
};

function isIn(scope: AlertRule['scope']): (place: Place) => boolean {
  return ({ connectionId, channelId }) =>
    (scope.connectionId === null || scope.connectionId === connectionId) &&
    (scope.channelId === null || scope.channelId === channelId);
}
