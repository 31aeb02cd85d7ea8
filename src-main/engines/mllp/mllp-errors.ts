import { writeErrorLine } from '../../../src-shared/domain/replay.ts';
import { findSegments, type Hl7Document, valueAt } from '../../../src-shared/formats/hl7v2/hl7-document.ts';

/**
 * The first error of an acknowledgement. `code` of HL7 table 0357, null when it is none of them; `place` as `PID-3.1`, '' when not told;
 * `text` is the receiver's own and content.
 */
export type AckError = { code: string | null; place: string; text: string };

/** HL7 table 0357, message error condition codes, v2.5.1 chapter 2. Each has a sentence `engine.ack.error.<code>`. */
export const errorConditions = [
  '100',
  '101',
  '102',
  '103',
  '200',
  '201',
  '202',
  '203',
  '204',
  '205',
  '206',
  '207',
] as const;

/** ERR as of v2.5 (ERR-2, ERR-3, ERR-8), else as before it (ERR-1), else MSA-6. */
export function readAckError(document: Hl7Document): AckError | null {
  const errors = findSegments(document, 'ERR');
  const segment = errors.find((each) => !['I', 'W'].includes(valueAt(document, each, { field: 4 }))) ?? errors[0];
  if (segment === undefined) return readMsaError(document);
  const at = (field: number, component = 1, subcomponent = 1) =>
    valueAt(document, segment, { field, component, subcomponent }).trim();
  const isOld = at(3) === '';
  if (isOld) {
    return { code: known(at(1, 4)), place: placeOf([at(1, 1), at(1, 3)]), text: at(1, 4, 2) };
  }
  const place = placeOf([at(2, 1), at(2, 3), at(2, 5)]);
  return { code: known(at(3)), place, text: at(8) || at(7) || at(3, 2) };
}

function readMsaError(document: Hl7Document): AckError | null {
  const [segment] = findSegments(document, 'MSA');
  if (segment === undefined) return null;
  const code = known(valueAt(document, segment, { field: 6 }).trim());
  return code === null
    ? null
    : { code, place: '', text: valueAt(document, segment, { field: 6, component: 2 }).trim() };
}

function known(code: string): string | null {
  return errorConditions.find((each) => each === code) ?? null;
}

/** Only names of segments and numbers get through: the rest could be content. */
function placeOf([segment = '', field = '', component = '']: string[]): string {
  if (!/^[A-Z][A-Z0-9]{2}$/.test(segment)) return '';
  if (!/^\d{1,3}$/.test(field)) return segment;
  return /^\d{1,2}$/.test(component) ? `${segment}-${field}.${component}` : `${segment}-${field}`;
}

/** The key of a sentence with its parameters: what the error condition means, else what the code means. */
export function explainAnswer({ code, error }: { code: string; error: AckError | null }): string {
  const isRefusal = code !== 'AA' && code !== 'CA';
  if (!isRefusal || error === null || error.code === null)
    return writeErrorLine({ key: `engine.ack.${code}`, params: {} });
  const place = error.place === '' ? {} : { place: error.place, context: 'place' };
  return writeErrorLine({ key: `engine.ack.error.${error.code}`, params: place });
}
