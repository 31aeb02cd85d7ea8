import type { PushedEvent } from '../../src-shared/contract/index.ts';
import type { Reply } from '../../src-shared/domain/app-error.ts';
import type { ShellKind } from '../platform/ports.ts';
import type { EventStream } from './event-stream.ts';
import type { Caller } from './handler.ts';

/** What the core server needs of the application. */
export type CoreApp = {
  dispatch(name: string, input: unknown, caller: Caller, signal: AbortSignal): Promise<Reply<unknown>>;
  onEvent(listener: (event: PushedEvent) => void): () => void;
  close(): Promise<void>;
};

export type LinkRole = 'core' | 'attached' | 'down';

/** A shell's way to the one core of a data folder, in this process or in another. `call` never rejects. */
export type CoreLink = {
  role(): LinkRole;
  call(request: LinkCall, signal: AbortSignal): Promise<Reply<unknown>>;
  events: EventStream;
  onRole(listener: (role: LinkRole) => void): () => void;
  /** Ends the attachment; as the core: stops listening, closes the application and releases the folder. */
  close(): Promise<void>;
};

export type LinkCall = { name: string; input: unknown; sessionToken: string | null };

/** One life of a connection to a core. `ended` resolves when it is over, never rejects. */
export type CoreSession = {
  role: 'core' | 'attached';
  call(request: LinkCall, signal: AbortSignal): Promise<Reply<unknown>>;
  ended: Promise<void>;
  close(): Promise<void>;
};

export type SessionContext = { shell: ShellKind; events: EventStream };
