import { AppError, type ErrorCode } from '../../../src-shared/domain/app-error.ts';
import { type MllpSentenceKey, sentence } from './mllp-sentences.ts';

/** An AppError whose message is the English sentence of `key`; the same key is its `messageKey`. Nothing here is retried by a machine. */
export function fault(code: ErrorCode, key: MllpSentenceKey, params: Record<string, string | number> = {}): AppError {
  return new AppError(code, sentence(key, params), { messageKey: key, params });
}
