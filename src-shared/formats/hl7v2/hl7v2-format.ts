import type { Format, FormatNode, NodeParts, ParsedMessage, ParseOptions } from '../format.ts';
import { type Hl7Document, openHl7 } from './hl7-document.ts';
import { allSegments, ordinalAt, segmentAt } from './hl7-index.ts';
import { readHl7Measurements } from './hl7-measurements.ts';
import { createSegmentNode } from './hl7-nodes.ts';
import { indexHl7 } from './hl7-pass.ts';
import { findHl7Places } from './hl7-places.ts';
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
  places: findHl7Places,
};

/** Certain with MSH, FHS or BHS in front; likely when the lines at least look like segments of a patient or a result. */
function detectHl7(head: Uint8Array): number {
  const segments = [...allSegments(indexHl7({ bytes: head, text: null }))];
  const [first] = segments;
  if (first === undefined) return 0;
  if (first.isHeader) return 1;
  if (/^(MSH|FHS|BHS)$/i.test(first.id)) return 0.6;
  return segments.some((segment) => /^(MSH|PID|PV1|OBR|OBX|ORC|EVN|MSA)$/.test(segment.id) && segment.fieldCount > 0)
    ? 0.5
    : 0;
}

function parseHl7(body: Uint8Array, options: ParseOptions): ParsedMessage {
  const document = openHl7(body, options);
  const { charset, reason } = document.charset;
  const parts = createParts(document);
  let nodes: FormatNode[] | null = null;
  return {
    format: 'hl7v2',
    sizeBytes: body.length,
    charset: { name: charset.name, reason },
    get nodes() {
      nodes ??= Array.from(allSegments(document.index), (segment) => createSegmentNode(document, segment));
      return nodes;
    },
    problems: findHl7Problems(document),
    partCount: document.index.segmentCount,
    parts,
  };
}

function createParts(document: Hl7Document): NodeParts {
  const { index } = document;
  return {
    count: index.segmentCount,
    nodeAt(at) {
      const segment = segmentAt(index, at + 1);
      return segment === null ? null : createSegmentNode(document, segment);
    },
    spanAt(at) {
      const segment = segmentAt(index, at + 1);
      return segment === null ? null : [segment.start, segment.end];
    },
    indexAt: (byte) => ordinalAt(index, byte) - 1,
  };
}
