import { AppError, type ErrorCode } from '../../../src-shared/domain/app-error.ts';
import { type MirthSentenceKey, sentence } from './mirth-sentences.ts';

type Params = Record<string, string | number>;

/** An AppError whose message is the English sentence of `key`; the same key is its `messageKey`. */
export function fault(code: ErrorCode, key: MirthSentenceKey, params: Params = {}, cause?: unknown): AppError {
  const retryable = code === 'ENGINE_UNREACHABLE' || retryableKeys.has(key);
  return new AppError(code, sentence(key, params), { messageKey: key, params, retryable, cause });
}

const retryableKeys = new Set<MirthSentenceKey>(['engine.reason.cutOff', 'engine.reason.serverError']);

/**
 * What a socket, name or TLS error means before any byte of a request was written.
 * Codes are Node's (`ECONNREFUSED`, `ENOTFOUND`, …) and OpenSSL's verify results (`DEPTH_ZERO_SELF_SIGNED_CERT`, …).
 */
export function faultOfConnect(error: unknown, place: { host: string; port: number }): AppError {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  const params = { host: place.host, port: place.port };
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_NODATA')
    return fault('ENGINE_UNREACHABLE', 'engine.reason.nameNotFound', params, error);
  if (code === 'ECONNREFUSED') return fault('ENGINE_UNREACHABLE', 'engine.reason.connectionRefused', params, error);
  if (code === 'ETIMEDOUT' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH' || code === 'EHOSTDOWN')
    return fault('ENGINE_UNREACHABLE', 'engine.reason.connectTimeout', params, error);
  if (untrustedCodes.has(code))
    return fault('ENGINE_REFUSED', 'engine.reason.certificateUntrusted', { ...params, detail: code }, error);
  if (code.startsWith('ERR_SSL_TLSV1') || code.startsWith('ERR_SSL_SSLV3_ALERT'))
    return fault('ENGINE_REFUSED', 'engine.reason.clientCertificateRefused', { ...params, detail: code }, error);
  if (code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS') || code.startsWith('ERR_OSSL') || code === 'EPROTO')
    return fault('ENGINE_UNREACHABLE', 'engine.reason.tlsFailed', { ...params, detail: code }, error);
  return fault('ENGINE_UNREACHABLE', 'engine.reason.connectionLost', { ...params, detail: code || 'unknown' }, error);
}

/** What a lost answer means for a query; the request itself may have arrived. */
export function faultOfLostAnswer(error: unknown, place: { host: string; port: number }): AppError {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT')
    return fault('ENGINE_UNREACHABLE', 'engine.reason.noAnswer', place, error);
  if (code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH')
    return fault('ENGINE_PROTOCOL', 'engine.reason.cutOff', place, error);
  if (code.startsWith('ERR_SSL_TLSV1'))
    return fault('ENGINE_REFUSED', 'engine.reason.clientCertificateRefused', { ...place, detail: code }, error);
  if (code.startsWith('HPE_')) return fault('ENGINE_PROTOCOL', 'engine.reason.unreadable', place, error);
  return fault('ENGINE_UNREACHABLE', 'engine.reason.connectionLost', { ...place, detail: code || 'unknown' }, error);
}

export function cancelled(): AppError {
  return fault('CANCELLED', 'engine.reason.cancelled');
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if (error instanceof AggregateError && error.errors.length > 0 && !('code' in error)) return codeOf(error.errors[0]);
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

const untrustedCodes = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_UNTRUSTED',
  'CERT_REVOKED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);
