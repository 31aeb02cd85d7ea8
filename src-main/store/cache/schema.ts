import type { WritableDatabase } from '../sqlite/database.ts';
import { type Migration, migrate } from '../sqlite/migrate.ts';
import { index001 } from './migrations/index-001.ts';
import { partition001 } from './migrations/partition-001.ts';

export const indexMigrations: readonly Migration[] = [index001];
export const partitionMigrations: readonly Migration[] = [partition001];

/** The schema of one partition in an empty file; benches fill such a file with bare inserts to compare. */
export function createPartitionSchema(database: WritableDatabase): void {
  migrate(database, partitionMigrations);
}
