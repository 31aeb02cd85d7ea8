import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReadableDatabase, WritableDatabase } from '../sqlite/database.ts';
import { openForReading, openForWriting } from '../sqlite/open-database.ts';
import { allTimes, openCountsOf } from './open-counts.ts';

let folder: string;
let writer: WritableDatabase;
let reader: ReadableDatabase;
/** Counts asked of the file so far. */
let reads: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vaktbord-counts-'));
  const path = join(folder, 'partition.db');
  writer = openForWriting(path, { key: null, synchronous: 'NORMAL' });
  writer.exec(`
    create table failure (channel_key integer, kind text, is_urgent integer, failed_at integer, resolved_at integer);
    create index failure_open_by_channel on failure (channel_key, failed_at, kind, is_urgent) where resolved_at is null`);
  fail(1, 10);
  const opened = openForReading(path, { key: null });
  reads = 0;
  const all: ReadableDatabase['all'] = (sql, params) => {
    reads += 1;
    return opened.all(sql, params);
  };
  reader = { ...opened, all };
});

afterEach(() => {
  reader.close();
  writer.close();
  rmSync(folder, { recursive: true, force: true });
});

function fail(channelKey: number, failedAt: number): void {
  writer.run(`insert into failure values (@channelKey, 'timeout', 0, @failedAt, null)`, { channelKey, failedAt });
}

function count(channelKey: number, bounds = allTimes): number {
  return openCountsOf(reader)(channelKey, bounds).reduce((sum, row) => sum + row.count, 0);
}

describe('counts of open failures', () => {
  it('are read once while nobody writes', () => {
    expect([count(1), count(1), count(1)]).toEqual([1, 1, 1]);
    expect(reads).toBe(1);
  });

  it('are read anew after every commit of another connection', () => {
    expect(count(1)).toBe(1);
    fail(1, 20);
    expect(count(1)).toBe(2);
    writer.run('update failure set resolved_at = 30');
    expect(count(1)).toBe(0);
  });

  it('are kept for each channel of its own', () => {
    fail(2, 20);
    fail(2, 30);
    expect([count(1), count(2), count(1), count(2)]).toEqual([1, 2, 1, 2]);
  });

  it('of a stretch of time are not taken for those of all times', () => {
    fail(1, 20);
    expect(count(1, { floor: 15, at: 25 })).toBe(1);
    expect(count(1)).toBe(2);
    expect(count(1, { floor: 15, at: 25 })).toBe(1);
  });
});
