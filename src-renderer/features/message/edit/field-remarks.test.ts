import { describe, expect, it } from 'vitest';
import type { FieldFacts } from '../../../../src-shared/contract/message-edit-fields.ts';
import { remarksOn } from './field-remarks.ts';

function aField(overrides: Partial<FieldFacts>): FieldFacts {
  return {
    path: 'PID-8',
    label: null,
    dataType: null,
    kind: 'text',
    value: '',
    isMissing: false,
    isExplicitNull: false,
    hasExplicitNull: true,
    choices: [],
    isOpen: true,
    maxLength: null,
    clinical: false,
    lockReasonKey: null,
    ...overrides,
  };
}

const said = (overrides: Partial<FieldFacts>, value: string, format = 'hl7v2') =>
  remarksOn(aField(overrides), format, value).map(({ tone, key }) => `${tone} ${key}`);
const sex = { kind: 'code' as const, choices: [{ code: 'F', meaning: null }] };

describe('what is said of a value while it is written', () => {
  it('warns of a code that its table does not have, less where a site may add codes', () => {
    expect(said({ ...sex, isOpen: false }, 'X')).toEqual(['warning edit.remark.codeUnknown']);
    expect(said({ ...sex, isOpen: true }, 'X')).toEqual(['notice edit.remark.codeOfSite']);
    expect(said(sex, 'F')).toEqual([]);
  });

  it('warns of a decimal comma, and of what is no number', () => {
    expect(said({ kind: 'number' }, '7,4')).toEqual(['warning edit.remark.comma']);
    expect(said({ kind: 'number' }, 'about 7')).toEqual(['warning edit.remark.number']);
    for (const number of ['7', '-7.40', '+0.5', '007']) expect(said({ kind: 'number' }, number)).toEqual([]);
  });

  it('warns of a time that cannot be read as the format writes it', () => {
    expect(said({ kind: 'moment', dataType: 'TS' }, '22.11.2026')).toEqual(['warning edit.remark.moment']);
    expect(said({ kind: 'moment', dataType: 'dateTime' }, '2026-11-22', 'fhir-json')).toEqual([]);
  });

  it('says what a number of a person is, and what is wrong with it', () => {
    const identifier = { kind: 'identifier' as const };
    expect(said(identifier, '14856710182')).toEqual(['fine edit.remark.number.synthetic']);
    expect(said(identifier, '14856710183')).toEqual(['warning edit.remark.number.control-digit']);
    expect(said(identifier, '99999910183')).toEqual(['warning edit.remark.number.control-digit']);
    expect(said(identifier, 'LAB-77')).toEqual([]);
  });

  it('says when the value is longer than the standard allows', () => {
    expect(said({ maxLength: 3 }, 'four')).toEqual(['notice edit.remark.long']);
  });
});
