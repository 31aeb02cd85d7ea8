import type { MessageSummary } from './format.ts';

/** Messages about blood products: HL7 v2.5 chapter 4 (orders, dispense and transfusion status). */
const bloodCodes = /^(OMB|ORB|BPS|BRP|BTS|BRT)\b/;

/**
 * Whether somebody may come to harm while it waits: it says that it is urgent, takes back or corrects what was acted on, or is about blood.
 */
export function needsHaste({
  urgency,
  version,
  header,
}: Pick<MessageSummary, 'urgency' | 'version' | 'header'>): boolean {
  if (urgency === 'urgent' || version === 'corrected' || version === 'withdrawn') return true;
  return bloodCodes.test(header.messageType?.toUpperCase() ?? '');
}
