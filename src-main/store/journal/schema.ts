import type { Migration } from '../sqlite/migrate.ts';
import { journal001 } from './migrations/journal-001.ts';
import { journal002 } from './migrations/journal-002.ts';
import { journal003 } from './migrations/journal-003.ts';
import { journal004 } from './migrations/journal-004.ts';
import { recordKeys001 } from './migrations/record-keys-001.ts';

export const journalMigrations: readonly Migration[] = [journal001, journal002, journal003, journal004];
export const recordKeysMigrations: readonly Migration[] = [recordKeys001];
