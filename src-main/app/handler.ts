import type {
  Contract,
  EventName,
  InputOf,
  NounName,
  OutputOf,
  PayloadOf,
  ProcedureName,
} from '../../src-shared/contract/index.ts';
import type { Account } from '../../src-shared/domain/account.ts';
import type { ShellKind } from '../platform/ports.ts';

/** Who calls. `sessionToken` null = signed out; each shell carries it with every call. */
export type Caller = { sessionToken: string | null; shell: ShellKind };

/**
 * What a handler gets beside its parsed input. `account` is null only for procedures with access *anyone*.
 * `describe` adds to this call's audit outcome: a short summary and target without patient data.
 */
export type CallContext = {
  account: Account | null;
  sessionId: string | null;
  shell: ShellKind;
  traceId: string;
  signal: AbortSignal;
  /** The number of this call's line in the audit log; absent = it leaves none. */
  auditSequence?: number;
  describe(details: { target?: string; summary?: string }): void;
};

/** A context of a signed-in person: what every other procedure can rely on. */
export type PersonContext = CallContext & { account: Account; sessionId: string };

type FullName<N extends NounName, P> = `${N}.${P & string}` & ProcedureName;
type ContextOf<A> = A extends 'anyone' ? CallContext : PersonContext;

/** All handlers of one noun: missing, misspelt or ill-typed ones do not compile. */
export type HandlersOf<N extends NounName> = {
  [P in keyof Contract[N]['procedures']]: (
    input: InputOf<FullName<N, P>>,
    context: Contract[N]['procedures'][P] extends { access: infer A } ? ContextOf<A> : never,
  ) => Promise<OutputOf<FullName<N, P>>>;
};

export type AllHandlers = { [N in NounName]: HandlersOf<N> };

/** Pushes an event to every attached shell. */
export type Emit = <Name extends EventName>(name: Name, payload: PayloadOf<Name>) => void;
