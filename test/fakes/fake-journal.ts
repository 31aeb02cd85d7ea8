import type { JournalStore, NewAuditEntry } from '../../src-main/store/store.ts';
import type { AuditEntry } from '../../src-shared/domain/audit-entry.ts';

export type FakeAuditEntry = NewAuditEntry & Pick<AuditEntry, 'sequence' | 'outcome' | 'errorCode'>;

/**
 * The parts of a journal that the door needs, in memory. `entries` holds what was audited, with its outcome.
 * @method failNext the next call of that kind throws `error`
 */
export type FakeJournal = Pick<JournalStore, 'audit' | 'requests' | 'settings'> & {
  entries: FakeAuditEntry[];
  failNext(call: 'append' | 'settle' | 'remember', error: unknown): void;
};

export function createFakeJournal(): FakeJournal {
  const entries: FakeAuditEntry[] = [];
  const replies = new Map<string, { procedure: string; reply: string }>();
  const values = new Map<string, string>();
  const planned = new Map<string, unknown>();

  function failIfPlanned(call: string): void {
    if (!planned.has(call)) return;
    const error = planned.get(call);
    planned.delete(call);
    throw error;
  }

  return {
    entries,
    failNext: (call, error) => void planned.set(call, error),
    audit: {
      append: async (entry) => {
        failIfPlanned('append');
        entries.push({ ...entry, sequence: entries.length + 1, outcome: 'pending', errorCode: null });
        return { sequence: entries.length };
      },
      settle: async (sequence, { outcome, errorCode, target, summary }) => {
        failIfPlanned('settle');
        const entry = entries[sequence - 1];
        if (entry === undefined) throw new RangeError('There is no such entry.');
        Object.assign(entry, { outcome, errorCode, target: target ?? entry.target, summary: summary ?? entry.summary });
      },
      list: async () => ({
        items: entries.map((entry) => ({ ...entry, hash: '' })),
        nextCursor: null,
        total: entries.length,
      }),
      about: async () => ({ items: [], isCut: false }),
      entry: async (sequence) => {
        const found = entries[sequence - 1];
        return found === undefined ? null : { ...found, hash: '' };
      },
      verify: async () => ({ entries: entries.length, checkpoints: 0, brokenAt: null, message: null }),
      checkpoint: async () => undefined,
    },
    requests: {
      find: async (requestId) => replies.get(requestId) ?? null,
      remember: async (requestId, procedure, reply) => {
        failIfPlanned('remember');
        replies.set(requestId, { procedure, reply });
      },
    },
    settings: {
      get: async (scope, key) => values.get(`${scope} ${key}`) ?? null,
      put: async (scope, key, value) => void values.set(`${scope} ${key}`, value),
    },
  };
}
