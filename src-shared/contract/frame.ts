/**
 * Contract values on a wire: JSON with every Uint8Array set aside, so that bodies travel as bytes and never as base64.
 * Layout: u32 length of the JSON (big-endian), the JSON (UTF-8), then each byte array as u32 length + bytes.
 * In the JSON a byte array is `{"$bytes": n}`; a real key that begins with `$` gets one more `$`.
 */
export type Frame = Uint8Array<ArrayBuffer>;

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const maxDepth = 200;
const maxBlobs = 50_000;

/** @throws TypeError for values outside the contract (functions, bigint, Map, Date, NaN, undefined in arrays, nested deeper than 200) */
export function encodeFrame(value: unknown): Frame {
  const blobs: Uint8Array[] = [];
  const json = new TextEncoder().encode(JSON.stringify(lift(value, blobs, 0)));
  const size = blobs.reduce((sum, blob) => sum + 4 + blob.length, 4 + json.length);
  const frame = new Uint8Array(size);
  const view = new DataView(frame.buffer);
  view.setUint32(0, json.length);
  frame.set(json, 4);
  let at = 4 + json.length;
  for (const blob of blobs) {
    view.setUint32(at, blob.length);
    frame.set(blob, at + 4);
    at += 4 + blob.length;
  }
  return frame;
}

/** @throws TypeError when the frame is cut off, has trailing bytes or is not of this layout */
export function decodeFrame(encoded: Uint8Array): unknown {
  // A plain view: the slice of a Node Buffer would share its memory, and be a Buffer again.
  const frame = new Uint8Array(encoded.buffer, encoded.byteOffset, encoded.byteLength);
  const view = new DataView(encoded.buffer, encoded.byteOffset, encoded.byteLength);
  let at = 0;
  const take = (): Uint8Array => {
    if (at + 4 > frame.length) throw new TypeError('The frame is cut off.');
    const length = view.getUint32(at);
    if (at + 4 + length > frame.length) throw new TypeError('The frame is cut off.');
    const part = frame.slice(at + 4, at + 4 + length);
    at += 4 + length;
    return part;
  };
  const json: Json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(take()));
  const blobs: Uint8Array[] = [];
  while (at < frame.length) {
    // Four bytes make an empty one: a frame within its limit could hold eight million.
    if (blobs.length === maxBlobs) throw new TypeError('The frame holds too many byte arrays.');
    blobs.push(take());
  }
  return lower(json, blobs);
}

function lift(value: unknown, blobs: Uint8Array[], depth: number): Json {
  if (depth > maxDepth) throw new TypeError('The value is nested too deeply.');
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (value instanceof Uint8Array) return { $bytes: blobs.push(value) - 1 };
  if (Array.isArray(value)) return value.map((item) => lift(item, blobs, depth + 1));
  if (typeof value === 'object' && isPlain(value)) {
    const lifted: Record<string, Json> = {};
    for (const [key, item] of Object.entries(value)) {
      if (item !== undefined) define(lifted, key.startsWith('$') ? `$${key}` : key, lift(item, blobs, depth + 1));
    }
    return lifted;
  }
  throw new TypeError(`A ${typeof value} cannot cross the border.`);
}

function lower(value: Json, blobs: Uint8Array[]): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => lower(item, blobs));
  if (typeof value.$bytes === 'number') {
    const blob = blobs[value.$bytes];
    if (!blob) throw new TypeError('The frame names bytes it does not hold.');
    return blob;
  }
  const lowered: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value))
    define(lowered, key.startsWith('$$') ? key.slice(1) : key, lower(item, blobs));
  return lowered;
}

/** Own property always, so that a `__proto__` key stays data. */
function define<T>(target: Record<string, T>, key: string, value: T): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
