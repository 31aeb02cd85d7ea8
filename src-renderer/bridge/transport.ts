import type { InputOf, OutputOf, ProcedureName } from '../../src-shared/contract/index.ts';
import type { Push } from '../../src-shared/contract/protocol.ts';
import type { Reply } from '../../src-shared/domain/app-error.ts';

/**
 * What carries the contract from this page to its shell. `call` never rejects: a lost shell is an error as data.
 * `onPush` delivers what the shell pushes from now on; the function returned ends it.
 * `openAddress` shows an in-app address in a new window where the shell leaves that to the page, else does nothing;
 * so does `openOutside` with a web address that the core gave.
 */
export type Transport = {
  call<Name extends ProcedureName>(
    name: Name,
    input: InputOf<Name>,
    sessionToken: string | null,
    signal?: AbortSignal,
  ): Promise<Reply<OutputOf<Name>>>;
  onPush(listener: (push: Push) => void): () => void;
  openAddress(address: string): void;
  openOutside(address: string): void;
};

/** Where this page keeps the token of the signed-in person. */
export type TokenStore = { read(): string | null; write(token: string | null): void };

export function createMemoryTokenStore(): TokenStore {
  let token: string | null = null;
  return {
    read: () => token,
    write: (next) => {
      token = next;
    },
  };
}

/** Survives a reload of the tab, ends with it. */
export function createSessionTokenStore(storage: Storage): TokenStore {
  const key = 'vaktbord.session';
  return {
    read: () => storage.getItem(key),
    write: (token) => (token === null ? storage.removeItem(key) : storage.setItem(key, token)),
  };
}
