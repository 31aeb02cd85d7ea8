import type { Reply } from '../domain/app-error.ts';
import type { InputOf, OutputOf, ProcedureName, PushedEvent } from './index.ts';

/**
 * The door as every caller sees it, in process, over the local socket, over IPC or over HTTP.
 * `call` never rejects: errors are data. `signal` stops waiting and, where it can, the work.
 */
export type DispatchClient = {
  call<Name extends ProcedureName>(
    name: Name,
    input: InputOf<Name>,
    sessionToken: string | null,
    signal?: AbortSignal,
  ): Promise<Reply<OutputOf<Name>>>;
  /** Events from now on; the function returned ends it. */
  onEvent(listener: (event: PushedEvent) => void): () => void;
};
