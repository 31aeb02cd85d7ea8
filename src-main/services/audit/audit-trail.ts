import { createHmac, randomBytes } from 'node:crypto';
import type { Emit } from '../../app/handler.ts';
import type { Clock } from '../../platform/ports.ts';
import type { NewAuditEntry, Store } from '../../store/store.ts';

export type AuditTrailDeps = { journal: Pick<Store['journal'], 'audit' | 'settings'>; clock: Clock; emit: Emit };
export type AuditOutcome = {
  outcome: 'ok' | 'failed' | 'refused';
  errorCode: string | null;
  target: string | null;
  summary: string | null;
};

/** What dispatch writes. `append` returns after the entry is on disk; it and `settle` throw STORE_UNAVAILABLE. */
export type AuditTrail = {
  append(entry: Omit<NewAuditEntry, 'at'>): Promise<number>;
  settle(sequence: number, outcome: AuditOutcome): Promise<void>;
  /** The same terms give the same text in this installation, and say nothing to anyone without its key. */
  hashTerms(terms: string): string;
};

/** The key of search terms is made once per installation and kept in the journal. */
export async function createAuditTrail({ journal, clock, emit }: AuditTrailDeps): Promise<AuditTrail> {
  const termsKey = await openTermsKey(journal.settings);
  const announce = (sequence: number) => emit('audit.appended', { sequence });
  return {
    append: async (entry) => {
      const { sequence } = await journal.audit.append({ ...entry, at: clock.now() });
      announce(sequence);
      return sequence;
    },
    settle: async (sequence, outcome) => {
      await journal.audit.settle(sequence, { ...outcome, at: clock.now() });
      announce(sequence);
    },
    hashTerms: (terms) => createHmac('sha256', termsKey).update(terms).digest('hex').slice(0, 24),
  };
}

async function openTermsKey(settings: Store['journal']['settings']): Promise<Buffer> {
  const stored = await settings.get('installation', 'searchTermsKey');
  if (stored !== null) return Buffer.from(String(JSON.parse(stored)), 'base64url');
  const fresh = randomBytes(32);
  await settings.put('installation', 'searchTermsKey', JSON.stringify(fresh.toString('base64url')));
  return fresh;
}
