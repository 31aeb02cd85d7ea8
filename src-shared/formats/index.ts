import { binaryFormat } from './binary/binary-format.ts';
import { fhirFormat } from './fhir-json/fhir-format.ts';
import type { Finding, Format, FormatId, ParsedMessage, ParseOptions, ValidateOptions } from './format.ts';
import { hl7v2Format } from './hl7v2/hl7v2-format.ts';
import { jsonFormat } from './json/json-format.ts';
import { kithXmlFormat } from './kith-xml/kith-xml-format.ts';
import { validateTree } from './shared/profile/validate-tree.ts';
import { createTextMap, type TextMap } from './shared/text-map.ts';
import { textFormat } from './text/text-format.ts';
import { xmlFormat } from './xml/xml-format.ts';

/** All formats, most particular first; of two equally sure ones the earlier is taken. */
export const formats: readonly Format[] = [
  hl7v2Format,
  fhirFormat,
  kithXmlFormat,
  xmlFormat,
  jsonFormat,
  binaryFormat,
  textFormat,
];

const headBytes = 4096;

/** The format that is surest of the beginning of the body; plain text when none is, also for an empty body. */
export function detectFormat(bytes: Uint8Array): FormatId {
  const head = bytes.subarray(0, headBytes);
  let best: { id: FormatId; certainty: number } = { id: 'text', certainty: 0 };
  for (const { id, detect } of formats) {
    const certainty = detect(head);
    if (certainty > best.certainty) best = { id, certainty };
    if (certainty === 1) break;
  }
  return best.id;
}

/** What reads a body of that format. */
export function formatOf(id: FormatId): Format {
  return formats.find((format) => format.id === id) ?? textFormat;
}

/** Detects and parses in one go. */
export function parseMessage(bytes: Uint8Array, options: ParseOptions): ParsedMessage {
  return formatOf(detectFormat(bytes)).parse(bytes, options);
}

/** The body as text, by the character set its format chooses, with the way between byte and text offsets. */
export function decodeBody(bytes: Uint8Array, options: ParseOptions): TextMap {
  return createTextMap(bytes, parseMessage(bytes, options).charset.name);
}

/**
 * What is wrong with a body by the standard of its format and by the profiles that apply to it: at most 500 findings, in the order of the body.
 * Problems of the form are those of `parseMessage`.
 */
export function validateMessage(bytes: Uint8Array, options: ValidateOptions): Finding[] {
  const id = detectFormat(bytes);
  const format = formatOf(id);
  // HL7 v2 looks at every message of a batch by itself.
  return format.id === 'hl7v2' ? format.validate(bytes, options) : validateTree({ id, format, bytes, options });
}
