import type { EditStep } from '../../../src-shared/domain/edit-step.ts';
import type { Body } from '../../../src-shared/domain/message.ts';
import type { Edit, Format, MessageSummary, ParsedMessage, SpliceResult } from '../../../src-shared/formats/format.ts';
import { detectFormat, formatOf } from '../../../src-shared/formats/index.ts';
import { type Charset, findCharset, windows1252 } from '../../../src-shared/formats/shared/charset.ts';
import { applySteps, type SteppedBody, type StepsWatch } from '../../../src-shared/formats/shared/steps/apply-steps.ts';
import { createTextMap, type TextMap } from '../../../src-shared/formats/shared/text-map.ts';
import { hl7Dictionaries } from '../../platform/hl7-dictionaries.ts';

/** Text and tree stop here: a page with more of it helps nobody and costs the renderer seconds. */
export const maxShownBytes = 512 * 1024;

/** A stored body with its format and character set found. */
export type OpenBody = {
  bytes: Uint8Array;
  encoding: string | null;
  format: Format;
  parsed: ParsedMessage;
  map: TextMap;
  charset: Charset;
  /** Carries a signature over its content; any change would break it (design §8). */
  isSigned: boolean;
  splice(edits: Edit[]): SpliceResult;
  applySteps(steps: readonly EditStep[], watch: StepsWatch): SteppedBody;
  summary(): MessageSummary;
};

export function openBody(body: Body): OpenBody {
  const format = formatOf(detectFormat(body.bytes));
  const options = { statedEncoding: body.encoding, dictionaries: hl7Dictionaries };
  const parsed = format.parse(body.bytes, options);
  const map = createTextMap(body.bytes, parsed.charset.name);
  return {
    bytes: body.bytes,
    encoding: body.encoding,
    format,
    parsed,
    map,
    charset: findCharset(map.charset) ?? windows1252,
    isSigned: signatures.some((mark) => map.text.includes(mark)),
    splice: (edits) => format.splice(body.bytes, edits, options),
    applySteps: (steps, watch) => applySteps(body.bytes, steps, { format, options, ...watch }),
    summary: () => format.summary(body.bytes, options),
  };
}

/** XML Signature and S/MIME, as ebXML and KITH messages carry them. */
const signatures = ['http://www.w3.org/2000/09/xmldsig#', 'application/pkcs7-'];

/** The same for a body of any size: nothing is decoded. */
export function holdsSignature(bytes: Uint8Array): boolean {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const written = (mark: string) => [
    Buffer.from(mark),
    Buffer.from(mark, 'utf16le'),
    Buffer.from(mark, 'utf16le').swap16(),
  ];
  return signatures.flatMap(written).some((mark) => body.includes(mark));
}

/** The beginning of a body that is too large to show, cut behind a line or at least between two characters. */
export function clipBody(body: Body): { body: Body; isTruncated: boolean } {
  if (body.bytes.length <= maxShownBytes) return { body, isTruncated: false };
  let end = maxShownBytes;
  const line = Math.max(body.bytes.lastIndexOf(0x0d, end - 1), body.bytes.lastIndexOf(0x0a, end - 1)) + 1;
  if (line > end / 2) end = line;
  else while (end > 0 && ((body.bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return { body: { ...body, bytes: body.bytes.subarray(0, end) }, isTruncated: true };
}
