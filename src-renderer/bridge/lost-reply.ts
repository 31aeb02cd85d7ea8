import type { ErrorCode, Reply } from '../../src-shared/domain/app-error.ts';

/** A reply made on this side of the wire, for a call that the shell never answered. */
export function lostReply(code: ErrorCode, messageKey: string, message: string): Reply<never> {
  const retryable = code === 'STORE_UNAVAILABLE';
  return { ok: false, error: { code, message, messageKey, params: {}, retryable, traceId: '' } };
}

export const cancelledReply = (): Reply<never> => lostReply('CANCELLED', 'error.CANCELLED', 'The call was called off.');

export const shellLostReply = (): Reply<never> =>
  lostReply('STORE_UNAVAILABLE', 'error.shellLost', 'The console does not reach its core.');

export const shellEndedReply = (): Reply<never> =>
  lostReply('SIGNED_OUT', 'error.shellEnded', 'This page is no longer connected to its console.');
