import { describe, expect, it } from 'vitest';
import { findPersonNumberFaults, findRegisterNumberFaults } from './find-identifier-faults.ts';

const synthetic = '26815909444';

describe('findPersonNumberFaults', () => {
  it('says of a right number of a test person only that it is one', () => {
    expect(findPersonNumberFaults(synthetic, 'fnr').map(({ rule }) => rule)).toEqual(['id.synthetic']);
  });

  it('says that a number is valid from 2032 only', () => {
    expect(findPersonNumberFaults('13925983815', null).map(({ rule }) => rule)).toContain('id.rule-2032');
  });

  it('names the kind and never the number', () => {
    const findings = [...findPersonNumberFaults('26815909445', 'dnr'), ...findRegisterNumberFaults('91', 'orgnr')];
    expect(findings.map(({ rule, params }) => [rule, params.kind])).toEqual([
      ['id.control-digit', 'fnr'],
      ['id.kind', 'fnr'],
      ['id.length', 'org.nr'],
    ]);
    expect(JSON.stringify(findings)).not.toMatch(/26815909445|"91"/);
  });
});
