import type { Measurement, ParseOptions, Span } from '../format.ts';
import {
  type Hl7Document,
  openHl7,
  plainText,
  rawText,
  repetitionSpans,
  segmentPath,
  segmentsNamed,
  valueAt,
} from './hl7-document.ts';
import { splitSpan } from './hl7-index.ts';
import { formatHl7Path } from './hl7-path.ts';
import type { Segment } from './hl7-segment.ts';
import { PlaceList, readPlaces } from './hl7-values.ts';
import { IdSet } from './segment-code.ts';

/** Documents, pictures and prose: no value that could have a unit. */
const proseTypes = new Set(['ED', 'RP', 'FT']);

const readSegments = new IdSet(['MSH', 'OBR', 'SPM', 'OBX']);

/** One for each repetition of OBX-5 that has a value. Text without a unit is a comment, not a measurement. */
export function readHl7Measurements(body: Uint8Array, options: ParseOptions): Measurement[] {
  const document = openHl7(body, options);
  const measurements: Measurement[] = [];
  let specimen: string | null = null;
  for (const segment of segmentsNamed(document, readSegments)) {
    const id = segment.id.toUpperCase();
    if (id === 'MSH') specimen = null;
    else if (id === 'OBR') specimen = coded(document, segment, 15);
    else if (id === 'SPM') specimen = coded(document, segment, 4) ?? specimen;
    else if (id === 'OBX') measurements.push(...readResult(document, segment, specimen));
  }
  return measurements;
}

const resultPlaces = new PlaceList([
  { field: 2 },
  { field: 3 },
  { field: 3, component: 2 },
  { field: 3, component: 3 },
  { field: 3, component: 4 },
  { field: 3, component: 6 },
  { field: 6 },
  { field: 6, component: 2 },
  { field: 6, component: 3 },
  { field: 8 },
  { field: 11 },
]);

function readResult(document: Hl7Document, segment: Segment, specimen: string | null): Measurement[] {
  const values: string[] = [];
  readPlaces(document, segment, resultPlaces, values);
  const [type, code, codeText, codeSystem, otherCode, otherSystem, unitCode, unitText, unitSystem, flag, status] =
    values.map(orNull);
  const valueType = type?.toUpperCase() ?? null;
  const unit = unitCode ?? unitText ?? null;
  if (valueType !== null && (proseTypes.has(valueType) || (valueType === 'TX' && unit === null))) return [];
  const base = {
    code: code ?? null,
    codeText: codeText ?? null,
    codeSystem: codeSystem ?? null,
    otherCodes: otherCode ? [{ code: otherCode, system: otherSystem ?? null }] : [],
    valueType,
    unit,
    unitSystem: unitSystem ?? null,
    range: wholeText(document, segment, 7),
    flag: flag ?? null,
    status: status ?? null,
    specimen,
  };
  const spans = repetitionSpans(document, segment, 5);
  const path = { ...segmentPath(document, segment), field: 5 };
  return spans.flatMap((span, index): Measurement[] => {
    const value = readValue(document, segment, span, valueType);
    if (value.value === '') return [];
    return [
      { ...base, ...value, span, path: formatHl7Path({ ...path, repetition: spans.length > 1 ? index + 1 : null }) },
    ];
  });
}

function orNull(value: string): string | null {
  return value.trim() || null;
}

type Value = { value: string; comparator: string | null };

function readValue(document: Hl7Document, segment: Segment, span: Span, valueType: string | null): Value {
  const parts = splitSpan(document.bytes, span, segment.separators.component).map((part) =>
    plainText(document, segment, part).trim(),
  );
  const [first = '', second = '', third = '', fourth = ''] = parts;
  if (rawText(document, span) === '""') return { value: '', comparator: null };
  if (valueType === 'SN') return { value: `${second}${third}${fourth}`, comparator: asComparator(first) };
  if (valueType === 'CE' || valueType === 'CWE' || valueType === 'CNE')
    return { value: second || first, comparator: null };
  const compared = /^(<=|>=|≤|≥|<|>)\s*(\S.*)$/s.exec(first);
  return { value: compared?.[2] ?? first, comparator: asComparator(compared?.[1] ?? '') };
}

/** `<>` and `=` of SN say nothing that a comparison could use. */
function asComparator(text: string): string | null {
  const plain = text.replace('≤', '<=').replace('≥', '>=');
  return ['<', '>', '<=', '>='].includes(plain) ? plain : null;
}

/** Text of a coded value, else its code, null when both are missing. */
function coded(document: Hl7Document, segment: Segment, field: number): string | null {
  return valueAt(document, segment, { field, component: 2 }) || valueAt(document, segment, { field }) || null;
}

function wholeText(document: Hl7Document, segment: Segment, field: number): string | null {
  const span = segment.fieldSpan(field);
  const text = span === null ? '' : plainText(document, segment, span).trim();
  return text === '' || text === '""' ? null : text;
}
