import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '../shared/text-codec.ts';
import { textFormat } from './text-format.ts';

const options = { statedEncoding: null };
const text = 'one\r\ntwo\rthrøe\n\nfive';

describe('text format', () => {
  it('gives a node a line, whatever the line ends', () => {
    const nodes = textFormat.parse(encodeUtf8(text), options).nodes;
    expect(nodes.map(({ path, text: line }) => [path, line])).toEqual([
      ...[
        ['line[1]', 'one'],
        ['line[2]', 'two'],
        ['line[3]', 'thrøe'],
        ['line[4]', ''],
        ['line[5]', 'five'],
      ],
    ]);
    expect(nodes.every(({ sensitivity }) => sensitivity === 'patient')).toBe(true);
  });

  it('replaces lines and keeps their ends', () => {
    const result = textFormat.splice(
      encodeUtf8(text),
      [
        { path: 'line[5]', text: '' },
        { path: 'line[2]', text: 'zwei' },
      ],
      options,
    );
    expect(result.kind === 'spliced' ? decodeUtf8(result.bytes) : null).toBe('one\r\nzwei\rthrøe\n\n');
  });

  it('refuses a line end, a missing line, a character the set lacks, and the same line twice', () => {
    const reasonOf = (...edits: { path: string; text: string }[]) => {
      const result = textFormat.splice(Uint8Array.of(0x41, 0xf8), edits, options);
      return result.kind === 'rejected' ? result.reason : null;
    };
    expect(reasonOf({ path: 'line[1]', text: 'a\nb' })).toBe('separator');
    expect(reasonOf({ path: 'line[2]', text: 'a' })).toBe('no-such-path');
    expect(reasonOf({ path: 'line[1]', text: '漢' })).toBe('not-encodable');
    expect(reasonOf({ path: 'line[1]', text: 'a' }, { path: 'line[1]', text: 'b' })).toBe('overlapping');
  });

  it('ends a tree of very many lines with the rest of the text', () => {
    const body = encodeUtf8('x\n'.repeat(20_000));
    const nodes = textFormat.parse(body, options).nodes;
    expect(nodes.length).toBe(5000);
    expect(nodes.at(-1)?.span).toEqual([9998, body.length]);
  });

  it('reports control characters', () => {
    expect(textFormat.parse(encodeUtf8('a\u0002'), options).problems.map(({ rule, span }) => [rule, span])).toEqual([
      ['text.control-characters', [1, 2]],
    ]);
  });
});
