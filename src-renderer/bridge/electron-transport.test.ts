import { describe, expect, it, vi } from 'vitest';
import type { ElectronBridge, IpcRequest } from '../../src-shared/contract/protocol.ts';
import { createElectronTransport } from './electron-transport.ts';

function bridgeThat(invoke: (request: IpcRequest) => Promise<unknown>) {
  const spy = vi.fn(invoke);
  const bridge: ElectronBridge = { invoke: spy, onEvent: () => () => undefined };
  return { spy, transport: createElectronTransport(bridge) };
}

describe('the Electron transport', () => {
  it('gives each call its own id', async () => {
    const { spy, transport } = bridgeThat(async () => ({ ok: true, value: {} }));
    await transport.call('accounts.session', {}, null);
    await transport.call('accounts.session', {}, 'token');
    expect(spy.mock.calls.map(([request]) => request)).toMatchObject([
      { kind: 'call', id: 1, sessionToken: null },
      { kind: 'call', id: 2, sessionToken: 'token' },
    ]);
  });

  it('cancels the call when the caller gives up', async () => {
    const controller = new AbortController();
    const { spy, transport } = bridgeThat(async (request) => {
      if (request.kind === 'call') controller.abort();
      return { ok: true, value: {} };
    });
    await transport.call('accounts.session', {}, null, controller.signal);
    expect(spy).toHaveBeenLastCalledWith({ kind: 'cancel', id: 1 });
  });

  it('asks nothing when the caller gave up before', async () => {
    const { spy, transport } = bridgeThat(async () => ({ ok: true, value: {} }));
    const reply = await transport.call('accounts.session', {}, null, AbortSignal.abort());
    expect(reply).toMatchObject({ ok: false, error: { code: 'CANCELLED' } });
    expect(spy).not.toHaveBeenCalled();
  });

  it('makes an error of a lost main process', async () => {
    const { transport } = bridgeThat(() => Promise.reject(new TypeError('gone')));
    expect(await transport.call('accounts.session', {}, null)).toMatchObject({
      ok: false,
      error: { code: 'STORE_UNAVAILABLE', retryable: true },
    });
  });
});
