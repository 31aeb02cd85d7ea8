import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as expectationQueries from './cache/expectation-queries.ts';
import * as failureQueries from './cache/failure-queries.ts';
import * as groupQueries from './cache/group-queries.ts';
import * as headerQueries from './cache/header-queries.ts';
import * as listQueries from './cache/list-queries.ts';
import * as partitionQueries from './cache/partition-queries.ts';
import { indexMigrations, partitionMigrations } from './cache/schema.ts';
import * as stretchQueries from './cache/stretch-queries.ts';
import * as textQueries from './cache/text-queries.ts';
import * as traceQueries from './cache/trace-queries.ts';
import * as historyQueries from './history/history-queries.ts';
import * as latencyQueries from './history/latency-queries.ts';
import { historyMigrations } from './history/schema.ts';
import * as unitQueries from './history/unit-queries.ts';
import * as affectedQueries from './journal/affected-queries.ts';
import * as alertQueries from './journal/alert-queries.ts';
import * as approvalQueries from './journal/approval-queries.ts';
import * as auditQueries from './journal/audit-queries.ts';
import * as expectationDecisionQueries from './journal/expectation-decision-queries.ts';
import * as groupEntryQueries from './journal/group-entry-queries.ts';
import * as handlingQueries from './journal/handling-queries.ts';
import * as incidentQueries from './journal/incident-queries.ts';
import * as recordKeyQueries from './journal/record-key-queries.ts';
import * as recordQueries from './journal/record-queries.ts';
import * as replayQueries from './journal/replay-queries.ts';
import * as runQueries from './journal/run-queries.ts';
import { journalMigrations, recordKeysMigrations } from './journal/schema.ts';
import * as unitDecisionQueries from './journal/unit-decision-queries.ts';
import * as unitRuleQueries from './journal/unit-rule-queries.ts';
import type { ReadableDatabase, SqlValue } from './sqlite/database.ts';
import { type Migration, migrate } from './sqlite/migrate.ts';
import { openForReading, openForWriting } from './sqlite/open-database.ts';

let folder = '';
const holds = (_bytes: SqlValue, _encoding: SqlValue, _text: SqlValue) => 1;
const opened: ReadableDatabase[] = [];

/** As a reader sees it, with the functions that statements name. */
function openWith(name: string, migrations: readonly Migration[]): ReadableDatabase {
  const path = join(folder, name);
  const writer = openForWriting(path, { key: null, synchronous: 'NORMAL' });
  migrate(writer, migrations);
  const database = openForReading(path, { key: null, functions: { text_holds: holds, piece_holds: holds } });
  opened.push(writer, database);
  return database;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vaktbord-plan-'));
});

afterAll(() => {
  for (const database of opened) database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Whole tables that may be read from end to end: a handful of rows, or asked once in a while. */
const smallTables =
  /^SCAN (channel|expectation_relation|r|a|channel_count|failure_block|body_block|c|k|header_route|partition|account|connection|json_each|\(subquery-\d+\)|CONSTANT ROW|sqlite_sequence)\b/;
/** In order of an index, or the lookup of one row or of words in a text index. */
const wanted = /^SCAN \w+ (USING (COVERING )?INDEX|VIRTUAL TABLE INDEX \d+:(=|M\d+[<>]*)$)/;

/** Statements that are meant to read everything. */
const exempt = new Set(['findForeignRow', 'lastLine']);

function statementsOf(module: Record<string, unknown>): [string, string][] {
  return Object.entries(module).flatMap(([name, value]): [string, string][] => {
    if (typeof value === 'string') return [[name, value]];
    return typeof value === 'object' && value !== null ? statementsOf(value as Record<string, unknown>) : [];
  });
}

function planOf(database: ReadableDatabase, sql: string): string[] {
  const params = Object.fromEntries([...sql.matchAll(/@(\w+)/g)].map(([, name = '']) => [name, 1]));
  return database.all<{ detail: string }>(`explain query plan ${sql}`, params).map(({ detail }) => detail);
}

describe.each([
  [
    'a partition',
    partitionMigrations,
    {
      ...failureQueries,
      ...listQueries,
      ...stretchQueries,
      ...groupQueries,
      ...textQueries,
      ...headerQueries,
      ...traceQueries,
    },
  ],
  ['the list of partitions', indexMigrations, partitionQueries],
  ['what is awaited', indexMigrations, expectationQueries],
  [
    'the journal',
    journalMigrations,
    {
      ...auditQueries,
      ...replayQueries,
      ...recordQueries,
      ...groupEntryQueries,
      ...handlingQueries,
      ...runQueries,
      ...affectedQueries,
      ...approvalQueries,
      ...alertQueries,
      ...unitDecisionQueries,
      ...unitRuleQueries,
      ...incidentQueries,
      ...expectationDecisionQueries,
    },
  ],
  ['the record keys', recordKeysMigrations, recordKeyQueries],
  ['the history', historyMigrations, historyQueries],
  ['the times of messages', historyMigrations, latencyQueries],
  ['findings of units', historyMigrations, unitQueries],
] as const)('statements on %s', (name, migrations, queries) => {
  it('read no large table from end to end', () => {
    const database = openWith(`${name}.db`, migrations);
    const statements = statementsOf(queries);
    expect(statements.length).toBeGreaterThan(2);
    const scans = statements.flatMap(([statement, sql]) =>
      planOf(database, sql)
        .filter((step) => step.startsWith('SCAN') && !smallTables.test(step) && !wanted.test(step))
        .map((step) => `${statement}: ${step}`),
    );
    expect(scans.filter((scan) => !exempt.has(scan.split(':')[0] ?? ''))).toEqual([]);
  });
});

describe('the hot statements', () => {
  it.each([
    ['the first page', listQueries.windowsByState.open.list, 'failure_open_newest'],
    ['the end of a window', listQueries.windowFloorByState.open, 'failure_open_newest'],
    ['resolved failures', listQueries.windowsByState.resolved.list, 'failure_resolved_newest'],
    ['one channel', listQueries.listOfChannelByState.open, 'failure_open_by_channel'],
    ['resolved of a channel', listQueries.listOfChannelByState.resolved, 'failure_resolved_by_channel'],
    ['one group', listQueries.listOpenOfGroup, 'failure_open_by_group'],
    ['the place of a group', groupQueries.newestOfGroup, 'failure_open_by_group'],
    ['the trend of a group', groupQueries.groupTrend, 'COVERING INDEX failure_open_by_group'],
    ['open counts', listQueries.countByChannelByState.open, 'COVERING INDEX failure_open_by_channel'],
    ['resolved counts', listQueries.countByChannelByState.resolved, 'COVERING INDEX failure_resolved_by_channel'],
    ['the length of a stretch', stretchQueries.stretchesByState.open.count, 'COVERING INDEX failure_open_newest'],
    ['the end of a stretch', stretchQueries.stretchesByState.all.floor, 'COVERING INDEX failure_newest'],
    ['a stretch of a channel', stretchQueries.stretchesOfChannel.count, 'COVERING INDEX failure_open_by_channel'],
    ['a stretch of a group', stretchQueries.stretchesOfGroup.floor, 'COVERING INDEX failure_open_by_group'],
    ['failures of bodies', textQueries.failuresOfBodies, 'failure_by_message'],
    ['failures by keys', listQueries.keysInOrderByState.all, 'INTEGER PRIMARY KEY'],
    ['the oldest open one', listQueries.oldestByState.open, 'failure_open_newest'],
    ['numbers of failures', listQueries.listFailureKeys, 'failure_key'],
    ['one failure', failureQueries.findFailureKey, 'sqlite_autoindex_failure_1'],
    ['one body', failureQueries.findBody, 'sqlite_autoindex_body_1'],
    ['one header', headerQueries.findHeader, 'sqlite_autoindex_header_1'],
    ['all headers', headerQueries.headersOfAll, 'header_newest'],
    ['the headers of a channel', headerQueries.headersOfChannel, 'header_by_channel'],
    ['headers of a control id', headerQueries.headersByControlId, 'header_by_control_id'],
    ['headers of a number', headerQueries.headersByKey, 'PRIMARY KEY (hash=?)'],
    ['unsettled headers', headerQueries.listUnsettled, 'header_unsettled'],
    ['a trace by control id', traceQueries.tracedByControlId, 'header_by_control_id'],
    ['a trace by what is answered', traceQueries.tracedByReference, 'header_by_refers_to'],
    ['a trace by number', traceQueries.tracedByHash, 'PRIMARY KEY (hash=?)'],
    ['a trace by lineage', traceQueries.tracedByParent, 'header_by_parent'],
    ['a trace by place', traceQueries.tracedByPlace, 'sqlite_autoindex_header_1'],
  ])('answer %s by index', (_case, sql, index) => {
    const database = openWith('hot.db', partitionMigrations);
    expect(planOf(database, sql).join('\n')).toContain(index);
  });

  it.each([
    ['a claim', replayQueries.findClaim, 'replay_head_claim'],
    ['a request', replayQueries.findByRequest, 'replay'],
    ['open replays', replayQueries.listOpen, 'replay_head_open'],
    ['what is waiting in a run', runQueries.listWaitingItems, 'replay_run_item_waiting'],
    ['the newest alerts', alertQueries.listAlerts, 'alert_newest'],
    ['silences that last', alertQueries.listSilences, 'alert_silence_by_end'],
    ['incidents that are open', incidentQueries.listOpenIncidents, 'incident_head_by_state'],
    ['the newest of a timeline', incidentQueries.listIncidentEntries, 'incident_entry_by_time'],
    ['the newest handovers', incidentQueries.listHandovers, 'handover_by_time'],
    ['the head of the chain', auditQueries.lastSequence, 'audit_entry'],
  ])('answer %s by index', (_case, sql, index) => {
    const plan = planOf(openWith('hot-journal.db', journalMigrations), sql).join('\n');
    expect(plan).toContain('SEARCH');
    expect(plan).toContain(index);
  });

  it.each([
    ['a chart', historyQueries.listPoints],
    ['what is usual', historyQueries.listQuarters],
    ['the last hour', historyQueries.listMinutes],
    ['times over a range', latencyQueries.listLatencies],
    ['what was kept long enough', historyQueries.trimStep],
  ])('answer %s by one stretch of the figures', (_case, sql) => {
    const plan = planOf(openWith('hot-history.db', historyMigrations), sql).join('\n');
    expect(plan).toMatch(/PRIMARY KEY \(step_ms=\? AND channel_key=\? (AND kind=\? )?AND at[<>]\?/);
  });
});
