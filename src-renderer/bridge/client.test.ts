import { describe, expect, it, vi } from 'vitest';
import type { ErrorCode, Reply } from '../../src-shared/domain/app-error.ts';
import { CallError } from './call-error.ts';
import { createClient } from './client.ts';
import { createMemoryTokenStore, type Transport } from './transport.ts';

function transportThat(reply: Reply<unknown>) {
  const call = vi.fn(async () => reply);
  const transport = { call, onPush: () => () => undefined, openAddress: () => undefined } as unknown as Transport;
  return { call, transport };
}

const refusal = (code: ErrorCode): Reply<never> => ({
  ok: false,
  error: { code, message: 'No.', messageKey: null, params: {}, retryable: false, traceId: 't' },
});

describe('the client', () => {
  it('carries the token of the person signed in', async () => {
    const { call, transport } = transportThat({ ok: true, value: { done: true } });
    const client = createClient(transport, createMemoryTokenStore());
    await client.call('accounts.lock', {});
    client.signedIn('token');
    await client.call('accounts.lock', {});
    client.signedOut();
    await client.call('accounts.lock', {});
    expect(call.mock.calls.map((args: unknown[]) => args[2])).toEqual([null, 'token', null]);
  });

  it('throws the error as it came', async () => {
    const client = createClient(transportThat(refusal('CONFLICT')).transport, createMemoryTokenStore());
    const failed = await client.call('accounts.lock', {}).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(CallError);
    expect((failed as CallError).shape.code).toBe('CONFLICT');
  });

  it.each([
    ['SIGNED_OUT', 1],
    ['LOCKED', 1],
    ['FORBIDDEN', 0],
  ] as const)('tells of a call refused with %s %i times', async (code, times) => {
    const client = createClient(transportThat(refusal(code)).transport, createMemoryTokenStore());
    const heard = vi.fn();
    client.onRefused(heard);
    await client.call('accounts.lock', {}).catch(() => undefined);
    expect(heard).toHaveBeenCalledTimes(times);
  });
});
