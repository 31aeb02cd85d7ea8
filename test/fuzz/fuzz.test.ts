import { describe, expect, it } from 'vitest';
import type { Format, ParsedMessage } from '../../src-shared/formats/format.ts';
import { formatOf } from '../../src-shared/formats/index.ts';
import { checkBody, checkFormat } from './check-body.ts';
import { createChance, mutate } from './mutate.ts';
import { readSeedBodies } from './seed-bodies.ts';

/** The short form of `npm run fuzz`: always the same seeds, so that a failure is one for everybody. */
/** Whole messages are read hundreds of times while other tests take the processors too. */
const limit = { timeout: 120_000 };

describe('any bytes', limit, () => {
  const { bodies } = readSeedBodies();

  it('are read without an exception, kept by no edit and spanned within their bounds when messages are damaged', () => {
    const broken: string[] = [];
    for (let seed = 1; seed <= 1500; seed += 1) {
      const body = mutate(bodies, createChance(seed));
      broken.push(...faultsOf(() => checkBody(body, seed % 8 === 0 ? 'whole' : 'shallow'), `seed ${seed}`));
    }
    expect(broken).toEqual([]);
  });

  it('are so wherever a message is cut off', () => {
    const broken: string[] = [];
    for (const [index, body] of bodies.filter((_, place) => place % 60 === 0).entries()) {
      for (let end = 0; end <= Math.min(body.length, 1500); end += 1)
        broken.push(...faultsOf(() => checkBody(body.subarray(0, end), 'shallow'), `sample ${index} cut at ${end}`));
    }
    expect(broken).toEqual([]);
  });
});

describe('the check of any bytes', () => {
  const good = formatOf('hl7v2');
  const body = new Uint8Array(Buffer.from('MSH|^~\\&|LAB\rPID|1||7^^^X\r'));
  const check = (broken: Partial<Format>) =>
    faultsOf(() => checkFormat(body, { ...good, ...broken }, 'whole'), 'planted');

  it('has nothing to say of a sound format', () => expect(check({})).toEqual([]));

  it.each<[string, Partial<Format>]>([
    [
      'throws',
      {
        parse: () => {
          throw new RangeError('x');
        },
      },
    ],
    [
      'rejects no edit',
      { splice: () => ({ kind: 'rejected', path: '', reason: 'not-editable', message: '', character: null }) },
    ],
    ['changes a byte by no edit', { splice: (bytes) => ({ kind: 'spliced', bytes: bytes.slice(1), changes: [] }) }],
    [
      'gives a node a span outside its parent',
      { parse: (bytes, options) => withStrayChild(good.parse(bytes, options)) },
    ],
    ['measures outside the body', { measurements: () => [{ span: [0, 999], path: 'OBX-5' } as never] }],
    ['finds something outside the body', { validate: () => [{ span: [-1, 2], rule: 'x' } as never] }],
  ])('catches one that %s', (_, broken) => expect(check(broken)).toHaveLength(1));
});

function withStrayChild(parsed: ParsedMessage): ParsedMessage {
  const [first] = parsed.nodes;
  const stray = { ...first!, path: 'stray', span: [0, 999] as const, children: () => [] };
  return { ...parsed, nodes: [{ ...first!, hasChildren: true, children: () => [stray] }] };
}

function faultsOf(check: () => void, where: string): string[] {
  try {
    check();
    return [];
  } catch (error) {
    return [`${where}: ${error instanceof Error ? error.message : String(error)}`];
  }
}
