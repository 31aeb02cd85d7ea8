/**
 * Contract values as plain JSON for a command line: a byte array is `{"$base64": "…"}` in both directions. A real
 * property of that name, after any number of `$`, is written with one more `$`.
 */
export function toPrintable(value: unknown): unknown {
  if (value instanceof Uint8Array) return { [bytesKey]: Buffer.from(value).toString('base64') };
  return mapJson(value, toPrintable, (key) => (isBytesLike(key) ? `$${key}` : key));
}

/** @throws TypeError for base64 that is none */
export function fromPrintable(value: unknown): unknown {
  if (isRecord(value) && Object.keys(value).length === 1 && Object.hasOwn(value, bytesKey)) {
    return decodeBase64(value[bytesKey]);
  }
  return mapJson(value, fromPrintable, (key) => (isBytesLike(key) && key !== bytesKey ? key.slice(1) : key));
}

const bytesKey = '$base64';

function isBytesLike(key: string): boolean {
  return /^\$+base64$/.test(key);
}

function mapJson(value: unknown, map: (value: unknown) => unknown, rename: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map(map);
  if (!isRecord(value)) return value;
  const mapped: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    // Own property always, so that a `__proto__` key stays data.
    Object.defineProperty(mapped, rename(key), {
      value: map(item),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return mapped;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function decodeBase64(text: unknown): Uint8Array {
  if (typeof text !== 'string' || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new TypeError('Not base64.');
  return new Uint8Array(Buffer.from(text, 'base64'));
}
