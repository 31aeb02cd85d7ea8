import { ownValue } from '../../domain/own-value.ts';
import type { Receipt } from '../format.ts';
import { findSegments, type Hl7Document, valueAt } from './hl7-document.ts';
import type { Segment } from './hl7-segment.ts';

/** HL7 table 0008. An application error is no acceptance: the message was not taken over. */
const outcomes: Record<string, Receipt['outcome']> = {
  AA: 'accepted',
  CA: 'accepted',
  AE: 'rejected',
  CE: 'rejected',
  AR: 'rejected',
  CR: 'rejected',
};

/** What MSA and ERR say; null when the message has no MSA. Source: HL7 v2.9 sections 2.14.8 and 2.14.5, for ERR-1 v2.4 section 2.15.5. */
export function readHl7Receipt(document: Hl7Document): Receipt | null {
  const [answer] = findSegments(document, 'MSA');
  if (answer === undefined) return null;
  const status = valueAt(document, answer, { field: 1 }).trim().toUpperCase();
  const errors = [
    ...readAnswerError(document, answer),
    ...findSegments(document, 'ERR').map((each) => readError(document, each)),
  ];
  const outcome = ownValue(outcomes, status) ?? 'unknown';
  return {
    outcome: outcome === 'accepted' && errors.some(isFault) ? 'accepted-with-errors' : outcome,
    status,
    refersTo: valueAt(document, answer, { field: 2 }).trim() || null,
    errors,
  };
}

/** MSA-3 and MSA-6, which ERR has replaced. */
function readAnswerError(document: Hl7Document, answer: Segment): Receipt['errors'] {
  const text = valueAt(document, answer, { field: 3 }).trim() || null;
  const code = valueAt(document, answer, { field: 6 }).trim() || null;
  return text === null && code === null ? [] : [{ code, severity: null, text }];
}

function readError(document: Hl7Document, error: Segment): Receipt['errors'][number] {
  const read = (field: number, component = 1) => valueAt(document, error, { field, component }).trim() || null;
  // Until v2.4 the code stood in the fourth component of ERR-1.
  const old = valueAt(document, error, { field: 1, component: 4 }).trim() || null;
  return { code: read(3) ?? old, severity: read(4), text: read(8) ?? read(7) ?? read(3, 2) };
}

/** I and W of HL7 table 0516 inform and warn; without a severity it is an error. */
function isFault({ severity }: Receipt['errors'][number]): boolean {
  return severity !== 'I' && severity !== 'W';
}
