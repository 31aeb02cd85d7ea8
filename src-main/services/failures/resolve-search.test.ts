import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { resolveSearch } from './resolve-search.ts';

const world = {
  now: Date.UTC(2026, 10, 26, 12),
  zone: 'Europe/Oslo',
  engines: [
    { connectionId: 'c1', name: 'Mirth øst' },
    { connectionId: 'c2', name: 'Mirth vest' },
  ],
};
const conditionOf = (text: string) => resolveSearch(text, world).condition;
const at = (text: string) => Date.parse(text);

describe('a search as the store understands it', () => {
  it('leaves free text to the text search', () => {
    expect(resolveSearch('kalium', world)).toEqual({ text: 'kalium', condition: null });
    expect(resolveSearch('  ', world)).toEqual({ text: null, condition: null });
    expect(conditionOf('kalium natrium')).toMatchObject({ kind: 'and', parts: [{ kind: 'text' }, { kind: 'text' }] });
  });

  it('resolves engines by name, ages by the clock and times by the wall clock in Norway', () => {
    expect(conditionOf('engine:VEST')).toEqual({ kind: 'connection', connectionIds: ['c2'] });
    expect(conditionOf('age:<2h')).toEqual({ kind: 'time', from: at('2026-11-26T10:00Z') + 1, to: null });
    expect(conditionOf('age:>=1d')).toEqual({ kind: 'time', from: null, to: at('2026-11-25T12:00Z') + 1 });
    expect(conditionOf('time:2026-07-01')).toEqual({
      kind: 'time',
      from: at('2026-06-30T22:00Z'),
      to: at('2026-07-01T22:00Z'),
    });
    expect(conditionOf('time:>=2026-11-26T08')).toEqual({ kind: 'time', from: at('2026-11-26T07:00Z'), to: null });
    expect(conditionOf('time:<2026-11-26')).toEqual({ kind: 'time', from: null, to: at('2026-11-25T23:00Z') });
  });

  it('takes numbers of patients and orders by their keys, wherever they are said to stand', () => {
    for (const text of ['patient:123', 'PID-3:123', 'PID-3.1:123'])
      expect(conditionOf(text)).toEqual({ kind: 'key', purpose: 'patient', value: '123' });
    for (const text of ['order:9', 'OBR-2.1:9', 'ORC-3:9'])
      expect(conditionOf(text)).toEqual({ kind: 'key', purpose: 'order', value: '9' });
    expect(conditionOf('MSH-10:A1*')).toEqual({ kind: 'control-id', text: 'A1', isPrefix: true });
    expect(conditionOf('OBX-3:2345-7')).toMatchObject({ kind: 'field', path: 'OBX-3' });
  });

  it.each(['PID-5:x', 'PID-5.1:x', 'PID-3:1*', 'NK1-2:x'])('refuses patient data by address: %s', (text) => {
    expect(() => conditionOf(text)).toThrow(expect.objectContaining({ messageKey: 'search.fault.patient-field' }));
  });

  it('names the place of a fault and never quotes what was written', () => {
    expect(() => conditionOf('a tyep:12345678901')).toThrow(
      expect.objectContaining({
        code: 'BAD_INPUT',
        messageKey: 'search.fault.unknown-field',
        params: { field: 'tyep', at: 2, length: 4 },
      }),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        try {
          resolveSearch(text, world);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
    );
  });
});
