import { existsSync } from 'node:fs';
import type { ReadableDatabase, WritableDatabase } from './database.ts';
import { storeError } from './store-error.ts';

/** One additive step. Its number is the schema version that it leads to; a released one is never changed. */
export type Migration = { version: number; sql: string };

export function schemaVersion(database: ReadableDatabase): number {
  return database.get<{ user_version: number }>('pragma user_version')?.user_version ?? 0;
}

/**
 * Brings a file to the newest schema, each step in a transaction of its own. A file that holds data is copied first
 * to `<file>.before-<version>`, unless `keepsCopy` is false.
 * @throws AppError STORE_UNAVAILABLE when the file's schema is newer than the last migration
 */
export function migrate(
  database: WritableDatabase,
  migrations: readonly Migration[],
  { keepsCopy } = { keepsCopy: true },
): void {
  const from = schemaVersion(database);
  const newest = migrations.at(-1)?.version ?? 0;
  if (from > newest) throw storeError('newer-schema');
  if (keepsCopy && from > 0 && from < newest) copyBefore(database, from);
  for (const { version, sql } of migrations.filter((migration) => migration.version > from)) {
    database.transaction(() => {
      if (schemaVersion(database) >= version) return; // another process was first
      database.exec(sql);
      database.exec(`pragma user_version = ${version}`);
    });
  }
}

function copyBefore(database: WritableDatabase, version: number): void {
  const copy = `${database.path}.before-${version + 1}`;
  if (!existsSync(copy)) database.run('vacuum into @copy', { copy });
}
