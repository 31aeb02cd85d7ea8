import type { ParseOptions } from '../format.ts';
import { openHl7, segmentsNamed, valueAt } from './hl7-document.ts';

/** What was asked for (OBR-4) and what is answered (OBX-3 with its part, OBX-4), by the first component: each once, in the order of the message. */
export function readHl7Services(body: Uint8Array, options: ParseOptions): string[] {
  const document = openHl7(body, options);
  const services = segmentsNamed(document, ['OBR', 'OBX']).map((segment) => {
    const isAnswer = segment.id.toUpperCase() === 'OBX';
    const code = valueAt(document, segment, { field: isAnswer ? 3 : 4, component: 1 }).trim();
    return isAnswer ? `OBX ${code} ${valueAt(document, segment, { field: 4 }).trim()}` : `OBR ${code}`;
  });
  return [...new Set(services)];
}
