import type { Format, ParsedMessage, ParseOptions } from '../format.ts';
import { openHl7 } from './hl7-document.ts';
import { indexHl7 } from './hl7-index.ts';
import { readHl7Measurements } from './hl7-measurements.ts';
import { createSegmentNode } from './hl7-nodes.ts';
import { findHl7Problems } from './hl7-problems.ts';
import { spliceHl7 } from './hl7-splice.ts';
import { summariseHl7 } from './hl7-summary.ts';
import { validateHl7 } from './validate/validate-hl7.ts';

/** HL7 v2.x in its vertical-bar encoding, alone, in a batch or several in one body. */
export const hl7v2Format: Format = {
  id: 'hl7v2',
  detect: detectHl7,
  parse: parseHl7,
  splice: spliceHl7,
  summary: summariseHl7,
  measurements: readHl7Measurements,
  validate: validateHl7,
};

/** Certain with MSH, FHS or BHS in front; likely when the lines at least look like segments of a patient or a result. */
function detectHl7(head: Uint8Array): number {
  const { segments } = indexHl7(head);
  const [first] = segments;
  if (first === undefined) return 0;
  if (first.isHeader) return 1;
  if (/^(MSH|FHS|BHS)$/i.test(first.id)) return 0.6;
  return segments.some((segment) => segment.fieldCount > 0 && /^(MSH|PID|PV1|OBR|OBX|ORC|EVN|MSA)$/.test(segment.id))
    ? 0.5
    : 0;
}

function parseHl7(body: Uint8Array, options: ParseOptions): ParsedMessage {
  const document = openHl7(body, options);
  const { charset, reason } = document.charset;
  return {
    format: 'hl7v2',
    sizeBytes: body.length,
    charset: { name: charset.name, reason },
    nodes: document.index.segments.map((segment) => createSegmentNode(document, segment)),
    problems: findHl7Problems(document),
    partCount: document.index.segments.length,
  };
}
