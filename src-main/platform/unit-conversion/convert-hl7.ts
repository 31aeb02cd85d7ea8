import type { Body } from '../../../src-shared/domain/message.ts';
import type { JudgedMeasurement } from '../../../src-shared/domain/units/judge-measurement.ts';
import type { Edit, Measurement, ParseOptions, Span } from '../../../src-shared/formats/format.ts';
import {
  type Hl7Document,
  openHl7,
  plainText,
  rawText,
  repetitionSpans,
  segmentPath,
  segmentsNamed,
  valueAt,
} from '../../../src-shared/formats/hl7v2/hl7-document.ts';
import { readHl7Measurements } from '../../../src-shared/formats/hl7v2/hl7-measurements.ts';
import { addHl7Notes } from '../../../src-shared/formats/hl7v2/hl7-notes.ts';
import { formatHl7Path } from '../../../src-shared/formats/hl7v2/hl7-path.ts';
import type { Segment } from '../../../src-shared/formats/hl7v2/hl7-segment.ts';
import { hl7v2Format } from '../../../src-shared/formats/hl7v2/hl7v2-format.ts';
import { composeChanges } from '../../../src-shared/formats/shared/compose-changes.ts';
import {
  type ConversionRefused,
  type Converted,
  type Judge,
  refuseConversion,
  type StandingRule,
} from './conversion-plan.ts';
import { type ConvertedResult, convertResult } from './convert-result.ts';
import { matchRule } from './match-rule.ts';
import { proveConverted } from './prove-converted.ts';
import { markOf, writeNote } from './write-note.ts';

type Result = {
  measured: Measurement;
  judged: JudgedMeasurement;
  standing: StandingRule | null;
  converted: ConvertedResult | null;
};
type FieldChange = Converted['fields'][number];

/** Value, unit and range of each OBX that a rule is about, with a note (NTE) below it that keeps what was sent. */
export function convertHl7(body: Body, rules: readonly StandingRule[], judge: Judge): Converted | ConversionRefused {
  const options: ParseOptions = { statedEncoding: body.encoding };
  const document = openHl7(body.bytes, options);
  const { sender } = hl7v2Format.summary(body.bytes, options).header;
  if (document.index.messageCount !== 1) return refuseConversion('batch');
  const notes = segmentsNamed(document, ['NTE']).map((note) => valueAt(document, note, { field: 3 }));
  if (rules.some(({ rule }) => notes.some((note) => note.includes(markOf(rule.ruleId)))))
    return refuseConversion('already');

  const results: Result[] = [];
  for (const measured of readHl7Measurements(body.bytes, options)) {
    const judged = judge(measured, sender);
    const standing = matchRule(rules, { measured, judged, sender });
    const converted = standing === null ? null : convertResult(standing, measured, judged);
    if (converted !== null && 'kind' in converted) return converted;
    results.push({ measured, judged, standing, converted });
  }
  const segments = segmentsNamed(document, ['OBX']).flatMap((segment) => {
    const own = results.filter(({ measured: { span } }) => span[0] >= segment.start && span[0] < segment.end);
    return own.some(({ standing }) => standing !== null) ? [{ segment, own }] : [];
  });
  if (segments.length === 0) return refuseConversion('nothing');

  const edits: Edit[] = [];
  const fields: FieldChange[] = [];
  const texts: string[] = [];
  for (const { segment, own } of segments) {
    const planned = planSegment(document, segment, own);
    if ('kind' in planned) return planned;
    edits.push(...planned.changes.map(({ path, after }) => ({ path, text: after })));
    fields.push(...planned.changes);
    texts.push(planned.note);
  }
  const noted = addHl7Notes(
    body.bytes,
    segments.map(({ segment }) => [segment.start, segment.end]),
    options,
  );
  if (noted === null) return refuseConversion('note');
  const noteEdits = noted.paths.map((path, index) => ({ path, text: texts[index] ?? '' }));
  const made = hl7v2Format.splice(noted.bytes, [...edits, ...noteEdits], options);
  if (made.kind === 'rejected') return refuseConversion('note');
  const proof = proveConverted(results, readHl7Measurements(made.bytes, options), { judge, sender });
  if (proof !== null) return refuseConversion('notProven', { path: proof });
  return {
    kind: 'made',
    bytes: made.bytes,
    changes: composeChanges(
      noted.changes,
      made.changes.toSorted((a, b) => a.before[0] - b.before[0]),
    ),
    fields: [...fields, ...noteEdits.map(({ path, text }) => ({ path, before: '', after: text }))],
  };
}

type Planned = { measured: Measurement; standing: StandingRule; converted: ConvertedResult };
type Written = { document: Hl7Document; segment: Segment };
type PathOf = (field: number, repetition?: number | null, component?: number | null) => string;

function planSegment(
  document: Hl7Document,
  segment: Segment,
  own: readonly Result[],
): { changes: FieldChange[]; note: string } | ConversionRefused {
  const base = segmentPath(document, segment);
  const pathOf: PathOf = (field, repetition = null, component = null) =>
    formatHl7Path({ ...base, field, repetition, component });
  const whole = own.flatMap(({ measured, standing, converted }) =>
    standing === null || converted === null ? [] : [{ measured, standing, converted }],
  );
  const [first] = whole;
  const spans = repetitionSpans(document, segment, 5);
  // Of several values of one result all share the unit.
  if (first === undefined || whole.length !== spans.length || own.length !== spans.length)
    return refuseConversion('value', { path: pathOf(5) });
  const values = whole.map((planned, index) =>
    planValue({ document, segment }, planned, {
      span: spans[index] ?? [0, 0],
      index,
      isOnly: spans.length === 1,
      pathOf,
    }),
  );
  if (values.includes(null)) return refuseConversion('value', { path: pathOf(5) });
  const units = planUnit({ document, segment }, first, pathOf);
  if (units === null) return refuseConversion('unit', { path: pathOf(6) });
  const { range } = first.converted;
  const ranges = range === null ? [] : [{ path: pathOf(7), before: first.measured.range ?? '', after: range }];
  const changes = [...values.flatMap((each) => each ?? []), ...units, ...ranges];
  return { changes, note: writeNote(first.standing, whole) };
}

/** Null where the number does not stand by itself behind its comparator. */
function planValue(
  { document, segment }: Written,
  { measured, converted }: Planned,
  { span, index, isOnly, pathOf }: { span: Span; index: number; isOnly: boolean; pathOf: PathOf },
): FieldChange | null {
  if (measured.valueType === 'SN') {
    const parts = rawText(document, span).split(String.fromCharCode(segment.separators.component));
    const isAlone = parts[1]?.trim() === measured.value && parts.slice(2).every((part) => part === '');
    return isAlone ? { path: pathOf(5, index + 1, 2), before: parts[1] ?? '', after: converted.value } : null;
  }
  if (measured.valueType !== 'NM' && measured.valueType !== 'ST') return null;
  const plain = plainText(document, segment, span);
  const place = plain.lastIndexOf(measured.value);
  if (place < 0 || !/^\s*(?:<=|>=|≤|≥|<|>)?\s*$/u.test(plain.slice(0, place))) return null;
  const after = `${plain.slice(0, place)}${converted.value}${plain.slice(place + measured.value.length)}`;
  return { path: pathOf(5, isOnly ? null : index + 1), before: plain, after };
}

/** Null where the unit is given in several ways: it would have to be known that all of them mean the same. */
function planUnit(
  { document, segment }: Written,
  { standing: { rule } }: Planned,
  pathOf: PathOf,
): FieldChange[] | null {
  const units = [1, 2, 3, 4, 5, 6].map((component) => valueAt(document, segment, { field: 6, component }));
  const [code = '', text = '', system = '', ...others] = units;
  if (others.some((each) => each !== '') || repetitionSpans(document, segment, 6).length !== 1) return null;
  const newCode = /UCUM/i.test(system) ? rule.expectedUcum : rule.expected;
  return [
    ...(code === '' ? [] : [{ path: pathOf(6, 1, 1), before: code, after: newCode }]),
    ...(text === '' ? [] : [{ path: pathOf(6, 1, 2), before: text, after: rule.expected }]),
  ];
}
