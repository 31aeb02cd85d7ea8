import { describe, expect, it } from 'vitest';
import { holdsNationalNumber, identifierKind } from './identifiers.ts';

describe('identifierKind', () => {
  it('tells the kinds of Norwegian numbers inside a text', () => {
    expect(identifierKind('fnr 26815909444')).toBe('fnr');
    expect(identifierKind('51874 51874348302')).toBe('dnr');
    expect(identifierKind('05456001234')).toBe('hnr');
    expect(identifierKind('number 90180539785.')).toBe('fhn');
    expect(identifierKind('90128')).toBe('id');
  });

  it('takes a mistyped national number for one, and eleven other digits with 8 or 9 in front for none', () => {
    expect(holdsNationalNumber('26815909445')).toBe(true);
    expect(holdsNationalNumber('90180539786')).toBe(false);
    expect(holdsNationalNumber('90180539785')).toBe(true);
  });
});
