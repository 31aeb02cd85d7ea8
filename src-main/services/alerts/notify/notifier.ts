import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Alert } from '../../../../src-shared/domain/alerts/alert.ts';
import { rankOf } from '../../../../src-shared/domain/alerts/causes.ts';
import type { Delivery } from '../../../../src-shared/domain/alerts/delivery.ts';
import type { Notice } from '../../../../src-shared/domain/alerts/notify-plan.ts';
import type { NotifyTarget } from '../../../../src-shared/domain/alerts/notify-settings.ts';
import type { Clock, Logger, Notifications } from '../../../platform/ports.ts';
import { noticeText } from './notice-words.ts';
import type { NotifyShelf } from './notify-shelf.ts';
import type { Outgoing } from './outgoing.ts';
import { sendEmail } from './send-email.ts';
import { sendWebhook } from './send-webhook.ts';
import { Undelivered } from './undelivered.ts';

export type NotifierDeps = {
  shelf: NotifyShelf;
  putDelivery: (delivery: Delivery) => Promise<void>;
  /** Null: nobody sits at a desktop of this process. */
  notifications: Notifications | null;
  onDelivered: () => void;
  clock: Clock;
  logger: Logger;
};

/** Rests between attempts, in ms: some twenty minutes in all, then the delivery log says that it was given up. */
const restsMs = [15_000, 60_000, 300_000, 900_000];

/** Tells people, over every way that is set, each with its own attempts; what became of each stands in the delivery log. */
export function createNotifier(deps: NotifierDeps) {
  const { shelf, clock } = deps;
  const stopping = new AbortController();
  const underWay = new Set<Promise<unknown>>();

  /** Resolves when the first target was told, or when there is none. @throws AggregateError when every one was given up: then nobody knows yet */
  async function tell(notice: Notice): Promise<void> {
    const { isNotifying, targets } = shelf.current();
    const reachable = targets.filter(({ kind }) => kind !== 'desktop' || deps.notifications !== null);
    const ways = isNotifying ? reachable.flatMap((target) => wayOf(target, notice)) : [];
    if (ways.length === 0) return;
    const attempts = ways.map(({ target, alerts }) => {
      const outgoing = outgoingOf(notice.what, alerts);
      return deliver(target, outgoing);
    });
    await Promise.any(attempts);
  }

  /** @throws Undelivered */
  async function test(target: NotifyTarget): Promise<void> {
    const outgoing = outgoingOf('test', []);
    try {
      await send(target, outgoing);
      await log(target, outgoing, { attempt: 1, outcome: 'sent', detail: null });
    } catch (thrown) {
      const undelivered = Undelivered.from(thrown);
      await log(target, outgoing, { attempt: 1, outcome: 'given-up', detail: undelivered.detail });
      throw undelivered;
    }
  }

  function deliver(target: NotifyTarget, outgoing: Outgoing): Promise<void> {
    const work = attemptAll(target, outgoing);
    underWay.add(work);
    void work.catch(() => undefined).finally(() => underWay.delete(work));
    return work;
  }

  async function attemptAll(target: NotifyTarget, outgoing: Outgoing): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await send(target, outgoing);
        await log(target, outgoing, { attempt, outcome: 'sent', detail: null });
        return;
      } catch (thrown) {
        if (stopping.signal.aborted) throw thrown;
        const undelivered = Undelivered.from(thrown);
        const restMs = restsMs[attempt - 1];
        const outcome = restMs === undefined ? 'given-up' : 'failed';
        await log(target, outgoing, { attempt, outcome, detail: undelivered.detail });
        deps.logger.warn('a notification was not delivered', {
          kind: target.kind,
          detail: undelivered.detail,
          attempt,
        });
        if (restMs === undefined) throw undelivered;
        await clock.sleep(restMs, stopping.signal);
      }
    }
  }

  async function send(target: NotifyTarget, outgoing: Outgoing): Promise<void> {
    const { signal } = stopping;
    switch (target.kind) {
      case 'desktop': {
        if (deps.notifications === null) throw new Undelivered('NO_DESKTOP');
        const { title, lines } = noticeText(outgoing, target.language);
        deps.notifications.show({ title, body: lines.slice(0, 4).join('\n') });
        return;
      }
      case 'webhook': {
        const token = await shelf.secretOf(target.targetId);
        return sendWebhook({ url: target.url, token, language: target.language }, outgoing, signal);
      }
      case 'email':
        return sendEmail({ target, password: await shelf.secretOf(target.targetId) }, outgoing);
      default:
        target satisfies never;
    }
  }

  /** What cannot be written down was sent all the same. */
  async function log(
    { targetId, name, kind }: NotifyTarget,
    { what, alerts }: Outgoing,
    become: Pick<Delivery, 'attempt' | 'outcome' | 'detail'>,
  ): Promise<void> {
    const alertIds = alerts.map(({ alertId }) => alertId);
    try {
      await deps.putDelivery({ at: clock.now(), targetId, targetName: name, kind, what, alertIds, ...become });
      deps.onDelivered();
    } catch {
      deps.logger.warn('a delivery could not be written down');
    }
  }

  function outgoingOf(what: Outgoing['what'], alerts: readonly Alert[]): Outgoing {
    const environment = alerts[0]?.environment ?? '';
    return { deliveryId: randomUUID(), what, at: clock.now(), environment, watcher: hostname(), alerts };
  }

  return {
    tell,
    test,
    close: async (): Promise<void> => {
      stopping.abort();
      await Promise.allSettled(underWay);
    },
  };
}

export type Notifier = ReturnType<typeof createNotifier>;

/** What of a notice goes to this target; nothing when it is off, wants only worse, or is for what nobody has taken. */
function wayOf(target: NotifyTarget, { what, alerts }: Notice): { target: NotifyTarget; alerts: Alert[] }[] {
  if (!target.isOn || (target.isForEscalation && what !== 'escalated')) return [];
  const wanted = alerts.filter(({ severity }) => rankOf(severity) <= rankOf(target.from));
  return wanted.length === 0 ? [] : [{ target, alerts: wanted }];
}
