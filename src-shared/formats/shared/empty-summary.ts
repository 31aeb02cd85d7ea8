import type { FormatId, MessageSummary } from '../format.ts';

/** What is known of a body whose format has no header that we read. */
export function emptySummary(format: FormatId): MessageSummary {
  return {
    header: { messageControlId: null, messageType: null, sender: null, receiver: null, messageAt: null },
    format,
    recipients: [],
    patientKeys: [],
    orderKeys: [],
    visitKeys: [],
    urgency: 'unknown',
    version: null,
    patient: null,
    receipt: null,
  };
}
