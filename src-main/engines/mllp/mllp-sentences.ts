import { checkSentences } from '../../platform/network/check-place.ts';
import { fillSentence, networkSentences } from '../../platform/network/network-faults.ts';

/**
 * Every sentence this adapter can say, in English with `{{parameters}}`; the same keys are in `src-shared/texts/engine.*.json`.
 * No parameter ever holds message content.
 */
export const mllpSentences = {
  ...networkSentences,
  ...checkSentences,
  'engine.reason.mllpNotUsed': 'Nothing has been sent over it since start, and nothing is sent by itself.',
  'engine.reason.mllpNoAnswer':
    'Sent, but no acknowledgement came within {{seconds}} s. The receiver may have taken the message or not.',
  'engine.reason.mllpMismatched':
    'Sent, but no acknowledgement of this message came. Of others or unreadable ones: {{count}}. The receiver may have taken the message or not.',
  'engine.reason.mllpCut':
    'The connection was cut after the message was sent and before an acknowledgement. The receiver may have taken it or not.',
  'engine.reason.mllpTruncated':
    'The acknowledgement began but never ended. The receiver may have taken the message or not.',
  'engine.reason.mllpNotMllp':
    'What came back is not MLLP. The message was sent; whether anybody took it is not known.',
  'engine.reason.mllpTooLarge':
    'The acknowledgement was larger than {{kilobytes}} kB and was cut. The receiver may have taken the message or not.',
  'engine.reason.mllpCancelled': 'The wait for the acknowledgement was cut short. The message had been sent.',
  'engine.cannot.readOnly': 'This connection is read-only.',
  'engine.cannot.mllpInProduction':
    'Sending straight to a receiver is a test instrument and off in PRODUCTION: no engine log would show it to a colleague.',
  'engine.cannot.mllpNotHl7': 'Only HL7 v2 messages, beginning with MSH, can be sent over MLLP.',
  'engine.cannot.mllpNoControlId':
    'The message has no control id (MSH-10), so its acknowledgement could not be told from others.',
  'engine.cannot.mllpFrameBytes': 'The message holds control characters that MLLP uses to mark its end (VT or FS).',
  'engine.cannot.mllpNoStore': 'A receiver keeps no messages for us: only what comes from an engine can be sent to it.',
  'engine.cannot.mllpOneDestination': 'It goes to one receiver; there are no destinations to choose from.',
  'engine.cannot.mllpConfirm': 'A receiver cannot be asked later: what it answered at the send is all there is.',
  'engine.cannot.mllpLifecycle': 'A receiver cannot be started or stopped from here.',
  'engine.cannot.mllpCopies': 'A receiver cannot tell whether others have sent it the same message.',
  'engine.check.mllpPlain': 'Not encrypted: everybody on the way can read what is sent.',
  'engine.check.mllpStaysOpen': 'The receiver keeps the connection open. Nothing was sent.',
  'engine.check.mllpCutsOff': 'The receiver accepts the connection and cuts it at once. It may not know this machine.',
} as const;

export type MllpSentenceKey = keyof typeof mllpSentences;

export function sentence(key: MllpSentenceKey, params: Record<string, string | number>): string {
  return fillSentence(mllpSentences[key], params);
}
