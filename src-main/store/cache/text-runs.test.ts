import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { aBody, aQuery, aRecord } from '../../../test/fakes/store-records.ts';
import { openTemporaryStore, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import { createRandom } from '../../practice-engine/traffic/random.ts';

const count = 2400;
const at = (number: number) => 1_000_000 + number * 1000;

/** Shown in so many of the messages that no index leads to a few; the last stands nowhere, and its parts everywhere. */
const sentences = [
  'svar sendt til avdeling',
  'forsvar sendt til avdeling',
  'svar, sendt til lege',
  'sendt svar',
  'ingenting',
];
const asked: [string, (sentence: string) => boolean][] = [
  ['sendt', (sentence) => sentence !== 'ingenting'],
  ['svar sendt', (sentence) => sentence.includes('svar sendt') || sentence.includes('svar, sendt')],
  ['svar sen', (sentence) => sentence.includes('svar sen') || sentence.includes('svar, sen')],
  ['til av', (sentence) => sentence.includes('til av')],
  ['rsvar', (sentence) => sentence.includes('rsvar')],
  ['svar, s', (sentence) => sentence.includes('svar, s')],
  ['avdeling svar', () => false],
  ['Failed to connect', () => true],
];

describe('a text that stands in a great many messages', () => {
  let temporary: TemporaryStore;
  /** Newest first, whatever the order in which they came. */
  let written: { nativeId: string; sentence: string; failedAt: number; isOpen: boolean }[];

  beforeAll(async () => {
    temporary = await openTemporaryStore(createManualClock());
    const random = createRandom('text runs');
    const numbers = Array.from({ length: count }, (_, number) => number);
    // A third in order, a third backwards as when older ones are read afterwards, a third anyhow.
    const order = [
      ...numbers.slice(1600),
      ...numbers.slice(800, 1600).reverse(),
      ...numbers.slice(0, 800).sort((one, other) => ((one * 7919) % 800) - ((other * 7919) % 800)),
    ];
    written = order.map((number) => ({
      nativeId: String(number),
      sentence: random.pick(sentences),
      failedAt: at(number),
      isOpen: number % 5 !== 0,
    }));
    await temporary.store.cache.putFailures(
      written.map(({ nativeId, sentence, failedAt, isOpen }) =>
        aRecord(
          { nativeId, failedAt, resolvedAt: isOpen ? null : failedAt + 1, oneLine: 'Failed to connect' },
          {
            body: aBody(`MSH|^~\\&|LAB|SYKEHUS|EPJ|SYKEHUS|20260101||ORU^R01|C${nativeId}|P|2.5\rNTE|1||${sentence}\r`),
          },
        ),
      ),
    );
    written.sort((one, other) => other.failedAt - one.failedAt);
  });
  afterAll(() => temporary.remove());

  async function pagesOf(query: ReturnType<typeof aQuery>, budgetMs?: number): Promise<string[]> {
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await temporary.store.cache.listFailures(query, cursor, 90, budgetMs);
      ids.push(...page.items.map(({ nativeId }) => nativeId));
      cursor = page.nextCursor;
    } while (cursor !== null);
    return ids;
  }

  describe.each(asked)('%s', (text, holds) => {
    it('is found newest first, page by page, with as many as are counted', async () => {
      const expected = written.filter(({ sentence }) => holds(sentence)).map(({ nativeId }) => nativeId);
      const query = aQuery({ text, state: 'all' });
      expect(await pagesOf(query)).toEqual(expected);
      expect(await pagesOf(query, 0)).toEqual(expected);
      expect(await temporary.store.cache.countFailures(query)).toMatchObject({ total: expected.length });
    });

    it('is found among the open ones of a stretch of time', async () => {
      const [from, to] = [at(300), at(1300)];
      const expected = written
        .filter(({ sentence, failedAt, isOpen }) => holds(sentence) && isOpen && failedAt >= from && failedAt <= to)
        .map(({ nativeId }) => nativeId);
      expect(await pagesOf(aQuery({ text, state: 'open', from, to }))).toEqual(expected);
    });
  });

  it('is found at its new time when a message failed once more', async () => {
    const { nativeId } = written.at(-1)!;
    const body = aBody(`MSH|^~\\&|LAB|SYKEHUS|EPJ|SYKEHUS|20260101||ORU^R01|C${nativeId}|P|2.5\rNTE|1||svar sendt\r`);
    await temporary.store.cache.putFailures([
      aRecord({ nativeId, failedAt: at(count + 1), oneLine: 'Failed to connect' }, { body }),
    ]);
    for (const text of ['svar sendt', 'Failed to connect']) {
      const { items } = await temporary.store.cache.listFailures(aQuery({ text, state: 'all' }), null, 1);
      expect(items.map((item) => item.nativeId)).toEqual([nativeId]);
    }
  });
});
