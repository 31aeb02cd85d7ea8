import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { anEntry } from '../../../test/fakes/store-records.ts';
import { openTemporaryStore, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import { forgetAll, indexed, minuteMs, nine, person } from '../trace/test-support.ts';
import { findLookups, patientMark } from './find-lookups.ts';

const clock = createManualClock(nine + 120 * minuteMs);
const hashTerms = (terms: string) => `h${[...terms].reduce((sum, each) => (sum * 31 + each.charCodeAt(0)) % 9973, 7)}`;
let temporary: TemporaryStore;

beforeAll(async () => {
  temporary = await openTemporaryStore(clock);
  await forgetAll(temporary.store);
});
afterAll(() => temporary.remove());

const look = (text: string) => {
  const { audit } = temporary.store.journal;
  const { traces } = temporary.store.cache;
  return findLookups({ audit, traces, connectionIds: () => ['hospital'], hashTerms, clock }, { text });
};
const append = (entry: Parameters<typeof anEntry>[0]) =>
  temporary.store.journal.audit.append(anEntry({ at: nine, ...entry }));

describe('who looked for a patient', () => {
  it('is whoever asked by the number, and whoever saw a message of theirs, alone or in a list', async () => {
    await temporary.store.cache.headers.put([
      indexed('result', { id: 2 }),
      indexed('result', { id: 3, patients: ['4'] }),
    ]);
    const mark = patientMark(hashTerms, person);
    const seen = await append({ person: 'A', target: 'hospital/results/2' });
    const listed = await append({ person: 'B', target: 'hospital/results/9, hospital/results/2' });
    const asked = await append({ person: 'C', target: null });
    const outcome = { outcome: 'ok', errorCode: null, at: nine } as const;
    await temporary.store.journal.audit.settle(asked.sequence, {
      ...outcome,
      target: null,
      summary: `told: x; ${mark}`,
    });
    const told = await append({ person: 'D', target: null });
    await temporary.store.journal.audit.settle(told.sequence, {
      ...outcome,
      target: 'hospital/results/2',
      summary: '',
    });
    await append({ person: 'E', target: 'hospital/results/3' });
    await append({ person: 'F', target: 'hospital/results/22', summary: 'patient: h0' });
    await append({ person: 'G', target: 'hospital/results/2', at: nine - 40 * 24 * 60 * minuteMs });
    const found = await look(`${person.slice(0, 6)} ${person.slice(6)}`);
    expect(found.items.map(({ sequence }) => sequence)).toEqual(
      [told, asked, listed, seen].map(({ sequence }) => sequence),
    );
    expect(found).toMatchObject({ isCut: false, messages: 1 });
    expect(JSON.stringify(found)).not.toContain(person);
  });

  it.each(['11887510051', '12345678901', 'hospital/results/2'])('%j is no number of a person', async (typed) => {
    await expect(look(typed)).rejects.toMatchObject({ code: 'BAD_INPUT', messageKey: 'audit.refused.number' });
  });
});
