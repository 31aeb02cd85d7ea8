import type { Hl7Dictionary } from '../../../domain/hl7-dictionary.ts';
import type { Edit, Finding, Problem, Span } from '../../format.ts';
import type { ProblemRule } from '../../shared/problem.ts';
import { type Hl7Document, plainText, segmentPath, valueAt } from '../hl7-document.ts';
import { formatHl7Path } from '../hl7-path.ts';
import type { Segment } from '../hl7-segment.ts';

/** A place that is looked at: null from where it is not narrowed down. `span`: its bytes. */
export type PlaceInMessage = {
  segment: Segment;
  field: number | null;
  repetition: number | null;
  component: number | null;
  subcomponent: number | null;
  span: Span;
};

/** `reference` left out: the place in the standard. */
export type Report = {
  rule: ProblemRule;
  at: PlaceInMessage;
  params?: Problem['params'];
  severity?: Problem['severity'];
  reference?: string | null;
  fix?: Edit[] | null;
  profile?: Finding['profile'];
};

/**
 * One message of the body and what the checks need. `code`, `trigger`, `structureName`: MSH-9 in capitals, null where it is empty.
 * `ids` are read once: each look at a segment's own reads its bytes again.
 * `version` as the dictionary's content has it, else as MSH-12 says.
 */
export type MessageScope = {
  document: Hl7Document;
  segments: readonly Segment[];
  /** Of the segments, in capitals. */
  ids: readonly string[];
  header: Segment;
  code: string | null;
  trigger: string | null;
  structureName: string | null;
  version: string;
  dictionary: Hl7Dictionary | null;
  now: number | null;
  zone: string;
  report(report: Report): void;
};

export function segmentPlace(segment: Segment): PlaceInMessage {
  const span: Span = [segment.start, Math.min(segment.start + 3, segment.end)];
  return { segment, field: null, repetition: null, component: null, subcomponent: null, span };
}

/** Where a field is, or, when it is not there, the segment that lacks it. */
export function fieldPlace(segment: Segment, field: number): PlaceInMessage {
  const place = segmentPlace(segment);
  return { ...place, field, span: segment.fieldSpan(field) ?? place.span };
}

export function pathOf(document: Hl7Document, at: PlaceInMessage): string {
  const { field, repetition, component, subcomponent } = at;
  return formatHl7Path({ ...segmentPath(document, at.segment), field, repetition, component, subcomponent });
}

/** Whether something is written there, be it the order to delete. */
export function isValued(segment: Segment, field: number): boolean {
  const span = segment.fieldSpan(field);
  return span !== null && span[1] > span[0];
}

export function readText(document: Hl7Document, { segment, span }: PlaceInMessage): string {
  return plainText(document, segment, span);
}

export function readCode(document: Hl7Document, segment: Segment, field: number, component = 1): string | null {
  return valueAt(document, segment, { field, component }).trim().toUpperCase() || null;
}

/** Chapters of the standard, the same in every version from 2.3 on. */
const chapters: Record<string, number> = {
  ...Object.fromEntries(
    ['MSH', 'MSA', 'ERR', 'NTE', 'DSC', 'SFT', 'FHS', 'BHS', 'BTS', 'FTS', 'UAC'].map((id) => [id, 2]),
  ),
  ...Object.fromEntries(['EVN', 'PID', 'PD1', 'NK1', 'PV1', 'PV2', 'MRG', 'AL1', 'IAM', 'DB1'].map((id) => [id, 3])),
  ...Object.fromEntries(['ORC', 'OBR', 'TQ1', 'TQ2', 'RXO', 'RXE', 'RXD', 'RXA'].map((id) => [id, 4])),
  ...Object.fromEntries(['FT1', 'DG1', 'PR1', 'GT1', 'IN1', 'IN2', 'ACC'].map((id) => [id, 6])),
  ...Object.fromEntries(['OBX', 'SPM'].map((id) => [id, 7])),
};

/** `HL7 v2.5.1 ch. 3 PID-3`. */
export function standardPlace({ version }: Pick<MessageScope, 'version'>, { segment, field }: PlaceInMessage): string {
  const id = segment.id.toUpperCase();
  const chapter = chapters[id] === undefined ? '' : ` ch. ${chapters[id]}`;
  return `HL7 v${version}${chapter} ${field === null ? id : `${id}-${field}`}`;
}
