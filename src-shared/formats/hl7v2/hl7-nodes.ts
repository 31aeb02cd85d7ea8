import type { FormatNode, MaskKind, Span } from '../format.ts';
import { holdsNationalNumber, identifierKind } from '../shared/identifiers.ts';
import { type Hl7Document, isPlainId, plainText, rawText, segmentPath } from './hl7-document.ts';
import { splitSpan } from './hl7-index.ts';
import { describeNode, labelOfSegment } from './hl7-meaning.ts';
import { formatHl7Path, type Hl7Path } from './hl7-path.ts';
import type { Segment } from './hl7-segment.ts';
import { mayHoldPatientNumber, meaningOfPlace } from './sensitivity.ts';

type Place = { document: Hl7Document; segment: Segment; path: Hl7Path; span: Span };

/** One node a segment; fields when it is opened, repetitions and components when those are. */
export function createSegmentNode(document: Hl7Document, segment: Segment): FormatNode {
  const path = segmentPath(document, segment);
  const span: Span = [segment.start, segment.end];
  const isReadable = isPlainId(segment);
  // A line without fields is content of unknown kind, cut loose by a line end inside a value.
  const isLoose = segment.fieldCount === 0 && !isReadable;
  return {
    path: formatHl7Path(path),
    name: isReadable ? segment.id : `@${segment.ordinal}`,
    label: isReadable ? labelOfSegment(document.dictionary, segment.id.toUpperCase()) : null,
    span,
    text: isLoose ? rawText(document, span) : null,
    sensitivity: isLoose ? 'patient' : 'none',
    maskAs: isLoose ? 'text' : null,
    clinical: isLoose,
    content: 'value',
    dataType: null,
    meaning: null,
    isEmpty: segment.fieldCount === 0 && !isLoose,
    isExplicitNull: false,
    hasChildren: segment.fieldCount > 0,
    children: () => [
      ...(isReadable || isLoose ? [] : [createIdNode(document, segment, path)]),
      ...Array.from({ length: segment.fieldCount }, (_, index) => createFieldNode(document, segment, path, index + 1)),
    ],
  };
}

/** What stands in place of a segment id but is none, as field 0: it may be the rest of a value. It cannot be edited alone. */
function createIdNode(document: Hl7Document, segment: Segment, path: Hl7Path): FormatNode {
  const span: Span = [segment.start, (segment.fieldSpan(1)?.[0] ?? segment.end + 1) - 1];
  return {
    path: `${formatHl7Path(path)}-0`,
    name: '0',
    label: null,
    span,
    text: rawText(document, span),
    sensitivity: 'patient',
    maskAs: 'text',
    clinical: false,
    content: 'value',
    dataType: null,
    meaning: null,
    isEmpty: span[0] === span[1],
    isExplicitNull: false,
    hasChildren: false,
    children: () => [],
  };
}

function createFieldNode(document: Hl7Document, segment: Segment, parent: Hl7Path, field: number): FormatNode {
  const span = segment.fieldSpan(field) ?? [segment.end, segment.end];
  const place: Place = { document, segment, path: { ...parent, field }, span };
  if (segment.isHeader && field <= 2) return createNode(place, `${field}`, []);
  const repetitions = splitSpan(document.bytes, span, segment.separators.repetition);
  const parts = repetitions.map(
    (part, index): Place => ({ ...place, path: { ...place.path, repetition: index + 1 }, span: part }),
  );
  const [only = place] = parts;
  return createNode(place, `${field}`, parts.length > 1 ? parts : componentPlaces(only));
}

/** No places where there is only one component, which is the whole. */
function componentPlaces(place: Place): Place[] {
  return partPlaces(place, 'component', place.segment.separators.component);
}

function partPlaces(place: Place, key: 'component' | 'subcomponent', separator: number): Place[] {
  const parts = splitSpan(place.document.bytes, place.span, separator);
  if (parts.length === 1 && !(key === 'component' && hasSubcomponents(place))) return [];
  return parts.map((span, index) => ({ ...place, path: { ...place.path, [key]: index + 1 }, span }));
}

function hasSubcomponents({ document, segment, span }: Place): boolean {
  return splitSpan(document.bytes, span, segment.separators.subcomponent).length > 1;
}

function placesBelow(place: Place): Place[] {
  if (place.path.subcomponent !== null) return [];
  if (place.path.component !== null) return partPlaces(place, 'subcomponent', place.segment.separators.subcomponent);
  return componentPlaces(place);
}

function createNode(place: Place, name: string, parts: Place[]): FormatNode {
  const { document, segment, path, span } = place;
  const raw = rawText(document, span);
  const isLeaf = parts.length === 0;
  const id = segment.id.toUpperCase();
  const { maskAs, clinical } = meaningOfPlace(id, path.field ?? 0, path.component);
  const shown = refineKind(maskAs, raw, isLeaf && mayHoldPatientNumber(id, path.field ?? 0));
  const text = isLeaf && !(segment.isHeader && (path.field ?? 0) <= 2) ? plainText(document, segment, span) : raw;
  const isPatient = shown !== null;
  return {
    path: formatHl7Path(path),
    name,
    ...describeNode(document, { segment, path, text: isLeaf ? text : null, isPatient }),
    span,
    text,
    sensitivity: isPatient ? 'patient' : 'none',
    maskAs: shown,
    clinical,
    isEmpty: raw === '',
    isExplicitNull: raw === '""',
    hasChildren: !isLeaf,
    children: () => parts.map((part) => createNode(part, lastNumber(part.path), placesBelow(part))),
  };
}

/** The place says what kind of value it is; a national number is called one wherever it is. */
function refineKind(kind: MaskKind | null, text: string, isSearched: boolean): MaskKind | null {
  if (kind === 'id' || kind === 'text') return holdsNationalNumber(text) ? identifierKind(text) : kind;
  return kind === null && isSearched && holdsNationalNumber(text) ? identifierKind(text) : kind;
}

function lastNumber(path: Hl7Path): string {
  return `${path.subcomponent ?? path.component ?? `[${path.repetition}]`}`;
}
