import { describe, expect, it } from 'vitest';
import { createFindingList } from './finding-list.ts';

describe('createFindingList', () => {
  it('gives findings in the order of the message, with the severity of the rule', () => {
    const list = createFindingList();
    list.add({ rule: 'id.date', span: [9, 12], path: 'PID-3', params: { kind: 'fnr' } });
    list.add({ rule: 'id.synthetic', span: [3, 4], path: null, reference: 'a standard', severity: 'warning' });
    expect(list.finish().map(({ rule, severity, reference }) => [rule, severity, reference])).toEqual([
      ['id.synthetic', 'warning', 'a standard'],
      ['id.date', 'error', null],
    ]);
  });

  it('writes parameters into the English sentence', () => {
    const list = createFindingList();
    list.add({ rule: 'id.date', span: [9, 12], path: 'PID-3', params: { kind: 'fnr' } });
    expect(list.finish()[0]?.message).toBe('The fnr holds a date that does not exist.');
  });

  it('keeps an error that comes after hundreds of remarks, and says that there is more', () => {
    const list = createFindingList();
    for (let at = 0; at < 700; at += 1) list.add({ rule: 'id.synthetic', span: [at, at + 1], path: null });
    list.add({ rule: 'id.date', span: [900, 901], path: null });
    const findings = list.finish();
    expect(findings).toHaveLength(500);
    expect(findings.filter(({ severity }) => severity === 'error')).toHaveLength(1);
    expect(findings.at(-1)?.rule).toBe('problems.more');
  });
});
