import { useState } from 'react';
import type { CallError } from './call-error.ts';
import { newRequestId } from './request-id.ts';

/** After these nobody knows whether the command was carried out: the same id again is the safe way to ask. */
const undecided = new Set(['CANCELLED', 'STORE_UNAVAILABLE', 'OUTCOME_UNKNOWN']);

/**
 * The id of one decision. A definite refusal ends that decision, since the core gives the same answer to the same id for ever;
 * deciding again takes a new id. `renew`: where the same page may decide once more after it has succeeded.
 */
export function useRequestId(): { requestId: string; renewAfter: (error: CallError) => void; renew: () => void } {
  const [requestId, setRequestId] = useState(newRequestId);
  return {
    requestId,
    renew: () => setRequestId(newRequestId()),
    renewAfter: ({ shape }) => {
      if (!undecided.has(shape.code)) setRequestId(newRequestId());
    },
  };
}
