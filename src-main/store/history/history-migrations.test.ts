import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '../sqlite/migrate.ts';
import { openForWriting } from '../sqlite/open-database.ts';
import { history001 } from './migrations/history-001.ts';
import { history002 } from './migrations/history-002.ts';
import { history003 } from './migrations/history-003.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vaktbord-history-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the older minutes of history', () => {
  it('moves the minutes in, added up into quarters and hours', () => {
    const database = openForWriting(join(folder, 'history.db'), { key: null, synchronous: 'NORMAL' });
    migrate(database, [history001]);
    database.run(`insert into channel (channel_key, connection_id, channel_id) values (1, 'c1', 'a')`);
    database.run(`insert into sample_minute values
      (0, 1, 5, 4, 1, 0, 9), (60000, 1, 1, 1, 0, 2, 3), (900000, 1, 7, 0, 0, 0, 4)`);
    migrate(database, [history001, history002]);
    const rows =
      database.all(`select step_ms as step, at, received, sent, errored, filtered, queued, queued_most as most,
      watched_minutes as watched from rollup where step_ms > 60000 order by step_ms, at`);
    const minutes = database.all('select at from rollup where step_ms = 60000');
    database.close();
    expect(minutes).toHaveLength(3);
    const counts = { sent: 5, errored: 1, filtered: 2 };
    expect(rows).toEqual([
      { step: 900_000, at: 0, received: 6, ...counts, queued: 3, most: 9, watched: 2 },
      { step: 900_000, at: 900_000, received: 7, sent: 0, errored: 0, filtered: 0, queued: 4, most: 4, watched: 1 },
      { step: 3_600_000, at: 0, received: 13, ...counts, queued: 4, most: 9, watched: 3 },
    ]);
  });

  it('is followed by watched time in ms, and by the hours in which somebody watched', () => {
    const database = openForWriting(join(folder, 'watched.db'), { key: null, synchronous: 'NORMAL' });
    migrate(database, [history001]);
    database.run(`insert into channel (channel_key, connection_id, channel_id) values (1, 'c1', 'a'), (2, 'c1', 'b')`);
    database.run(
      `insert into sample_minute values (0, 1, 5, 4, 1, 0, 9), (60000, 1, 1, 1, 0, 2, 3), (0, 2, 7, 0, 0, 0, 4)`,
    );
    migrate(database, [history001, history002, history003]);
    const watched = database.all('select watched_ms as ms from rollup where step_ms = 900000 order by channel_key');
    const hours = database.all('select at, watched_ms as ms from watched_hour');
    database.close();
    expect(watched).toEqual([{ ms: 120_000 }, { ms: 60_000 }]);
    expect(hours).toEqual([{ at: 0, ms: 120_000 }]);
  });
});
