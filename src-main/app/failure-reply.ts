import { randomUUID } from 'node:crypto';
import { AppError, type AppErrorOptions, type ErrorCode, type Reply } from '../../src-shared/domain/app-error.ts';
import { failedReply, toAppError } from './reply.ts';

type Failed = Extract<Reply<never>, { ok: false }>;

/** A failed reply made outside `dispatch`: by a shell, or on the way to the core. */
export function failureReply(code: ErrorCode, message: string, options: AppErrorOptions = {}): Failed {
  return replyOfError(new AppError(code, message, options));
}

export function replyOfError(thrown: unknown): Failed {
  return failedReply(toAppError(thrown), randomUUID());
}

/** Nothing was done: the call never got to a core. */
export function unreachableReply(): Failed {
  return failureReply('STORE_UNAVAILABLE', 'The core of this data folder does not answer. Trying to reach it again.', {
    retryable: true,
  });
}
