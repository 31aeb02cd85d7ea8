import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anEntry } from '../../../test/fakes/store-records.ts';
import type { AuditQuery } from '../store.ts';
import { listAudit } from './audit-reader.ts';
import { appendEntry, settleEntry } from './audit-writer.ts';
import type { JournalReaderContext } from './journal-context.ts';
import { type OpenJournal, openJournal } from './open-journal.ts';
import { verifyAudit } from './verify-audit.ts';

const dataKey = new Uint8Array(32).fill(9);
const everything: AuditQuery = { person: null, procedure: null, target: null, from: null, to: null };
const ok = { outcome: 'ok', errorCode: null, target: null, summary: null, at: 2 } as const;
let folder = '';
let writer: OpenJournal;
let reader: JournalReaderContext;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vaktbord-audit-'));
  writer = openJournal(folder, { dataKey, installationName: 'desk', now: 1 });
  reader = {
    journal: () => writer.journal,
    sealed: () => writer.sealed,
    checkpointsPath: join(folder, 'audit-checkpoints.jsonl'),
    turn: () => Promise.resolve(),
  };
});

afterEach(() => {
  writer.close();
  rmSync(folder, { recursive: true, force: true });
});

function append(count = 1, overrides: Parameters<typeof anEntry>[0] = {}): void {
  for (let done = 0; done < count; done += 1) {
    const { sequence } = writer.journal.transaction(() => appendEntry(writer, anEntry(overrides)));
    writer.sealed.flush();
    writer.journal.transaction(() => settleEntry(writer, { sequence, outcome: ok }));
  }
}

/** What somebody with the key and a database tool could do. */
function tamper(sql: string): void {
  for (const trigger of ['audit_entry_keeps', 'audit_entry_stays', 'audit_outcome_keeps', 'audit_outcome_stays']) {
    writer.journal.exec(`drop trigger if exists ${trigger}`);
  }
  writer.journal.exec('pragma foreign_keys = off');
  writer.journal.exec(sql);
}

describe('the audit chain', () => {
  it('is whole over entries and outcomes', async () => {
    append(3);
    writer.checkpointer.write(5);
    expect(await verifyAudit(reader, null)).toEqual({ entries: 3, checkpoints: 1, brokenAt: null, message: null });
  });

  it('is whole when it is empty', async () => {
    expect(await verifyAudit(reader, null)).toEqual({ entries: 0, checkpoints: 0, brokenAt: null, message: null });
  });

  it.each([
    ['an entry was changed', `update audit_entry set person = 'Nobody' where sequence = 2`, 2],
    ['a reason was exchanged', `update audit_entry set reason_hash = 'x' where sequence = 2`, 2],
    ['an outcome was changed', `update audit_outcome set outcome = 'failed' where sequence = 2`, 2],
    ['an outcome was removed', `delete from audit_outcome where sequence = 2`, 3],
    [
      'an entry was removed with its outcome',
      `delete from audit_entry where sequence = 2; delete from audit_outcome where sequence = 2`,
      3,
    ],
  ])('shows where it is broken when %s', async (_case, sql, brokenAt) => {
    append(4);
    tamper(sql);
    expect((await verifyAudit(reader, null)).brokenAt).toBe(brokenAt);
  });

  it('shows a shortened journal by its signed checkpoint', async () => {
    append(4);
    writer.checkpointer.write(5);
    tamper('delete from audit_outcome where sequence > 2; delete from audit_entry where sequence > 2');
    expect(await verifyAudit(reader, null)).toMatchObject({ brokenAt: 3, message: expect.stringMatching(/removed/) });
  });

  it('shows a forged and a cut-off checkpoint', async () => {
    append(1);
    writer.checkpointer.write(5);
    const path = join(folder, 'audit-checkpoints.jsonl');
    const whole = readFileSync(path, 'utf8');
    writeFileSync(path, whole.replace('"at":5', '"at":6'));
    expect((await verifyAudit(reader, null)).message).toMatch(/not signed/);
    writeFileSync(path, whole);
    appendFileSync(path, '{"checkpoint":{"inst');
    expect((await verifyAudit(reader, null)).message).toMatch(/not signed/);
  });

  it('signs its head once however often it is asked, and by itself after 1 000 entries', async () => {
    append(1);
    writer.checkpointer.write(5);
    writer.checkpointer.write(6);
    append(999);
    writer.checkpointer.writeIfDue(7);
    expect((await verifyAudit(reader, null)).checkpoints).toBe(1);
    append(1);
    writer.checkpointer.writeIfDue(8);
    expect(await verifyAudit(reader, null)).toMatchObject({ entries: 1001, checkpoints: 2, brokenAt: null });
  });

  it('cannot be changed or deleted from by a statement', () => {
    append(1);
    expect(() => writer.journal.exec('update audit_entry set person = 1')).toThrow(/append-only/);
    expect(() => writer.journal.exec('delete from audit_outcome')).toThrow(/append-only/);
  });

  it('stays whole when the keys of reasons are deleted, which nobody can read then', async () => {
    append(1, { at: 10, reason: 'An old reason' });
    append(1, { at: 20, reason: 'A new reason' });
    expect(writer.sealed.forgetBefore(15)).toBe(1);
    const { items } = await listAudit(reader, { query: everything, cursor: null, limit: 10 });
    expect(items.map(({ reason }) => reason)).toEqual(['A new reason', null]);
    expect((await verifyAudit(reader, null)).brokenAt).toBeNull();
  });

  it('takes one outcome for an entry it has', () => {
    append(1);
    expect(() => settleEntry(writer, { sequence: 1, outcome: ok })).toThrow(
      expect.objectContaining({ code: 'CONFLICT' }),
    );
    expect(() => settleEntry(writer, { sequence: 9, outcome: ok })).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND' }),
    );
  });
});

describe('the audit list', () => {
  it('pages newest first with the total', async () => {
    append(5);
    const first = await listAudit(reader, { query: everything, cursor: null, limit: 3 });
    const second = await listAudit(reader, { query: everything, cursor: first.nextCursor, limit: 3 });
    expect(first.items.map(({ sequence }) => sequence)).toEqual([5, 4, 3]);
    expect(second).toMatchObject({ items: [{ sequence: 2 }, { sequence: 1 }], nextCursor: null, total: 5 });
  });

  it('finds a target in a list of several, whole', async () => {
    append(1, { target: 'helse/adt/1, helse/adt/12, helse/adt/3' });
    const find = async (target: string) =>
      (await listAudit(reader, { query: { ...everything, target }, cursor: null, limit: 10 })).total;
    for (const target of ['helse/adt/1', 'helse/adt/12', 'helse/adt/3']) expect(await find(target)).toBe(1);
    for (const target of ['helse/adt/2', 'helse/adt', 'adt/1', '%']) expect(await find(target)).toBe(0);
  });

  it('finds by person, procedure, time, and a target told by entry or outcome', async () => {
    append(1, { person: 'Ola', at: 5, target: null });
    append(1, { procedure: 'replay.start', at: 9 });
    const { sequence } = writer.journal.transaction(() => appendEntry(writer, anEntry({ target: null })));
    const outcome = {
      ...ok,
      target: 'helse/adt/77',
      summary: 'sent',
      outcome: 'failed',
      errorCode: 'CONFLICT',
    } as const;
    writer.journal.transaction(() => settleEntry(writer, { sequence, outcome }));
    const find = async (query: Partial<AuditQuery>) => {
      const page = await listAudit(reader, { query: { ...everything, ...query }, cursor: null, limit: 10 });
      expect(page.total).toBe(page.items.length);
      return page.items.map((item) => item.sequence);
    };
    expect(await find({ person: 'Ola' })).toEqual([1]);
    expect(await find({ procedure: 'replay.start' })).toEqual([2]);
    expect(await find({ from: 6, to: 10 })).toEqual([2]);
    expect(await find({ target: 'helse/adt/77' })).toEqual([3]);
    expect(await find({ target: 'helse/adt/1' })).toEqual([2]);
    const [item] = (await listAudit(reader, { query: everything, cursor: null, limit: 1 })).items;
    expect(item).toMatchObject({ outcome: 'failed', errorCode: 'CONFLICT', summary: 'sent', target: 'helse/adt/77' });
  });

  it('shows an entry without outcome as pending', async () => {
    writer.journal.transaction(() => appendEntry(writer, anEntry()));
    const { items } = await listAudit(reader, { query: everything, cursor: null, limit: 1 });
    expect(items[0]?.outcome).toBe('pending');
  });
});
