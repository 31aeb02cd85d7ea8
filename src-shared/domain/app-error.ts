import { z } from 'zod';

/** The closed list of error codes that cross the process border. What each means to the operator is in `locales`. */
export const errorCodes = [
  'BAD_INPUT', // the caller's input does not fit the contract, or names something impossible
  'UNKNOWN_PROCEDURE',
  'SIGNED_OUT', // no session, or one that has ended
  'LOCKED', // the session waits for its owner's secret
  'FORBIDDEN', // role, policy or read-only switch
  'NOT_FOUND',
  'CONFLICT', // somebody else was first, or the state has moved on
  'CANCELLED',
  'ENGINE_UNREACHABLE', // nothing was delivered: name, TCP, TLS or time-out before the request was sent
  'ENGINE_REFUSED', // login, rights or pinned certificate
  'ENGINE_PROTOCOL', // an answer that we cannot read, or an error the engine reported
  'OUTCOME_UNKNOWN', // a command was sent and its answer lost: never retried by a machine
  'STORE_UNAVAILABLE', // key, disk, damage or a newer schema
  'INTERNAL',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/**
 * An error as it crosses the border.
 * `message` is for an operator: what happened and what to do, without any patient data.
 * `messageKey` names a translation in `locales`, with `params`; `message` is its English text.
 */
export const errorShape = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  messageKey: z.string().nullable(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  retryable: z.boolean(),
  traceId: z.string(),
});
export type ErrorShape = z.infer<typeof errorShape>;

export type Reply<T> = { ok: true; value: T } | { ok: false; error: ErrorShape };

export type AppErrorOptions = {
  cause?: unknown;
  retryable?: boolean;
  messageKey?: string;
  params?: Record<string, string | number>;
};

/** The one error class thrown on purpose. Everything else that escapes becomes INTERNAL at `dispatch`. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly messageKey: string | null;
  readonly params: Record<string, string | number>;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.retryable = options.retryable ?? code === 'ENGINE_UNREACHABLE';
    this.messageKey = options.messageKey ?? null;
    this.params = options.params ?? {};
  }
}
