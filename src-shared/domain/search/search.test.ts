import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSearch } from './read-search.ts';
import { missingField } from './search-fields.ts';
import type { SearchQuery, SearchTerm } from './search-query.ts';
import { writeSearch } from './write-search.ts';

const bare = fc
  .stringMatching(/^[\p{L}\p{N}^~|&.,;æøåÆØÅ/_@#+-]{1,12}$/u)
  .filter((text) => !/^(?:AND|OR|NOT)$/.test(text));
const phrase = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' });
const value = fc.oneof(
  bare.map((text) => ({ value: text, isPhrase: false })),
  fc.constantFrom({ value: '-', isPhrase: false }, { value: '-', isPhrase: true }),
  phrase.map((text) => ({ value: text, isPhrase: true })),
);
const textFields = [
  'channel',
  'engine',
  'id',
  'type',
  'sender',
  'patient',
  'order',
  'PID-3',
  'OBX[2]-5.1',
  'entry[0].resource.id',
  '/MsgHead/MsgInfo/MsgId',
];

const term: fc.Arbitrary<SearchTerm> = fc.oneof(
  fc
    .record({ field: fc.constantFrom(null, ...textFields), value, isPrefix: fc.boolean() })
    .map(({ value: written, ...rest }) => ({
      kind: 'term' as const,
      operator: ':' as const,
      ...rest,
      ...written,
    })),
  fc
    .record({
      field: fc.constant('age'),
      operator: fc.constantFrom(':<', ':<=', ':>', ':>=', ':'),
      value: fc.constantFrom('90m', '2h', '1d12h'),
    })
    .map((one) => ({ kind: 'term' as const, isPrefix: false, isPhrase: false, ...one }) as SearchTerm),
);
/** Names that every JavaScript object answers to: a look-up by the word must not find them. */
const inherited = ['constructor', '__proto__', 'toString'].map(
  (value): SearchTerm => ({ kind: 'term', field: null, operator: ':', value, isPrefix: false, isPhrase: false }),
);
const { query } = fc.letrec<{ query: SearchQuery }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'query' },
    term,
    tie('query').map((part) => ({ kind: 'not' as const, part })),
    fc
      .record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        parts: fc.array(tie('query'), { minLength: 2, maxLength: 3 }),
      })
      .map(({ kind, parts }) => ({ kind, parts: parts.flatMap((part) => (part.kind === kind ? part.parts : [part])) })),
  ),
}));

const read = (text: string): SearchQuery | null => {
  const reading = readSearch(text);
  if (reading.kind === 'fault') throw new Error(`${reading.fault.rule} at ${reading.fault.at}`);
  return reading.query;
};

describe('a search', () => {
  it('written and read again is the same question', () => {
    fc.assert(
      fc.property(query, (one) => {
        const text = writeSearch(one);
        if (text.length > 2000) return;
        expect(read(text)).toEqual(one);
        expect(writeSearch(read(text) as SearchQuery)).toBe(text);
      }),
      { numRuns: 2000, examples: inherited.map((one): [SearchQuery] => [one]) },
    );
  });

  it('of any text is read, or refused at a place of the text, never thrown', () => {
    const pieces = fc.constantFrom(
      '(',
      ')',
      '"',
      '*',
      ':',
      ' ',
      'AND',
      'OR',
      'NOT',
      'age:',
      'time:',
      'PID-3:',
      '<2h',
      '2026-11',
      '\\',
      'æ',
      '\ud83d',
      '..',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 60, unit: 'binary' }),
          fc.array(pieces, { maxLength: 20 }).map((all) => all.join('')),
        ),
        (text) => {
          const reading = readSearch(text);
          if (reading.kind === 'fault') {
            const { at, length } = reading.fault;
            expect(at >= 0 && length >= 0 && at + length <= text.length).toBe(true);
            expect(length > 0 || at === text.length).toBe(true);
          } else if (reading.query !== null) expect(read(writeSearch(reading.query))).toEqual(reading.query);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('joins words by AND, which binds closer than OR', () => {
    expect(writeSearch(read('a b OR c AND NOT (d OR e)') as SearchQuery)).toBe('a b OR c NOT (d OR e)');
    expect(read('a b OR c')).toMatchObject({ kind: 'or', parts: [{ kind: 'and' }, { value: 'c' }] });
    expect(read('PID-3:12* channel:"Lab inn" error:timeout age:<2h NOT status:resolved')).toMatchObject({
      kind: 'and',
      parts: [
        { field: 'PID-3', value: '12', isPrefix: true },
        { field: 'channel', value: 'Lab inn' },
        { field: 'error', value: 'timeout' },
        { field: 'age', operator: ':<', value: '2h' },
        { kind: 'not', part: { field: 'status' } },
      ],
    });
    expect(read('   ')).toBeNull();
  });

  it('asks for a field that is not given by a dash, which in quotation marks is itself', () => {
    const missing = ['sender:-', 'NOT type:-', 'receiver:-', 'target:-'].map((text) => {
      const query = read(text) as SearchQuery;
      expect(writeSearch(query)).toBe(text);
      return missingField((query.kind === 'not' ? query.part : query) as SearchTerm);
    });
    expect(missing).toEqual(['sender', 'type', 'receiver', 'target']);
    for (const text of ['sender:"-"', 'sender:-*', 'sender:--', 'channel:-', '-'])
      expect(missingField(read(text) as SearchTerm)).toBeNull();
  });

  it('takes an address, a time of day or a web address as free text', () => {
    for (const text of ['08:15', '10.0.0.1:6661', '"https://a.example.invalid"'])
      expect(read(text)).toMatchObject({ field: null });
  });

  it.each([
    ['channel:"Lab inn', 'open-quote', 8, 8],
    ['(a OR b', 'open-bracket', 0, 1],
    ['a) b', 'stray-bracket', 1, 1],
    ['a OR', 'missing-term', 2, 2],
    ['AND a', 'missing-term', 0, 3],
    ['a NOT', 'missing-term', 2, 3],
    ['a ()', 'missing-term', 2, 2],
    ['channel: a', 'missing-value', 0, 8],
    ['chanel:x', 'unknown-field', 0, 6],
    ['channel:>x', 'no-order', 0, 10],
    ['age:<2 hours', 'bad-duration', 5, 1],
    ['x time:2026-13-01', 'bad-time', 7, 10],
    ['time:>2026-11-01..2026-11-02', 'bad-time', 6, 22],
    ['error:tiemout', 'bad-choice', 6, 7],
  ] as const)('refuses %s at its place', (text, rule, at, length) => {
    expect(readSearch(text)).toMatchObject({ kind: 'fault', fault: { rule, at, length } });
  });

  it('refuses what is too long or too deep', () => {
    expect(readSearch('a '.repeat(1001))).toMatchObject({ fault: { rule: 'too-long' } });
    expect(readSearch(`${'('.repeat(500)}a${')'.repeat(500)}`)).toMatchObject({ fault: { rule: 'too-deep' } });
    expect(readSearch(`${'NOT '.repeat(499)}a`)).toMatchObject({ fault: { rule: 'too-deep' } });
  });
});
