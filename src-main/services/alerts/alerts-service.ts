import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import type { InputOf, OutputOf } from '../../../src-shared/contract/index.ts';
import { type Alert, alertActor, longestSilenceMs, type Silence } from '../../../src-shared/domain/alerts/alert.ts';
import { causesOf, rankOf } from '../../../src-shared/domain/alerts/causes.ts';
import { silenceOf } from '../../../src-shared/domain/alerts/notify-plan.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Environment } from '../../../src-shared/domain/connection.ts';
import type { Emit, HandlersOf, PersonContext } from '../../app/handler.ts';
import type { Logger, Notifications } from '../../platform/ports.ts';
import type { AlertChange } from '../../store/alert-store.ts';
import type { Store } from '../../store/store.ts';
import { createAlertKeeper } from './alert-keeper.ts';
import { type CertificateWatchDeps, createCertificateWatch } from './certificate-watch.ts';
import { createGoalKeeper } from './goal-keeper.ts';
import { createHeartbeat } from './heartbeat.ts';
import { createMeasure } from './measure.ts';
import type { MeasurePort } from './measure-port.ts';
import { createNotificationHandlers } from './notify/notification-handlers.ts';
import { createNotifier } from './notify/notifier.ts';
import { createNotifyShelf } from './notify/notify-shelf.ts';
import { createRuleShelf } from './rule-shelf.ts';
import { tryRule } from './try-rule.ts';
import { createVolumeKeeper } from './volume-keeper.ts';

export type AlertsDeps = {
  store: Pick<Store, 'secrets'> & { journal: Pick<Store['journal'], 'alerts' | 'settings'> };
  port: MeasurePort;
  environment: () => Environment;
  readCertificate: CertificateWatchDeps['readCertificate'];
  notifications: Notifications | null;
  logger: Logger;
  emit: Emit;
  onKept: (changes: readonly AlertChange[]) => void;
};

type View = OutputOf<'alerts.list'>['items'][number];
const dayMs = 86_400_000;

/** Rules, what they have found, who has it and who was told. */
export async function createAlertsService(deps: AlertsDeps) {
  const { port, emit, logger } = deps;
  const { clock, engines } = port;
  const { alerts: store, settings } = deps.store.journal;
  const onChanged = (): void => emit('alerts.changed', {});
  const rules = await createRuleShelf(settings);
  const shelf = await createNotifyShelf({ settings, secrets: deps.store.secrets });
  const putDelivery = store.putDelivery;
  const notifier = createNotifier({ ...deps, clock, shelf, putDelivery, onDelivered: onChanged });
  const certificates = createCertificateWatch({ ...deps, engines: engines.list, clock });
  const heartbeat = createHeartbeat({ shelf, clock, logger, onChanged });
  const goals = await createGoalKeeper({ settings, history: port.history, clock, logger });
  const volumes = createVolumeKeeper({ history: port.history, clock, logger });
  const { measure } = createMeasure({
    ...port,
    burningOf: goals.burningOf,
    volumeOf: volumes.volumeOf,
    certificateOf: certificates.expiresAt,
  });
  const keeper = await createAlertKeeper({
    ...{ store, measure, onChanged, clock, logger },
    onKept: deps.onKept,
    book: rules.book,
    beforeRound: async () => {
      void certificates.look();
      await Promise.all([goals.refresh(), volumes.refresh()]);
    },
    onJudged: () => void heartbeat.beat(),
    tell: notifier.tell,
    engineOf: (connectionId) => {
      const engine = engines.list().find(({ connection }) => connection.connectionId === connectionId);
      return engine?.connection ?? null;
    },
    rest: () => {
      const { holdOffMinutes, groupSeconds, escalateAfterMinutes } = shelf.current();
      const escalateAfterMs = escalateAfterMinutes === null ? null : escalateAfterMinutes * 60_000;
      return { holdMs: holdOffMinutes * 60_000, groupMs: groupSeconds * 1000, escalateAfterMs };
    },
  });

  function viewOf(alert: Alert, silences: readonly Silence[], causes: ReadonlyMap<string, string>): View {
    const silencedUntil = alert.state === 'resolved' ? null : (silenceOf(alert, silences, clock.now())?.until ?? null);
    return { ...alert, causeId: causes.get(alert.alertId) ?? null, silencedUntil };
  }

  async function require(alertId: string): Promise<Alert> {
    const found = keeper.open().find((each) => each.alertId === alertId) ?? (await store.get(alertId));
    if (found === null)
      throw new AppError('NOT_FOUND', 'There is no such alert.', { messageKey: 'alerts.refused.noAlert' });
    return found;
  }

  const handlers: HandlersOf<'alerts'> = {
    async list() {
      const silences = await keeper.silences();
      const open = keeper.open();
      const causes = causesOf(open);
      const items = open
        .filter(({ environment }) => environment === deps.environment())
        .map((alert) => viewOf(alert, silences, causes))
        .toSorted(compareViews);
      const { isNotifying } = shelf.current();
      const watcher = { host: hostname(), isNotifying, heartbeat: heartbeat.state() };
      return { items, silences, judgedAt: keeper.judgedAt(), heldUntil: keeper.heldUntil(), watcher };
    },
    async history({ cursor, limit }) {
      const { items, nextCursor } = await store.list(deps.environment(), cursor, limit);
      return { items: items.map((alert) => viewOf(alert, [], new Map())), nextCursor };
    },
    async get({ alertId }) {
      const alert = await require(alertId);
      const view = viewOf(alert, await keeper.silences(), causesOf(keeper.open()));
      return { alert: view, steps: await store.steps(alertId) };
    },
    async acknowledge({ alertIds, note }, context) {
      const acknowledged = await keeper.acknowledge(alertIds, { person: personOf(context), note });
      context.describe({ target: alertIds.slice(0, 5).join(', '), summary: `acknowledged: ${acknowledged}` });
      onChanged();
      return { acknowledged };
    },
    async silence(input, context) {
      const silence = { ...silenceFrom(input, clock.now()), person: personOf(context) };
      await store.putSilence(silence);
      const { kind, scope, until } = silence;
      context.describe({ target: placeOf(scope), summary: `${kind} until ${new Date(until).toISOString()}` });
      onChanged();
      return { silence: { ...silence, endedAt: null } };
    },
    async endSilence({ silenceId }, context) {
      await store.endSilence({ silenceId, at: clock.now(), person: personOf(context) });
      context.describe({ target: silenceId });
      onChanged();
      return { done: true };
    },
    rules: () => Promise.resolve(rules.current()),
    async tryRule({ rule, days }) {
      const to = Math.floor(clock.now() / 60_000) * 60_000;
      const { channels } = await port.seeAll();
      return tryRule({ ...port, turn: setImmediate }, { rule, places: channels, from: to - days * dayMs, to });
    },
    async saveRules({ rules: next }, context) {
      await rules.save(next);
      context.describe({ summary: `rules: ${next.length}; off: ${next.filter(({ isOn }) => !isOn).length}` });
      emit('alerts.rulesChanged', {});
      await keeper.judgeNow();
      return { done: true };
    },
    goals: () => Promise.resolve({ items: goals.standings() }),
    async saveGoals({ goals: next }, context) {
      await goals.save(next);
      context.describe({ summary: `goals: ${next.length}` });
      emit('alerts.rulesChanged', {});
      return { done: true };
    },
    ...createNotificationHandlers({ shelf, notifier, store, emit }),
  };

  async function close(): Promise<void> {
    heartbeat.close();
    certificates.close();
    await keeper.close();
    await notifier.close();
  }
  return { handlers, close };
}

function silenceFrom(input: InputOf<'alerts.silence'>, now: number): Omit<Silence, 'person' | 'endedAt'> {
  const { kind, scope, ruleId, until, reason } = input;
  const from = Math.max(input.from ?? now, now);
  if (until <= from || until - now > longestSilenceMs)
    throw new AppError('BAD_INPUT', 'A silence ends after it begins, and within 30 days.', {
      messageKey: 'alerts.refused.until',
    });
  return { silenceId: randomUUID(), kind, scope, ruleId, from, until, madeAt: now, reason };
}

function personOf({ account }: PersonContext) {
  return alertActor.parse({ accountId: account.accountId, name: account.name });
}

function placeOf({ connectionId, channelId }: { connectionId: string | null; channelId: string | null }): string {
  return [connectionId, channelId].filter(Boolean).join('/') || 'everything';
}

/** What nobody has comes first, then by how bad it is, then the newest. */
function compareViews(a: View, b: View): number {
  const held = ({ state, causeId, silencedUntil }: View): number =>
    Number(state !== 'firing' || causeId !== null || silencedUntil !== null);
  return held(a) - held(b) || rankOf(a.severity) - rankOf(b.severity) || b.firedAt - a.firedAt;
}
