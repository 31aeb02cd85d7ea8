/**
 * Values between a page's isolated world and the main process, as text: what structured clone keeps and JSON does not.
 * Runs in both, so it stands alone: its source is put into the page.
 * @throws Error('An object could not be cloned.') for functions and symbols, as Electron does
 */
export function createWireText() {
  const tag = '#standin';
  type Bytes = Uint8Array & { toBase64?(): string };

  function toBase64(bytes: Bytes): string {
    return bytes.toBase64 ? bytes.toBase64() : Buffer.from(bytes).toString('base64');
  }

  function fromBase64(text: string): Uint8Array {
    const native = Uint8Array as unknown as { fromBase64?(text: string): Uint8Array };
    return native.fromBase64 ? native.fromBase64(text) : new Uint8Array(Buffer.from(text, 'base64'));
  }

  function lift(value: unknown): unknown {
    if (value === undefined) return { [tag]: 'undefined' };
    if (typeof value === 'bigint') return { [tag]: 'bigint', text: String(value) };
    if (typeof value === 'number' && !Number.isFinite(value)) return { [tag]: 'number', text: String(value) };
    if (typeof value === 'function' || typeof value === 'symbol') throw new Error('An object could not be cloned.');
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Uint8Array) return { [tag]: 'bytes', text: toBase64(value) };
    if (value instanceof Date) return { [tag]: 'date', text: String(value.getTime()) };
    if (Array.isArray(value)) return value.map(lift);
    // Pairs, so that no name of a property means anything.
    return { [tag]: 'object', pairs: Object.entries(value).map(([key, item]) => [key, lift(item)]) };
  }

  function lower(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(lower);
    const { [tag]: kind, text = '', pairs = [] } = value as Record<string, string> & { pairs?: [string, unknown][] };
    if (kind === 'undefined') return undefined;
    if (kind === 'bigint') return BigInt(text);
    if (kind === 'number') return Number(text);
    if (kind === 'bytes') return fromBase64(text);
    if (kind === 'date') return new Date(Number(text));
    const lowered = {};
    for (const [key, item] of pairs as [string, unknown][]) {
      Object.defineProperty(lowered, key, { value: lower(item), enumerable: true, writable: true, configurable: true });
    }
    return lowered;
  }

  return {
    write: (value: unknown): string => JSON.stringify(lift(value)),
    read: (text: string): unknown => lower(JSON.parse(text)),
  };
}
