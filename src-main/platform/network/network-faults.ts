import { AppError, type ErrorCode } from '../../../src-shared/domain/app-error.ts';

type Params = Record<string, string | number>;

/**
 * What can go wrong before a first byte was written to another machine, in English with `{{parameters}}`; the same keys are in
 * `src-shared/texts/engine.*.json`. No parameter ever holds message content.
 */
export const networkSentences = {
  'engine.reason.nameNotFound': 'The name {{host}} cannot be found. Check the address and the network.',
  'engine.reason.connectionRefused': '{{host}}:{{port}} refuses connections. The engine is stopped or restarting.',
  'engine.reason.connectTimeout': '{{host}}:{{port}} cannot be reached. Check network and firewall.',
  'engine.reason.tlsFailed': 'No encrypted connection to {{host}}:{{port}} ({{detail}}).',
  'engine.reason.connectionLost': 'The connection to {{host}}:{{port}} was lost ({{detail}}).',
  'engine.reason.certificateChanged':
    'The certificate of {{host}} is not the pinned one. Found {{found}}. Nothing was sent. Ask the owner before pinning anew.',
  'engine.reason.certificateUntrusted': 'The certificate of {{host}} is not trusted ({{detail}}).',
  'engine.reason.clientCertificateRefused': '{{host}} refuses our client certificate ({{detail}}).',
  'engine.reason.clientCertificateUnreadable':
    'The client certificate or its key cannot be read. Check passphrase and format.',
  'engine.reason.cancelled': 'Cancelled.',
} as const;

export type NetworkSentenceKey = keyof typeof networkSentences;

/** The sentence with its parameters; one that is not given stays visible. */
export function fillSentence(sentence: string, params: Params): string {
  return sentence.replace(/\{\{(\w+)\}\}/g, (whole, name) => String(params[name] ?? whole));
}

/** An AppError whose message is the English sentence of `key`; the same key is its `messageKey`. */
export function networkFault(code: ErrorCode, key: NetworkSentenceKey, params: Params = {}, cause?: unknown): AppError {
  const retryable = code === 'ENGINE_UNREACHABLE';
  return new AppError(code, fillSentence(networkSentences[key], params), { messageKey: key, params, retryable, cause });
}

/**
 * What a socket, name or TLS error means before any byte of a request was written.
 * Codes are Node's (`ECONNREFUSED`, `ENOTFOUND`, …) and OpenSSL's verify results (`DEPTH_ZERO_SELF_SIGNED_CERT`, …).
 */
export function faultOfConnect(error: unknown, place: { host: string; port: number }): AppError {
  if (error instanceof AppError) return error;
  const code = socketErrorCode(error);
  const params = { host: place.host, port: place.port };
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_NODATA')
    return networkFault('ENGINE_UNREACHABLE', 'engine.reason.nameNotFound', params, error);
  if (code === 'ECONNREFUSED')
    return networkFault('ENGINE_UNREACHABLE', 'engine.reason.connectionRefused', params, error);
  if (code === 'ETIMEDOUT' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH' || code === 'EHOSTDOWN')
    return networkFault('ENGINE_UNREACHABLE', 'engine.reason.connectTimeout', params, error);
  if (untrustedCodes.has(code))
    return networkFault('ENGINE_REFUSED', 'engine.reason.certificateUntrusted', { ...params, detail: code }, error);
  if (isClientCertificateRefusal(code))
    return networkFault('ENGINE_REFUSED', 'engine.reason.clientCertificateRefused', { ...params, detail: code }, error);
  if (code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS') || code.startsWith('ERR_OSSL') || code === 'EPROTO')
    return networkFault('ENGINE_UNREACHABLE', 'engine.reason.tlsFailed', { ...params, detail: code }, error);
  return networkFault(
    'ENGINE_UNREACHABLE',
    'engine.reason.connectionLost',
    { ...params, detail: code || 'unknown' },
    error,
  );
}

/** With TLS 1.3 a server refuses a client's certificate after its own handshake is done, by an alert on the open connection. */
function isClientCertificateRefusal(code: string): boolean {
  return code.startsWith('ERR_SSL_TLSV1') || code.startsWith('ERR_SSL_SSLV3_ALERT');
}

export function cancelled(): AppError {
  return networkFault('CANCELLED', 'engine.reason.cancelled');
}

/** Node's or OpenSSL's code of an error, '' when it has none. */
export function socketErrorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if (error instanceof AggregateError && error.errors.length > 0 && !('code' in error))
    return socketErrorCode(error.errors[0]);
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
