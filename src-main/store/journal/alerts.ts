import {
  type Alert,
  type AlertActor,
  type AlertStep,
  alert,
  alertStep,
  type Silence,
  silence,
} from '../../../src-shared/domain/alerts/alert.ts';
import { type Delivery, delivery } from '../../../src-shared/domain/alerts/delivery.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { AlertChange } from '../alert-store.ts';
import * as sql from './alert-queries.ts';
import type { JournalReaderContext, JournalWriterContext } from './journal-context.ts';

export const alertWriterOperations = {
  applyAlertChanges({ journal, sealed }: JournalWriterContext, { changes }: { changes: AlertChange[] }): void {
    for (const { alert: changed, step } of changes) {
      const { alertId, acknowledgedBy } = changed;
      if (step.act === 'fired') {
        journal.run(sql.insertAlert, {
          ...{ alertId, connectionId: changed.connectionId, channelId: changed.channelId, firedAt: changed.firedAt },
          ...{ subjectName: changed.subjectName, engineName: changed.engineName, rule: JSON.stringify(changed.rule) },
          environment: changed.environment,
          lateFrom: changed.late?.from ?? null,
          lateTo: changed.late?.to ?? null,
        });
      }
      const { at, act, value, person, note } = step;
      const key = { recordId: recordIdOf(alertId), at };
      journal.run(sql.insertAlertStep, {
        ...{ alertId, at, act, value, accountId: person?.accountId ?? null, person: person?.name ?? null },
        noteSealed: note === null ? null : sealed.seal(key, `note-${at}`, note).sealed,
      });
      journal.run(sql.upsertAlertHead, {
        ...{ alertId, state: changed.state, severity: changed.severity, value: changed.value },
        ...{ params: JSON.stringify(changed.params), acknowledgedAt: changed.acknowledgedAt },
        ...{ accountId: acknowledgedBy?.accountId ?? null, person: acknowledgedBy?.name ?? null },
        ...{ resolvedAt: changed.resolvedAt, notifiedAt: changed.notifiedAt, escalatedAt: changed.escalatedAt },
      });
    }
  },

  putSilence({ journal, sealed }: JournalWriterContext, { silence: put }: { silence: Omit<Silence, 'endedAt'> }): void {
    const { silenceId, kind, scope, ruleId, from, until, madeAt, person, reason } = put;
    const key = { recordId: silenceRecordOf(silenceId), at: madeAt };
    journal.run(sql.insertSilence, {
      ...{ silenceId, kind, ...scope, ruleId, from, until, madeAt },
      ...{ accountId: person.accountId, person: person.name },
      reasonSealed: reason === null ? null : sealed.seal(key, 'reason', reason).sealed,
    });
  },

  endSilence({ journal }: JournalWriterContext, end: { silenceId: string; at: number; person: AlertActor }): void {
    const { silenceId, at, person } = end;
    if (journal.get(sql.getSilence, { silenceId }) === undefined)
      throw new AppError('NOT_FOUND', 'There is no such silence.', { messageKey: 'alerts.refused.noSilence' });
    journal.run(sql.insertSilenceEnd, { silenceId, at, accountId: person.accountId, person: person.name });
  },

  putDelivery({ journal }: JournalWriterContext, { delivery: put }: { delivery: Delivery }): void {
    journal.run(sql.insertDelivery, { ...put, alertIds: JSON.stringify(put.alertIds) });
  },
};

export const alertReaderOperations = {
  openAlerts({ journal }: JournalReaderContext, _nothing: null): Alert[] {
    return journal().all<sql.AlertRow>(sql.listOpenAlerts).map(toAlert);
  },

  listAlerts(
    { journal }: JournalReaderContext,
    { environment, cursor, limit }: { environment: string; cursor: string | null; limit: number },
  ): { items: Alert[]; nextCursor: string | null } {
    const items = journal()
      .all<sql.AlertRow>(sql.listAlerts, { environment, ...placeOf(cursor), limit })
      .map(toAlert);
    const last = items.at(-1);
    const isMore = items.length === limit && last !== undefined;
    return { items, nextCursor: isMore ? `${last.firedAt}/${last.alertId}` : null };
  },

  getAlert({ journal }: JournalReaderContext, { alertId }: { alertId: string }): Alert | null {
    const row = journal().get<sql.AlertRow>(sql.getAlert, { alertId });
    return row === undefined ? null : toAlert(row);
  },

  alertSteps({ journal, sealed }: JournalReaderContext, { alertId }: { alertId: string }): AlertStep[] {
    return journal()
      .all<sql.AlertStepRow>(sql.listAlertSteps, { alertId })
      .map((row) =>
        alertStep.parse({
          ...{ at: row.at, act: row.act, value: row.value, person: actorOf(row.account_id, row.person) },
          note: sealed().openText(recordIdOf(alertId), row.note_sealed, `note-${row.at}`),
        }),
      );
  },

  listSilences({ journal, sealed }: JournalReaderContext, { now }: { now: number }): Silence[] {
    return journal()
      .all<sql.SilenceRow>(sql.listSilences, { now })
      .map((row) =>
        silence.parse({
          ...{ silenceId: row.silence_id, kind: row.kind, ruleId: row.rule_id, endedAt: row.ended_at },
          scope: { connectionId: row.connection_id, channelId: row.channel_id },
          ...{ from: row.from_at, until: row.until_at, madeAt: row.made_at },
          person: actorOf(row.account_id, row.person),
          reason: sealed().openText(silenceRecordOf(row.silence_id), row.reason_sealed, 'reason'),
        }),
      );
  },

  listDeliveries({ journal }: JournalReaderContext, { limit }: { limit: number }): Delivery[] {
    return journal()
      .all<Record<string, unknown> & { alertIds: string }>(sql.listDeliveries, { limit })
      .map((row) => delivery.parse({ ...row, alertIds: JSON.parse(row.alertIds) }));
  },
};

/** @param cursor of the page before; null = from the newest */
function placeOf(cursor: string | null): { firedAt: number; alertId: string } {
  const [firedAt = '', alertId = ''] = cursor?.split('/') ?? [];
  return cursor === null ? { firedAt: Number.MAX_SAFE_INTEGER, alertId: '' } : { firedAt: Number(firedAt), alertId };
}

function toAlert(row: sql.AlertRow): Alert {
  return alert.parse({
    ...{ alertId: row.alert_id, connectionId: row.connection_id, channelId: row.channel_id },
    ...{ subjectName: row.subject_name, engineName: row.engine_name, firedAt: row.fired_at },
    environment: row.environment,
    rule: JSON.parse(row.rule),
    late: row.late_from === null ? null : { from: row.late_from, to: row.late_to },
    ...{ state: row.state, severity: row.severity, value: row.value, params: JSON.parse(row.params) },
    ...{ acknowledgedAt: row.acknowledged_at, acknowledgedBy: actorOf(row.account_id, row.person) },
    ...{ resolvedAt: row.resolved_at, notifiedAt: row.notified_at, escalatedAt: row.escalated_at },
  });
}

function actorOf(accountId: string | null, name: string | null): AlertActor | null {
  return accountId === null || name === null ? null : { accountId, name };
}

function recordIdOf(alertId: string): string {
  return `alert/${alertId}`;
}

function silenceRecordOf(silenceId: string): string {
  return `silence/${silenceId}`;
}
