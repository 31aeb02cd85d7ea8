import type { Body } from '../domain/message.ts';
import type { MessageSummary } from './format.ts';
import { detectFormat, formatOf } from './index.ts';
import { patientValues } from './shared/patient-values.ts';
import { redactText } from './shared/redact.ts';

const maxLineLength = 300;
/** Redaction sees more than is kept, so that nothing at the cut is taken for something else. */
const readLineLength = 2000;

type Read = { summary: MessageSummary | null; values: string[] };
const unread: Read = { summary: null, values: [] };

/**
 * What a list says of a message, and the patient's values in it. Both empty without a body, and for one that its format stumbles over:
 * the message must be listed all the same.
 */
export function readForList(body: Body | null): Read {
  if (body === null) return unread;
  const { bytes, encoding } = body;
  try {
    const options = { statedEncoding: encoding };
    const format = formatOf(detectFormat(bytes));
    return { summary: format.summary(bytes, options), values: patientValues(format.parse(bytes, options)) };
  } catch {
    return unread;
  }
}

/**
 * An engine's error line as a list may show it, at most 300 characters. A value longer than the line is not in it;
 * a whole document in a field would only make the search for it too large.
 */
export function redactLine(line: string, values: string[]): string {
  const read = line.slice(0, readLineLength);
  const within = values.filter((value) => value.length <= read.length);
  return redactText(read, within).slice(0, maxLineLength);
}
