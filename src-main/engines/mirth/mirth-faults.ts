import { AppError, type ErrorCode } from '../../../src-shared/domain/app-error.ts';
import { socketErrorCode } from '../../platform/network/network-faults.ts';
import { type MirthSentenceKey, sentence } from './mirth-sentences.ts';

type Params = Record<string, string | number>;

/** An AppError whose message is the English sentence of `key`; the same key is its `messageKey`. */
export function fault(code: ErrorCode, key: MirthSentenceKey, params: Params = {}, cause?: unknown): AppError {
  const retryable = code === 'ENGINE_UNREACHABLE' || retryableKeys.has(key);
  return new AppError(code, sentence(key, params), { messageKey: key, params, retryable, cause });
}

const retryableKeys = new Set<MirthSentenceKey>(['engine.reason.cutOff', 'engine.reason.serverError']);

/** What a lost answer means for a query; the request itself may have arrived. */
export function faultOfLostAnswer(error: unknown, place: { host: string; port: number }): AppError {
  if (error instanceof AppError) return error;
  const code = socketErrorCode(error);
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT')
    return fault('ENGINE_UNREACHABLE', 'engine.reason.noAnswer', place, error);
  if (code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH')
    return fault('ENGINE_PROTOCOL', 'engine.reason.cutOff', place, error);
  if (code.startsWith('ERR_SSL_TLSV1'))
    return fault('ENGINE_REFUSED', 'engine.reason.clientCertificateRefused', { ...place, detail: code }, error);
  if (code.startsWith('HPE_')) return fault('ENGINE_PROTOCOL', 'engine.reason.unreadable', place, error);
  return fault('ENGINE_UNREACHABLE', 'engine.reason.connectionLost', { ...place, detail: code || 'unknown' }, error);
}
