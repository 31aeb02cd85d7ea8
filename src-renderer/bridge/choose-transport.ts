import { bridgeKey, type ElectronBridge } from '../../src-shared/contract/protocol.ts';
import { createElectronTransport } from './electron-transport.ts';
import { createHttpTransport } from './http-transport.ts';
import { takeLaunchSecret } from './launch-secret.ts';
import { createMemoryTokenStore, createSessionTokenStore, type TokenStore, type Transport } from './transport.ts';

/** The one place that looks which shell shows this page. */
export function chooseTransport(): { transport: Transport; tokens: TokenStore } {
  const bridge: unknown = Reflect.get(window, bridgeKey);
  if (bridge !== undefined) {
    return { transport: createElectronTransport(bridge as ElectronBridge), tokens: createMemoryTokenStore() };
  }
  const transport = createHttpTransport({ origin: window.location.origin, secret: takeLaunchSecret(window) });
  return { transport, tokens: createSessionTokenStore(window.sessionStorage) };
}
