import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame } from './frame.ts';

const encoder = new TextEncoder();

/** A frame put together by hand: JSON text, then byte arrays, each with a length that may lie. */
function aFrame(json: string, blobs: { length: number; bytes: Uint8Array }[] = []): Uint8Array {
  const text = encoder.encode(json);
  const parts = [{ length: text.length, bytes: text }, ...blobs];
  const frame = new Uint8Array(parts.reduce((sum, { bytes }) => sum + 4 + bytes.length, 0));
  let at = 0;
  for (const { length, bytes } of parts) {
    new DataView(frame.buffer).setUint32(at, length);
    frame.set(bytes, at + 4);
    at += 4 + bytes.length;
  }
  return frame;
}

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
    fc.string({ unit: 'grapheme' }),
    fc.uint8Array({ maxLength: 20 }),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.constantFrom('$bytes', '$$', '__proto__', 'constructor'), fc.string()), tie('any'), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
})).any;

describe('frames', () => {
  it('give every value back as it was, whatever its keys are called', () => {
    fc.assert(
      fc.property(value, (given) => {
        expect(decodeFrame(encodeFrame(given))).toEqual(given);
      }),
    );
  });

  it('are decoded or refused, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), (tail, json) => {
        for (const bytes of [tail, aFrame(json, [{ length: tail.length, bytes: tail }])]) {
          try {
            decodeFrame(bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(Error);
          }
        }
      }),
    );
  });

  it('are refused when a length claims more than there is', () => {
    const four = encoder.encode('four');
    expect(() => decodeFrame(aFrame('{}', [{ length: 0xffff_ffff, bytes: four }]))).toThrow(TypeError);
    expect(() => decodeFrame(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x7b, 0x7d))).toThrow(TypeError);
    expect(() => decodeFrame(Uint8Array.of(0, 0))).toThrow(TypeError);
  });

  it('are refused when they name bytes that are not there', () => {
    for (const place of ['-1', '0', '1e308', '0.5']) {
      expect(() => decodeFrame(aFrame(`{"$bytes":${place}}`))).toThrow(TypeError);
    }
  });

  it('are refused when they hold millions of empty byte arrays', () => {
    const frame = new Uint8Array(4 + 2 + 4 * 200_000);
    frame.set(aFrame('{}'));
    expect(() => decodeFrame(frame)).toThrow('too many');
  });

  it('keep a key that is the name of a prototype as data', () => {
    const decoded = decodeFrame(aFrame('{"__proto__":{"isAdmin":true}}')) as Record<string, unknown>;
    expect(Object.getPrototypeOf(decoded)).toBe(Object.prototype);
    expect(Object.hasOwn(decoded, '__proto__')).toBe(true);
    expect((decoded as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  it('are not made of what is nested too deeply or is no value of the contract', () => {
    let deep: unknown = null;
    for (let level = 0; level < 300; level += 1) deep = [deep];
    for (const bad of [deep, Number.NaN, new Date(0), new Map(), [undefined], () => null, 1n]) {
      expect(() => encodeFrame(bad)).toThrow(TypeError);
    }
  });
});
