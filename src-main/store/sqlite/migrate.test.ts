import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { indexMigrations, partitionMigrations } from '../cache/schema.ts';
import { historyMigrations } from '../history/schema.ts';
import { journalMigrations, recordKeysMigrations } from '../journal/schema.ts';
import type { WritableDatabase } from './database.ts';
import { type Migration, migrate, schemaVersion } from './migrate.ts';
import { openForReading, openForWriting } from './open-database.ts';

const key = new Uint8Array(32).fill(4);
const first: Migration = { version: 1, sql: 'create table a (x integer) strict' };
const second: Migration = { version: 2, sql: 'alter table a add column y text' };
let folder = '';
let database: WritableDatabase;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vaktbord-migrate-'));
  database = openForWriting(join(folder, 'x.db'), { key, synchronous: 'FULL' });
});

afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('migrate', () => {
  it('brings an empty file to the newest version without a copy', () => {
    migrate(database, [first, second]);
    expect(schemaVersion(database)).toBe(2);
    expect(existsSync(join(folder, 'x.db.before-2'))).toBe(false);
  });

  it('does nothing when the file is of the newest version', () => {
    migrate(database, [first]);
    migrate(database, [first]);
    expect(schemaVersion(database)).toBe(1);
  });

  it('copies a file with data, encrypted, before it changes it', () => {
    migrate(database, [first]);
    database.run('insert into a (x) values (@x)', { x: 7 });
    migrate(database, [first, second]);
    const copy = openForReading(join(folder, 'x.db.before-2'), { key });
    expect(copy.all('select * from a')).toEqual([{ x: 7 }]);
    expect(schemaVersion(copy)).toBe(1);
    copy.close();
    expect(database.all('select * from a')).toEqual([{ x: 7, y: null }]);
  });

  it('leaves the file as it was when a step fails', () => {
    migrate(database, [first]);
    const broken = { version: 2, sql: 'create table b (x integer) strict; create table a (x integer)' };
    expect(() => migrate(database, [first, broken])).toThrow();
    expect(schemaVersion(database)).toBe(1);
    expect(database.all(`select name from sqlite_schema where name = 'b'`)).toEqual([]);
  });

  it('refuses a newer schema with a sentence', () => {
    migrate(database, [first, second]);
    expect(() => migrate(database, [first])).toThrow(
      expect.objectContaining({ code: 'STORE_UNAVAILABLE', message: expect.stringMatching(/newer version/) }),
    );
  });
});

describe('the schemas', () => {
  it.each([
    ['partition', partitionMigrations],
    ['index', indexMigrations],
    ['journal', journalMigrations],
    ['record-keys', recordKeysMigrations],
    ['history', historyMigrations],
  ])('of %s are numbered without a gap and end as recorded', async (name, migrations) => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
    migrate(database, migrations);
    const rows = database.all<{ sql: string }>(
      'select sql from sqlite_schema where sql is not null order by type, name',
    );
    const schema = rows.map(({ sql }) => sql.replaceAll(/\s+/g, ' ')).join('\n');
    await expect(`${schema}\n`).toMatchFileSnapshot(`./__snapshots__/${name}.sql`);
  });

  it.each([
    ...partitionMigrations,
    ...indexMigrations,
    ...journalMigrations,
    ...recordKeysMigrations,
    ...historyMigrations,
  ])('have strict tables only', ({ sql }) => {
    const tables = sql.match(/create table[^;]+;/g) ?? [];
    expect(tables.filter((table) => !/\)\s*strict/.test(table))).toEqual([]);
  });
});
