import type { Migration } from '../sqlite/migrate.ts';
import { journal001 } from './migrations/journal-001.ts';
import { journal002 } from './migrations/journal-002.ts';
import { journal003 } from './migrations/journal-003.ts';
import { journal004 } from './migrations/journal-004.ts';
import { journal005 } from './migrations/journal-005.ts';
import { journal006 } from './migrations/journal-006.ts';
import { journal007 } from './migrations/journal-007.ts';
import { journal008 } from './migrations/journal-008.ts';
import { journal009 } from './migrations/journal-009.ts';
import { journal010 } from './migrations/journal-010.ts';
import { journal011 } from './migrations/journal-011.ts';
import { journal012 } from './migrations/journal-012.ts';
import { journal013 } from './migrations/journal-013.ts';
import { journal014 } from './migrations/journal-014.ts';
import { recordKeys001 } from './migrations/record-keys-001.ts';

export const journalMigrations: readonly Migration[] = [
  journal001,
  journal002,
  journal003,
  journal004,
  journal005,
  journal006,
  journal007,
  journal008,
  journal009,
  journal010,
  journal011,
  journal012,
  journal013,
  journal014,
];
export const recordKeysMigrations: readonly Migration[] = [recordKeys001];
