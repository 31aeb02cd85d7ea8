import { encodeFrame } from '../../../src-shared/contract/frame.ts';

/** What the core says when the disk is full. */
export function refusal(): Buffer {
  const error = {
    code: 'STORE_UNAVAILABLE',
    message: 'The disk is full.',
    messageKey: null,
    params: {},
    retryable: false,
    traceId: 'spec',
  };
  return Buffer.from(encodeFrame({ ok: false, error }));
}
