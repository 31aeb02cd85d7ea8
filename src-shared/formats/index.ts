import { binaryFormat } from './binary/binary-format.ts';
import { fhirFormat } from './fhir-json/fhir-format.ts';
import type { Format, FormatId, ParsedMessage, ParseOptions } from './format.ts';
import { hl7v2Format } from './hl7v2/hl7v2-format.ts';
import { jsonFormat } from './json/json-format.ts';
import { kithXmlFormat } from './kith-xml/kith-xml-format.ts';
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
