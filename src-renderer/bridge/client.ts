import type { InputOf, OutputOf, ProcedureName } from '../../src-shared/contract/index.ts';
import type { Push } from '../../src-shared/contract/protocol.ts';
import { CallError } from './call-error.ts';
import type { TokenStore, Transport } from './transport.ts';

/**
 * The door of the features. `call` carries the session's token and throws CallError.
 * `onRefused` hears each call refused for want of an unlocked session, so that the page can ask for it.
 */
export type Client = {
  call<Name extends ProcedureName>(name: Name, input: InputOf<Name>, signal?: AbortSignal): Promise<OutputOf<Name>>;
  onPush(listener: (push: Push) => void): () => void;
  onRefused(listener: () => void): () => void;
  signedIn(sessionToken: string): void;
  signedOut(): void;
  openAddress(address: string): void;
  openOutside(address: string): void;
};

export function createClient(transport: Transport, tokens: TokenStore): Client {
  const refusedListeners = new Set<() => void>();

  return {
    async call(name, input, signal) {
      const reply = await transport.call(name, input, tokens.read(), signal);
      if (reply.ok) return reply.value;
      const { code } = reply.error;
      if (code === 'SIGNED_OUT' || code === 'LOCKED') {
        for (const listener of refusedListeners) listener();
      }
      throw new CallError(reply.error);
    },
    onPush: (listener) => transport.onPush(listener),
    onRefused(listener) {
      refusedListeners.add(listener);
      return () => void refusedListeners.delete(listener);
    },
    signedIn: (sessionToken) => tokens.write(sessionToken),
    signedOut: () => tokens.write(null),
    openAddress: (address) => transport.openAddress(address),
    openOutside: (address) => transport.openOutside(address),
  };
}
