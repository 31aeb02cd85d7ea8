import type { ParseOptions, Span } from '../format.ts';
import type { Changes } from '../shared/compose-changes.ts';
import { type Replacement, spliceBytes } from '../shared/splice.ts';
import { findSegments, type Hl7Document, openHl7, segmentPath, segmentsNamed } from './hl7-document.ts';
import { segmentAt } from './hl7-index.ts';
import { formatHl7Path } from './hl7-path.ts';
import type { Segment } from './hl7-segment.ts';

/** `paths`: where the comment (NTE-3) of each new note is, in the order of the segments asked for; still empty. */
export type WithNotes = { bytes: Uint8Array; changes: Changes; paths: string[] };

/**
 * An empty note of the filler (NTE) below each of these results, behind the notes it has already; nothing else moves.
 * @param spans of bytes inside the segments meant, ascending, one for each segment
 * @returns null where the separators do not let a segment be added
 */
export function addHl7Notes(body: Uint8Array, spans: readonly Span[], options: ParseOptions): WithNotes | null {
  const document = openHl7(body, options);
  const results = segmentsNamed(document, ['OBX']);
  const [header] = findSegments(document, 'MSH');
  const lineEnd = header === undefined ? null : terminatorOf(document, header);
  if (lineEnd === null) return null;
  const added: Replacement[] = [];
  for (const [start] of spans) {
    const segment = results.find((each) => each.start <= start && start < each.end);
    if (segment === undefined || segment.separators.field < 0) return null;
    const { last, count } = notesBelow(document, segment);
    const field = String.fromCharCode(segment.separators.field);
    const stub = new TextEncoder().encode(['NTE', String(count + 1), 'L', ''].join(field));
    added.push({ path: '', span: [last.end, last.end], bytes: Uint8Array.of(...lineEnd, ...stub) });
  }
  const made = spliceBytes(body, added);
  if (made.kind === 'rejected') return null;
  const after = openHl7(made.bytes, options);
  const notes = segmentsNamed(after, ['NTE']);
  const paths = made.changes.flatMap(({ after: [start] }) => {
    const note = notes.find((each) => each.start === start + lineEnd.length);
    return note === undefined ? [] : [formatHl7Path({ ...segmentPath(after, note), field: 3 })];
  });
  return paths.length === spans.length ? { bytes: made.bytes, changes: made.changes, paths } : null;
}

function notesBelow(document: Hl7Document, segment: Segment): { last: Segment; count: number } {
  let last = segment;
  let count = 0;
  for (;;) {
    const next = segmentAt(document.index, last.ordinal + 1);
    if (next === null || next.id.toUpperCase() !== 'NTE') return { last, count };
    last = next;
    count += 1;
  }
}

/** As the segment ends; null where it is the last one. */
function terminatorOf(document: Hl7Document, segment: Segment): Uint8Array | null {
  const next = segmentAt(document.index, segment.ordinal + 1);
  return next === null ? null : document.bytes.slice(segment.end, next.start);
}
