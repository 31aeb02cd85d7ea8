import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Environment } from '../../../src-shared/domain/connection.ts';
import { type Incident, incident, incidentNumber } from '../../../src-shared/domain/duty/incident.ts';
import { type NewEntry, type TimelineEntry, timelineEntry } from '../../../src-shared/domain/duty/timeline.ts';
import type { IncidentChange } from '../incident-store.ts';
import { decodeCursor, encodeCursor } from '../sqlite/cursor.ts';
import * as sql from './incident-queries.ts';
import type { JournalReaderContext, JournalWriterContext } from './journal-context.ts';
import type { SealedReader } from './record-keys.ts';

type Opening = { incident: Omit<Incident, 'number'>; year: number; entries: NewEntry[] };

export const incidentWriterOperations = {
  openIncident(context: JournalWriterContext, { incident: opened, year, entries }: Opening): Incident {
    const { journal } = context;
    const count = (journal.get<{ count: number | null }>(sql.lastIncidentOfYear, { year })?.count ?? 0) + 1;
    const whole = { ...opened, number: incidentNumber(year, count) };
    const { incidentId, environment, openedAt, openedBy } = whole;
    journal.run(sql.insertIncident, {
      ...{ incidentId, year, count, environment, openedAt },
      ...{ accountId: openedBy.accountId, person: openedBy.name },
    });
    putHead(context, whole);
    for (const entry of entries) putEntry(context, { incidentId, openedAt }, entry);
    return whole;
  },

  changeIncident(context: JournalWriterContext, { incident: changed, entries }: IncidentChange): void {
    if (context.journal.get(sql.getIncident, { incidentId: changed.incidentId }) === undefined) throw noIncident();
    putHead(context, changed);
    for (const entry of entries) putEntry(context, changed, entry);
  },

  addIncidentEntries(
    context: JournalWriterContext,
    { lines }: { lines: { incidentId: string; entry: NewEntry }[] },
  ): number {
    let added = 0;
    for (const { incidentId, entry } of lines) added += putEntry(context, { incidentId, openedAt: entry.at }, entry);
    return added;
  },
};

export const incidentReaderOperations = {
  getIncident({ journal, sealed }: JournalReaderContext, { incidentId }: { incidentId: string }): Incident | null {
    const row = journal().get<sql.IncidentRow>(sql.getIncident, { incidentId });
    return row === undefined ? null : toIncident(row, sealed());
  },

  openIncidents({ journal, sealed }: JournalReaderContext, _nothing: null): Incident[] {
    return journal()
      .all<sql.IncidentRow>(sql.listOpenIncidents)
      .map((row) => toIncident(row, sealed()));
  },

  listIncidents(
    { journal, sealed }: JournalReaderContext,
    asked: { environment: Environment; isOpen: boolean; cursor: string | null; limit: number },
  ): { items: Incident[]; nextCursor: string | null } {
    const { environment, isOpen, cursor, limit } = asked;
    const [beforeAt, beforeId] =
      cursor === null ? [Number.MAX_SAFE_INTEGER, ''] : decodeCursor(cursor, ['number', 'string']);
    const params = { environment, isOpen: isOpen ? 1 : 0, beforeAt, beforeId, limit: limit + 1 };
    const rows = journal().all<sql.IncidentRow>(sql.listIncidents, params);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map((row) => toIncident(row, sealed())),
      nextCursor: rows.length > limit && last !== undefined ? encodeCursor([last.opened_at, last.incident_id]) : null,
    };
  },

  incidentOfLink({ journal, sealed }: JournalReaderContext, link: { kind: string; target: string }): Incident | null {
    const [newest] = journal()
      .all<sql.IncidentRow>(sql.listIncidentsOfLink, link)
      .toSorted((one, other) => other.opened_at - one.opened_at);
    return newest === undefined ? null : toIncident(newest, sealed());
  },

  incidentEntries(
    { journal, sealed }: JournalReaderContext,
    { incidentId, cursor, limit }: { incidentId: string; cursor: string | null; limit: number },
  ): { items: TimelineEntry[]; nextCursor: string | null; total: number } {
    const [beforeAt, beforeEntry] =
      cursor === null ? [Number.MAX_SAFE_INTEGER, 0] : decodeCursor(cursor, ['number', 'number']);
    const params = { incidentId, beforeAt, beforeEntry, limit: limit + 1 };
    const rows = journal().all<sql.IncidentEntryRow>(sql.listIncidentEntries, params);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const reader = sealed();
    return {
      items: shown.map((row) => toEntry(incidentId, row, reader)),
      nextCursor: rows.length > limit && last !== undefined ? encodeCursor([last.at, last.entry]) : null,
      total: journal().get<{ count: number }>(sql.countIncidentEntries, { incidentId })?.count ?? 0,
    };
  },
};

/** What people wrote apart from the rest: it is sealed, and may be forgotten. */
function putHead({ journal, sealed }: JournalWriterContext, { title, cause, ...rest }: Incident): void {
  const { incidentId, environment, openedAt, state, links, facts } = rest;
  const words = { title, cause, controllers: facts.controllers, deviationNumber: facts.deviationNumber };
  const head = {
    ...rest,
    facts: { ...facts, controllers: null, deviationNumber: null },
    links: { ...links, runbook: null },
  };
  const key = { recordId: recordIdOf(incidentId), at: openedAt };
  journal.run(sql.upsertIncidentHead, {
    ...{ incidentId, environment, openedAt, isOpen: state === 'resolved' ? 0 : 1, head: JSON.stringify(head) },
    wordsSealed: sealed.seal(key, 'words', JSON.stringify({ ...words, runbook: links.runbook })).sealed,
  });
  const targets = [
    ...links.alerts.map((target) => ({ kind: 'alert', target })),
    ...links.groups.map((target) => ({ kind: 'group', target })),
    ...links.affectedSets.map((target) => ({ kind: 'affected', target })),
  ];
  for (const target of targets) journal.run(sql.insertIncidentLink, { ...target, incidentId });
}

/** @returns 1 when it is new */
function putEntry(
  { journal, sealed }: JournalWriterContext,
  { incidentId, openedAt }: Pick<Incident, 'incidentId' | 'openedAt'>,
  { at, kind, person, facts, source, text }: NewEntry,
): number {
  const key = { recordId: recordIdOf(incidentId), at: openedAt };
  return journal.run(sql.insertIncidentEntry, {
    ...{ incidentId, at, kind, source, facts: JSON.stringify(facts) },
    ...{ accountId: person?.accountId ?? null, person: person?.name ?? null },
    textSealed: text === null ? null : sealed.seal(key, `text-${at}`, text).sealed,
  }).changes;
}

function toIncident({ incident_id: id, head, words_sealed: words }: sql.IncidentRow, sealed: SealedReader): Incident {
  const read = JSON.parse(head);
  const said = JSON.parse(sealed.openText(recordIdOf(id), words, 'words') ?? '{}');
  const { title = null, cause = null, controllers = null, deviationNumber = null, runbook = null } = said;
  return incident.parse({
    ...read,
    ...{ title, cause },
    facts: { ...read.facts, controllers, deviationNumber },
    links: { ...read.links, runbook },
  });
}

function toEntry(incidentId: string, row: sql.IncidentEntryRow, sealed: SealedReader): TimelineEntry {
  return timelineEntry.parse({
    ...{ entry: row.entry, at: row.at, kind: row.kind, facts: JSON.parse(row.facts) },
    person: row.account_id === null ? null : { accountId: row.account_id, name: row.person },
    text: sealed.openText(recordIdOf(incidentId), row.text_sealed, `text-${row.at}`),
  });
}

function recordIdOf(incidentId: string): string {
  return `incident/${incidentId}`;
}

function noIncident(): AppError {
  return new AppError('NOT_FOUND', 'There is no such incident.', { messageKey: 'duty.refused.noIncident' });
}
