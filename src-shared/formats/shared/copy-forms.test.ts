import { describe, expect, it } from 'vitest';
import { parseMessage } from '../index.ts';
import { copyAs } from './copy-forms.ts';
import { encodeUtf8 } from './text-codec.ts';

const text = 'MSH|^~\\&|LAB\rPID|1|""|7^^^X\rNTE|1||=SUM(A1)\r\n';
const parsed = parseMessage(encodeUtf8(text), { statedEncoding: null });
const shown = { text, nodes: parsed.nodes };

describe('copyAs', () => {
  it('gives the text itself as raw', () => {
    expect(copyAs('raw', shown)).toBe(text);
  });

  it('writes line ends and backslashes so that one line says them all', () => {
    expect(copyAs('one-line', shown)).toBe('MSH|^~\\\\&|LAB\\rPID|1|""|7^^^X\\rNTE|1||=SUM(A1)\\r\\n');
  });

  it('gives a tree of what has a value as JSON, an explicit null as null', () => {
    const [, patient] = JSON.parse(copyAs('json', shown));
    expect(patient).toMatchObject({
      path: 'PID',
      parts: [{ path: 'PID-1', value: '1' }, { path: 'PID-2', value: null }, { path: 'PID-3' }],
    });
  });

  it('gives one row a value as table, and no formula', () => {
    const rows = copyAs('table', shown).split('\n');
    expect(rows[0]).toBe('path\tname\tvalue');
    expect(rows.map((row) => row.split('\t')[0])).toContain('PID-3[1].4');
    expect(rows.at(-1)?.split('\t')[2]).toBe("'=SUM(A1)");
  });
});
