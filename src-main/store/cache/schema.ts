import type { WritableDatabase } from '../sqlite/database.ts';
import { type Migration, migrate } from '../sqlite/migrate.ts';
import { index001 } from './migrations/index-001.ts';
import { index002 } from './migrations/index-002.ts';
import { index003 } from './migrations/index-003.ts';
import { index004 } from './migrations/index-004.ts';
import { partition001 } from './migrations/partition-001.ts';
import { partition002 } from './migrations/partition-002.ts';
import { partition003 } from './migrations/partition-003.ts';
import { partition004 } from './migrations/partition-004.ts';
import { partition005 } from './migrations/partition-005.ts';
import { partition006 } from './migrations/partition-006.ts';
import { partition007 } from './migrations/partition-007.ts';
import { partition008 } from './migrations/partition-008.ts';
import { partition009 } from './migrations/partition-009.ts';
import { partition010 } from './migrations/partition-010.ts';

export const indexMigrations: readonly Migration[] = [index001, index002, index003, index004];
export const partitionMigrations: readonly Migration[] = [
  partition001,
  partition002,
  partition003,
  partition004,
  partition005,
  partition006,
  partition007,
  partition008,
  partition009,
  partition010,
];

/**
 * The schema of one partition; benches fill an empty one with bare inserts to compare. No copy is made before a change: a cache can be read
 * again from the engines, and a copy would outlive the partition with the patient data in it.
 */
export function createPartitionSchema(database: WritableDatabase): void {
  migrate(database, partitionMigrations, { keepsCopy: false });
}
