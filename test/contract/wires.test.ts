import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkWires } from './link-wires.ts';
import { pageWires } from './page-wires.ts';
import type { Wire } from './wire.ts';

const allBytes = Uint8Array.from({ length: 256 }, (_, index) => index);

const values: [string, unknown][] = [
  ['nothing', null],
  ['texts', { empty: '', norwegian: 'Blåbærsyltetøy på Ålgård', emoji: '🩺', nul: 'a\u0000b', lone: '\u2028' }],
  ['numbers', [0, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER, 0.1]],
  ['nesting', { a: [{ b: [[[{ c: null }]]] }], empty: {}, none: [] }],
  ['every byte', { bytes: allBytes }],
  ['bytes among bytes', [new Uint8Array(0), { a: allBytes, b: [allBytes.slice(0, 3)] }, allBytes]],
  ['keys that look like the wire', { $bytes: 0, $$bytes: 1, $: 2, nested: { $bytes: 'x' }, '#standin': 'bytes' }],
  ['names of built-ins', { constructor: 1, toString: 'x', hasOwnProperty: null, length: 3 }],
];

describe.each([...linkWires, ...pageWires])('the contract over $name', ({ shell, open }) => {
  let wire: Wire;
  beforeAll(async () => {
    wire = await open();
  }, 60_000);
  afterAll(() => wire?.close());

  it.each(values)('brings back %s unchanged', async (_what, value) => {
    expect(await wire.call('echo.value', value)).toStrictEqual({ ok: true, value });
  });

  it('keeps a __proto__ key as a property and changes no prototype', async () => {
    const value: unknown = JSON.parse('{"__proto__":{"polluted":true},"a":1}');
    const reply = await wire.call('echo.value', value);
    if (!reply.ok) throw new TypeError(reply.error.message);
    expect(Object.keys(reply.value as object)).toEqual(['__proto__', 'a']);
    expect(Object.getPrototypeOf(reply.value)).toBe(Object.prototype);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('brings back two megabytes unchanged', async () => {
    const bytes = new Uint8Array(2 * 1024 * 1024).map((_, index) => index % 251);
    const reply = await wire.call('echo.value', { bytes });
    expect(reply.ok && Buffer.compare((reply.value as { bytes: Uint8Array }).bytes, bytes)).toBe(0);
  });

  it('carries the session token and names its shell', async () => {
    expect(await wire.call('echo.caller', {}, 'token-1')).toMatchObject({
      ok: true,
      value: { sessionToken: 'token-1', shell: pageShells.includes(shell) ? expect.any(String) : shell },
    });
  });

  it('brings errors as data, and none of the text of an unexpected one', async () => {
    expect(await wire.call('echo.fail', {})).toMatchObject({
      ok: false,
      error: { code: 'CONFLICT', message: 'Somebody else was first.', messageKey: null, params: {}, retryable: true },
    });
    expect(await wire.call('no.such', {})).toMatchObject({ ok: false, error: { code: 'UNKNOWN_PROCEDURE' } });
    const thrown = await wire.call('echo.throw', {});
    expect(thrown).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
    expect(JSON.stringify(thrown)).not.toContain('secret');
  });

  it('answers a hundred calls at once, each with its own value', async () => {
    const inputs = Array.from({ length: 100 }, (_, index) => ({ index }));
    const replies = await Promise.all(inputs.map((input) => wire.call('echo.value', input)));
    expect(replies).toEqual(inputs.map((value) => ({ ok: true, value })));
  });

  it('cancels a call that nobody waits for any more', async () => {
    const { cancel, reply } = await wire.start('echo.wait');
    await expect.poll(() => wire.call('echo.counts', {})).toMatchObject({ value: { waiting: 1 } });
    await cancel();
    expect(await reply).toMatchObject({ ok: false, error: { code: 'CANCELLED' } });
    await expect.poll(() => wire.call('echo.counts', {})).toMatchObject({ value: { waiting: 0, cancelled: 1 } });
  });

  it('brings 20 000 events in order, without a hole', async () => {
    const before = await wire.received();
    await wire.call('echo.emit', 20_000);
    await expect.poll(async () => (await wire.received()).sequences.length, { timeout: 30_000 }).toBe(20_000);
    const after = await wire.received();
    expect(after.sequences).toEqual(Array.from({ length: 20_000 }, (_, index) => index + 1));
    expect(after.gaps).toBe(before.gaps);
  });
});

/** In these the core runs in the process of the test, which calls itself what the link was opened as. */
const pageShells = ['browser'];
