import type { Migration } from '../sqlite/migrate.ts';
import { history001 } from './migrations/history-001.ts';
import { history002 } from './migrations/history-002.ts';
import { history003 } from './migrations/history-003.ts';
import { history004 } from './migrations/history-004.ts';
import { history005 } from './migrations/history-005.ts';

export const historyMigrations: readonly Migration[] = [history001, history002, history003, history004, history005];
