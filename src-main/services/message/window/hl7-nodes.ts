import type { FormatNode, ParseOptions, Span } from '../../../../src-shared/formats/format.ts';
import { type Hl7Document, openHl7, segmentsNamed } from '../../../../src-shared/formats/hl7v2/hl7-document.ts';
import { ordinalAt, segmentAt } from '../../../../src-shared/formats/hl7v2/hl7-index.ts';
import { createSegmentNode } from '../../../../src-shared/formats/hl7v2/hl7-nodes.ts';
import type { Hl7Index } from '../../../../src-shared/formats/hl7v2/hl7-pass.ts';
import { parseHl7Path } from '../../../../src-shared/formats/hl7v2/hl7-path.ts';
import { findHl7Problems } from '../../../../src-shared/formats/hl7v2/hl7-problems.ts';
import type { Segment } from '../../../../src-shared/formats/hl7v2/hl7-segment.ts';
import { createSegmentFinder } from '../../../../src-shared/formats/hl7v2/segment-finder.ts';
import { createSpreadingPattern } from '../../../../src-shared/formats/shared/mask.ts';
import type { TopNodes } from './top-nodes.ts';

/** Segments whose values mean the patient wherever they stand. */
export const personSegments: readonly string[] = ['PID', 'PD1', 'MRG', 'NK1', 'GT1', 'IN1', 'IN2'];
/** Enough for one message about a family; more only slows every search. */
const maxPersonSegments = 500;
const maxPatterns = 50;

/** The segments of a body of any size as nodes made one at a time. */
export function hl7Nodes(bytes: Uint8Array, options: ParseOptions) {
  const document = openHl7(bytes, options);
  const { index: segments } = document;
  const findSegment = createSegmentFinder(document);
  const { charset, reason } = document.charset;
  const nodes = new Map<number, FormatNode>();
  const top: TopNodes = {
    count: segments.segmentCount,
    at(index) {
      const known = nodes.get(index);
      if (known !== undefined) return known;
      if (nodes.size > 20_000) nodes.clear();
      const made = createSegmentNode(document, segmentAt(segments, index + 1)!);
      nodes.set(index, made);
      return made;
    },
    overlapping: (span) => overlapping(segments, span),
    candidates(path) {
      const parsed = parseHl7Path(path);
      const segment =
        parsed === null
          ? null
          : findSegment({ ...parsed, field: null, repetition: null, component: null, subcomponent: null });
      return segment === null ? [] : [segment.ordinal - 1];
    },
    spreadingAt: spreadingPatterns(document),
  };
  return {
    format: 'hl7v2',
    charset: { name: charset.name, reason },
    top,
    problems: findHl7Problems(document),
    partCount: segments.segmentCount,
  };
}

function overlapping(index: Hl7Index, [start, end]: Span): number[] {
  const found: number[] = [];
  for (let at = firstEndingFrom(index, start); at < index.segmentCount; at += 1) {
    const segment = segmentAt(index, at + 1)!;
    if (segment.start > end || (segment.start === end && start !== end)) break;
    found.push(at);
  }
  return found;
}

function firstEndingFrom(index: Hl7Index, byte: number): number {
  const last = segmentAt(index, ordinalAt(index, byte));
  if (last === null) return 0;
  return last.end < byte ? last.ordinal : last.ordinal - 1;
}

/** One pattern for each message of the body: what means the patient of one means nothing in the next. */
function spreadingPatterns(document: Hl7Document): TopNodes['spreadingAt'] {
  const { index } = document;
  const patterns = new Map<number, RegExp | null>();
  let byMessage: Map<number, Segment[]> | null = null;
  return (byte) => {
    byMessage ??= personSegmentsByMessage(document);
    const message = segmentAt(index, Math.min(firstEndingFrom(index, byte) + 1, index.segmentCount))?.message ?? 0;
    const known = patterns.get(message);
    if (known !== undefined) return known;
    if (patterns.size > maxPatterns) patterns.clear();
    const persons = byMessage.get(message) ?? [];
    const nodes = persons.map((segment) => createSegmentNode(document, segment));
    const pattern = createSpreadingPattern({ nodes });
    patterns.set(message, pattern);
    return pattern;
  };
}

function personSegmentsByMessage(document: Hl7Document): Map<number, Segment[]> {
  const byMessage = new Map<number, Segment[]>();
  for (const segment of segmentsNamed(document, personSegments)) {
    const persons = byMessage.get(segment.message);
    if (persons === undefined) byMessage.set(segment.message, [segment]);
    else if (persons.length < maxPersonSegments) persons.push(segment);
  }
  return byMessage;
}
