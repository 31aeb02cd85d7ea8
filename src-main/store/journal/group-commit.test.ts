import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { anEntry } from '../../../test/fakes/store-records.ts';
import { countEntries } from './audit-queries.ts';
import { appendEntry } from './audit-writer.ts';
import { commitGroup } from './group-commit.ts';
import { type OpenJournal, openJournal } from './open-journal.ts';

let folder = '';
let writer: OpenJournal;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vaktbord-group-'));
  writer = openJournal(folder, { dataKey: new Uint8Array(32).fill(9), installationName: 'desk', now: 1 });
});

afterEach(() => {
  writer.close();
  rmSync(folder, { recursive: true, force: true });
});

async function commit(runs: (() => unknown)[]): Promise<PromiseSettledResult<unknown>[]> {
  const pairs = runs.map((run) => ({ run, ...Promise.withResolvers<unknown>() }));
  const answers = Promise.allSettled(pairs.map(({ promise }) => promise));
  commitGroup(
    writer,
    pairs.map(({ run, resolve, reject }) => ({ sync: true, run, resolve, reject })),
  );
  return answers;
}

function entryCount(): number {
  const filter = { person: null, procedure: null, target: null, from: null, to: null };
  return writer.journal.get<{ count: number }>(countEntries, { ...filter, top: 1e9, bottom: 0 })?.count ?? -1;
}

const write =
  (summary = 'short') =>
  () =>
    appendEntry(writer, anEntry({ summary, reason: 'why' }));

describe('a group commit', () => {
  it('writes all that arrived together', async () => {
    expect(await commit([write(), write(), write()])).toMatchObject([
      { value: { sequence: 1 } },
      { value: { sequence: 2 } },
      { value: { sequence: 3 } },
    ]);
    expect(entryCount()).toBe(3);
  });

  it('leaves out the one that is refused, without a gap and without a trace', async () => {
    const refuse = () => {
      write()();
      throw new AppError('CONFLICT', 'No.');
    };
    expect(await commit([write(), refuse, write()])).toMatchObject([
      { value: { sequence: 1 } },
      { reason: { code: 'CONFLICT' } },
      { value: { sequence: 2 } },
    ]);
    expect(entryCount()).toBe(2);
  });

  it('refuses all when the disk is full, keeps what was there and goes on when there is room', async () => {
    await commit([write()]);
    const { page_count: pages } = writer.journal.get<{ page_count: number }>('pragma page_count') ?? { page_count: 0 };
    writer.journal.exec(`pragma max_page_count = ${pages}`);
    const answers = await commit([write(), write('x'.repeat(100_000))]);
    for (const answer of answers) {
      expect(answer).toMatchObject({
        reason: { code: 'STORE_UNAVAILABLE', messageKey: 'store.full', retryable: true },
      });
    }
    expect(entryCount()).toBe(1);
    writer.journal.exec('pragma max_page_count = 1000000');
    expect(await commit([write('x'.repeat(100_000))])).toMatchObject([{ value: { sequence: 2 } }]);
  });

  it('refuses all when the file cannot be written, and says so', async () => {
    writer.journal.exec('pragma query_only = 1');
    expect(await commit([write()])).toMatchObject([
      { reason: { code: 'STORE_UNAVAILABLE', messageKey: 'store.read-only' } },
    ]);
    writer.journal.exec('pragma query_only = 0');
    expect(entryCount()).toBe(0);
  });
});
