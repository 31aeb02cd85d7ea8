import type { Body } from '../domain/message.ts';
import type { ReplayFacts } from './format.ts';
import { readHl7ReplayFacts } from './hl7v2/hl7-replay-facts.ts';
import { detectFormat, formatOf } from './index.ts';

/** What decides whether a message may be sent again; null for one that its format stumbles over. */
export function readReplayFacts({ bytes, encoding }: Pick<Body, 'bytes' | 'encoding'>): ReplayFacts | null {
  const options = { statedEncoding: encoding };
  try {
    const format = formatOf(detectFormat(bytes));
    const { header, patientKeys, orderKeys, version, receipt } = format.summary(bytes, options);
    const own =
      format.id === 'hl7v2'
        ? readHl7ReplayFacts(bytes, options)
        : { hasAddress: null, isProtected: null, isCancelled: version === 'withdrawn', startsAt: null };
    return { ...own, header, format: format.id, patientKeys, orderKeys, version, receipt };
  } catch {
    return null;
  }
}
