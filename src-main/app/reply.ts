import { AppError, type ErrorShape, type Reply } from '../../src-shared/domain/app-error.ts';
import type { Logger } from '../platform/ports.ts';

type Failed = Extract<Reply<never>, { ok: false }>;

export function failedReply(error: AppError, traceId: string): Failed {
  const { code, message, messageKey, params, retryable } = error;
  return { ok: false, error: { code, message, messageKey, params, retryable, traceId } satisfies ErrorShape };
}

/**
 * Any thrown thing as an AppError. What was not thrown on purpose becomes INTERNAL: its text stays behind,
 * because the text of a parser's or a library's error often quotes the value it stumbled over.
 */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (isAbort(thrown)) return new AppError('CANCELLED', 'The call was cancelled.', { cause: thrown });
  return new AppError('INTERNAL', 'Something went wrong inside Vaktbord. The log has the trace id.', {
    cause: thrown,
    messageKey: 'errors.internal',
  });
}

/** Names, codes and places in our own files, never the text of an error that is not ours. */
export function logFailure(logger: Logger, error: AppError, details: { procedure: string; traceId: string }): void {
  const fields = { ...details, code: error.code, key: error.messageKey, cause: describeCauses(error.cause) };
  if (error.code === 'INTERNAL' || error.code === 'STORE_UNAVAILABLE') logger.error('call failed', fields);
  else logger.info('call refused', fields);
}

function describeCauses(cause: unknown): string | null {
  const described: string[] = [];
  for (let at = cause; at instanceof Error && described.length < 4; at = at.cause) {
    const code = 'code' in at ? ` ${asWord(at.code)}` : '';
    described.push(`${asWord(at.name)}${code}${firstFrames(at.stack)}`);
  }
  return described.length === 0 ? null : described.join(' from ');
}

/** Names and codes of errors are one word; anything else was put there by somebody. */
function asWord(value: unknown): string {
  return typeof value === 'string' && /^[A-Za-z][A-Za-z0-9_]{0,49}$/.test(value) ? value : '[not a word]';
}

/** A stack begins with the message, which may hold line breaks: only lines that are frames are taken. */
function firstFrames(stack: string | undefined): string {
  const frames = (stack ?? '').split('\n').filter((line) => /^ {4}at [^\s(]+ \(?[^()]*:\d+:\d+\)?$/.test(line));
  return frames
    .slice(0, 4)
    .map((line) => ` ${line.trim()}`)
    .join('');
}

function isAbort(thrown: unknown): boolean {
  return thrown instanceof Error && (thrown.name === 'AbortError' || thrown.name === 'TimeoutError');
}
