import { randomUUID } from 'node:crypto';
import { AppError, type ErrorCode, type Reply } from '../../src-shared/domain/app-error.ts';

/** A failed reply made outside `dispatch`: by a shell or on the way to the core. */
export function failureReply(
  code: ErrorCode,
  message: string,
  options: { retryable?: boolean; messageKey?: string } = {},
): Extract<Reply<never>, { ok: false }> {
  return {
    ok: false,
    error: {
      code,
      message,
      messageKey: options.messageKey ?? null,
      params: {},
      retryable: options.retryable ?? false,
      traceId: randomUUID(),
    },
  };
}

/** For a door: an AppError keeps its words, anything else becomes INTERNAL without its text. */
export function replyOfError(error: unknown): Extract<Reply<never>, { ok: false }> {
  if (!(error instanceof AppError)) return failureReply('INTERNAL', 'Something unexpected happened; see the log.');
  const reply = failureReply(error.code, error.message, { retryable: error.retryable });
  return { ok: false, error: { ...reply.error, messageKey: error.messageKey, params: error.params } };
}
