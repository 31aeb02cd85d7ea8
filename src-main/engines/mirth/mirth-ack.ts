import { findSegments, openHl7, valueAt } from '../../../src-shared/formats/hl7v2/hl7-document.ts';
import { encodeUtf8 } from '../../../src-shared/formats/shared/text-codec.ts';

/** MSA-1, MSA-2 and MSA-3. `code` one of AA AE AR CA CE CR. */
export type Acknowledgement = { code: string; controlId: string; text: string };

/** The acknowledgement in a receiver's answer, null when there is none that can be read (HL7 v2.5.1 chapter 2, MSA). */
export function readAcknowledgement(answer: string): Acknowledgement | null {
  const document = openHl7(encodeUtf8(answer), { statedEncoding: 'UTF-8' });
  const segment = findSegments(document, 'MSA')[0];
  if (segment === undefined) return null;
  const [code, controlId, text] = [1, 2, 3].map((field) => valueAt(document, segment, { field }).trim());
  return code !== undefined && /^(AA|AE|AR|CA|CE|CR)$/.test(code)
    ? { code, controlId: controlId ?? '', text: text ?? '' }
    : null;
}

export function isPositive(acknowledgement: Acknowledgement): boolean {
  return acknowledgement.code === 'AA' || acknowledgement.code === 'CA';
}

/** MSH-10 of a message, '' when it has none. */
export function controlIdOf(message: string): string {
  const document = openHl7(encodeUtf8(message), { statedEncoding: 'UTF-8' });
  const header = findSegments(document, 'MSH')[0];
  return header === undefined ? '' : valueAt(document, header, { field: 10 }).trim();
}
