import type { Edit, ParseOptions, Span, SpliceResult } from '../format.ts';
import { chooseCharset } from '../shared/choose-charset.ts';
import { rejectEdit, spliceBytes } from '../shared/splice.ts';
import { isWide } from '../shared/wide-encoding.ts';
import { type Hl7Document, openHl7, readDeclaredCharset } from './hl7-document.ts';
import { indexHl7 } from './hl7-pass.ts';
import { comparePlaces, type Hl7Path, parseHl7Path } from './hl7-path.ts';
import type { Segment } from './hl7-segment.ts';
import { createSegmentFinder } from './segment-finder.ts';
import { editSegment, type PlannedEdit } from './splice-segment.ts';

type Spliced = Extract<SpliceResult, { kind: 'spliced' }>;
type Rejected = Extract<SpliceResult, { kind: 'rejected' }>;
type Planned = PlannedEdit & { segment: Segment };

/** HL7 defines no segment with more fields; a larger number is a slip, and would fill the message with separators. */
const maxPlace = 250;

/**
 * Puts text into fields and their parts. It is escaped, so it cannot add structure; '' empties, `""` is the explicit null.
 * A place that is missing is made by adding separators at the end of what is there. A text equal to the one shown changes nothing.
 * Takes time by the size of the body and the number of edits, not by their product.
 */
export function spliceHl7(body: Uint8Array, edits: readonly Edit[], options: ParseOptions): SpliceResult {
  if (edits.length === 0) return spliceBytes(body, []);
  const document = openHl7(body, options);
  const planned = planEdits(document, edits);
  if ('kind' in planned) return planned;
  const isCharsetEdited = planned.some(({ segment, path }) => isCharsetPlace(segment, path));
  const first = isCharsetEdited ? splicePlanned(document, planned.filter(isOfCharset)) : null;
  if (first?.kind === 'rejected') return first;
  // What else is written must be readable in the character set that the message names afterwards.
  const charset = first === null ? document.charset : chooseAgain(first.bytes, options);
  const result = splicePlanned(document.withCharset(charset), planned);
  if (result.kind === 'rejected' || isCharsetEdited || isReadTheSame(document, result, options)) return result;
  return rejectEdit(edits[0]?.path ?? '', 'other-charset');
}

function planEdits(document: Hl7Document, edits: readonly Edit[]): Planned[] | Rejected {
  if (isWide(document.bytes)) return rejectEdit(edits[0]?.path ?? '', 'not-editable');
  const find = createSegmentFinder(document);
  const planned: Planned[] = [];
  for (const edit of edits) {
    const path = parseHl7Path(edit.path);
    const segment = path === null ? null : find(path);
    if (path === null || segment === null) return rejectEdit(edit.path, 'no-such-path');
    if (path.field === null || isSeparatorPlace(segment, path.field)) return rejectEdit(edit.path, 'not-editable');
    const numbers = [path.field, path.repetition ?? 1, path.component ?? 1, path.subcomponent ?? 1];
    if (Math.max(...numbers) > maxPlace) return rejectEdit(edit.path, 'no-such-path');
    planned.push({ path, text: edit.text, segment, given: edit.path });
  }
  planned.sort((a, b) => a.segment.ordinal - b.segment.ordinal || comparePlaces(a.path, b.path));
  const twice = planned.find((plan, index) => index > 0 && isSamePlace(plan, planned[index - 1]));
  return twice === undefined ? planned : rejectEdit(twice.given, 'overlapping');
}

/** Also every field of a header without separators: the first character behind its id would be one. */
function isSeparatorPlace(segment: Segment, field: number): boolean {
  return segment.isHeader ? field <= 2 : segment.fieldCount === 0 && /^(MSH|FHS|BHS)$/i.test(segment.id);
}

function isSamePlace(a: Planned, b: Planned | undefined): boolean {
  return b !== undefined && a.segment.ordinal === b.segment.ordinal && comparePlaces(a.path, b.path) === 0;
}

/** Segment by segment: only what is edited is looked at, and each is put in its place once. */
function splicePlanned(document: Hl7Document, planned: readonly Planned[]): SpliceResult {
  const edited: (Spliced & { segment: Segment })[] = [];
  for (const [segment, plans] of groupBySegment(planned)) {
    const result = editSegment(document, segment, plans);
    if (result.kind === 'rejected') return result;
    edited.push({ ...result, segment });
  }
  const whole = spliceBytes(
    document.bytes,
    edited.map(({ segment, bytes }) => ({ path: '', span: [segment.start, segment.end], bytes })),
  );
  if (whole.kind === 'rejected') return whole;
  const changes = edited.flatMap((each, index) => {
    const at = whole.changes[index]?.after[0] ?? 0;
    return each.changes.map(({ path, before, after }) => ({
      path,
      before: shift(before, each.segment.start),
      after: shift(after, at),
    }));
  });
  return { kind: 'spliced', bytes: whole.bytes, changes };
}

/** In the order they come in, which is that of the body. */
function groupBySegment(planned: readonly Planned[]): Map<Segment, Planned[]> {
  const groups = new Map<Segment, Planned[]>();
  let last: { segment: Segment; plans: Planned[] } | null = null;
  for (const plan of planned) {
    if (last?.segment.ordinal === plan.segment.ordinal) {
      last.plans.push(plan);
      continue;
    }
    last = { segment: plan.segment, plans: [plan] };
    groups.set(last.segment, last.plans);
  }
  return groups;
}

function shift([start, end]: Span, by: number): Span {
  return [start + by, end + by];
}

function isOfCharset({ segment, path }: Planned): boolean {
  return isCharsetPlace(segment, path);
}

function isCharsetPlace(segment: Segment, path: Hl7Path): boolean {
  return segment.isHeader && segment.message === 1 && path.field === 18;
}

function chooseAgain(bytes: Uint8Array, options: ParseOptions): Hl7Document['charset'] {
  return chooseCharset(bytes, {
    stated: options.statedEncoding,
    ...readDeclaredCharset(indexHl7({ bytes, text: null })),
  });
}

/** A body whose character set was found by its bytes may look like another one when some of them have changed. */
function isReadTheSame({ charset }: Hl7Document, { bytes }: Spliced, options: ParseOptions): boolean {
  if (charset.reason === 'stated-by-engine') return true;
  const after = chooseAgain(bytes, options);
  return (
    after.charset === charset.charset || after.isAscii || after.charset.decode(bytes) === charset.charset.decode(bytes)
  );
}
