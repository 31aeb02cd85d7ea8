import type { FormatNode, MaskKind, Span } from '../format.ts';
import { holdsNationalNumber, identifierKind } from '../shared/identifiers.ts';
import { byteKind } from './byte-kinds.ts';
import { type Hl7Document, isPlainId, rawText, segmentPath, unescaped } from './hl7-document.ts';
import { splitSpan } from './hl7-index.ts';
import { describeNode, labelOfSegment, type PlaceNumbers } from './hl7-meaning.ts';
import { formatHl7Path, type Hl7Path } from './hl7-path.ts';
import type { Segment } from './hl7-segment.ts';
import { mayHoldPatientNumber, meaningOfPlace } from './sensitivity.ts';

/** `id`: that of the segment in capitals. */
type Owner = { document: Hl7Document; segment: Segment; id: string };

type Place = PlaceNumbers & { owner: Owner; path: string; span: Span };

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
    children() {
      const owner: Owner = { document, segment, id: segment.id.toUpperCase() };
      const base = formatHl7Path(path);
      const nodes = isReadable || isLoose ? [] : [createIdNode(document, segment, path)];
      const { fieldCount } = segment;
      for (let field = 1; field <= fieldCount; field += 1) nodes.push(createFieldNode(owner, base, field));
      return nodes;
    },
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

function createFieldNode(owner: Owner, base: string, field: number): FormatNode {
  const { segment } = owner;
  const span = segment.fieldSpan(field) ?? [segment.end, segment.end];
  const place: Place = {
    owner,
    path: `${base}-${field}`,
    span,
    field,
    repetition: null,
    component: null,
    subcomponent: null,
  };
  if ((segment.isHeader && field <= 2) || !hasSeparator(segment, span)) return createNode(place, `${field}`, []);
  const parts = splitSpan(segment.source.bytes, span, segment.separators.repetition).map(
    (part, index): Place => ({ ...place, path: `${place.path}[${index + 1}]`, span: part, repetition: index + 1 }),
  );
  const [only = place] = parts;
  return createNode(place, `${field}`, parts.length > 1 ? parts : componentPlaces(only));
}

function hasSeparator({ marking, source }: Segment, [start, end]: Span): boolean {
  const { kinds } = marking;
  const { bytes } = source;
  for (let at = start; at < end; at += 1) if (kinds[bytes[at] ?? 0] === byteKind.separator) return true;
  return false;
}

/** No places where there is only one component, which is the whole. */
function componentPlaces(place: Place): Place[] {
  const { bytes } = place.owner.document;
  const { component, subcomponent } = place.owner.segment.separators;
  const parts = splitSpan(bytes, place.span, component);
  if (parts.length === 1 && splitSpan(bytes, place.span, subcomponent).length === 1) return [];
  return parts.map((span, index) => ({ ...place, path: `${place.path}.${index + 1}`, span, component: index + 1 }));
}

function subcomponentPlaces(place: Place): Place[] {
  const { document, segment } = place.owner;
  const parts = splitSpan(document.bytes, place.span, segment.separators.subcomponent);
  if (parts.length === 1) return [];
  return parts.map((span, index) => ({ ...place, path: `${place.path}.${index + 1}`, span, subcomponent: index + 1 }));
}

function placesBelow(place: Place): Place[] {
  if (place.subcomponent !== null || !hasSeparator(place.owner.segment, place.span)) return [];
  return place.component === null ? componentPlaces(place) : subcomponentPlaces(place);
}

function createNode(place: Place, name: string, parts: Place[]): FormatNode {
  const { owner, path, span, field } = place;
  const { document, segment, id } = owner;
  const raw = rawText(document, span);
  const isLeaf = parts.length === 0;
  const { maskAs, clinical } = meaningOfPlace(id, field, place.component);
  const shown = refineKind(maskAs, raw, isLeaf && mayHoldPatientNumber(id, field));
  const text = isLeaf && !(segment.isHeader && field <= 2) ? unescaped(document, segment, raw) : raw;
  const isPatient = shown !== null;
  const { label, dataType, meaning, content } = describeNode(document, {
    segment,
    id,
    at: place,
    text: isLeaf ? text : null,
    isPatient,
  });
  return {
    path,
    name,
    label,
    dataType,
    meaning,
    content,
    span,
    text,
    sensitivity: isPatient ? 'patient' : 'none',
    maskAs: shown,
    clinical,
    isEmpty: raw === '',
    isExplicitNull: raw === '""',
    hasChildren: !isLeaf,
    children: () => parts.map((part) => createNode(part, lastNumber(part), placesBelow(part))),
  };
}

/** The place says what kind of value it is; a national number is called one wherever it is. */
function refineKind(kind: MaskKind | null, text: string, isSearched: boolean): MaskKind | null {
  if (kind === 'id' || kind === 'text') return holdsNationalNumber(text) ? identifierKind(text) : kind;
  return kind === null && isSearched && holdsNationalNumber(text) ? identifierKind(text) : kind;
}

function lastNumber({ repetition, component, subcomponent }: PlaceNumbers): string {
  return `${subcomponent ?? component ?? `[${repetition}]`}`;
}
