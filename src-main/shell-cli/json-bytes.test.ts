import { describe, expect, it } from 'vitest';
import { fromPrintable, toPrintable } from './json-bytes.ts';

describe('json bytes', () => {
  it('writes byte arrays as base64 at any depth and reads them back', () => {
    const value = { a: Uint8Array.of(0, 255), b: [{ c: new Uint8Array(0) }], d: 'text', e: null };
    const printed: unknown = JSON.parse(JSON.stringify(toPrintable(value)));
    expect(printed).toEqual({ a: { $base64: 'AP8=' }, b: [{ c: { $base64: '' } }], d: 'text', e: null });
    expect(fromPrintable(printed)).toEqual(value);
  });

  it('keeps real properties whose name looks like its own', () => {
    const value = { $base64: 'text', $$base64: 1, other: { $base64: null, more: 1 } };
    expect(fromPrintable(JSON.parse(JSON.stringify(toPrintable(value))))).toEqual(value);
  });

  it('keeps a __proto__ key as a property', () => {
    const value: unknown = JSON.parse('{"__proto__":{"polluted":true}}');
    const read = fromPrintable(toPrintable(value)) as object;
    expect(Object.keys(read)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  });

  it('refuses base64 that is none', () => {
    for (const bad of ['ab c', 'æ', '=ab', 7, null]) expect(() => fromPrintable({ $base64: bad })).toThrow(TypeError);
  });
});
