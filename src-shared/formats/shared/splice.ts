import type { Span, SpliceResult } from '../format.ts';

type Spliced = Extract<SpliceResult, { kind: 'spliced' }>;
type Rejected = Extract<SpliceResult, { kind: 'rejected' }>;

/** New bytes for one span; `span` of length 0 inserts. */
export type Replacement = { path: string; span: Span; bytes: Uint8Array };

const messages: Record<Rejected['reason'], string> = {
  'no-such-path': 'There is no such place in the message.',
  'not-editable': 'Only fields and their parts can be edited, and not the separators themselves.',
  'not-encodable': 'The text has a character that does not exist in the character set of the message.',
  separator: 'The message has no character for this separator or for escaping it.',
  overlapping: 'Two edits name the same place.',
};

/** A refusal with its sentence, which holds no content. */
export function rejectEdit(path: string, reason: Rejected['reason']): Rejected {
  return { kind: 'rejected', path, reason, message: messages[reason] };
}

/** All replacements at once, in the order of the body; refused when two overlap. */
export function spliceBytes(body: Uint8Array, replacements: readonly Replacement[]): SpliceResult {
  const sorted = replacements.toSorted((a, b) => a.span[0] - b.span[0] || a.span[1] - b.span[1]);
  const twice = sorted.find((each, index) => index > 0 && touches(each.span, sorted[index - 1]?.span));
  if (twice !== undefined) return rejectEdit(twice.path, 'overlapping');
  const growth = sorted.reduce((sum, { span, bytes }) => sum + bytes.length - (span[1] - span[0]), 0);
  const result = new Uint8Array(body.length + growth);
  const changes: Spliced['changes'] = [];
  let [from, to] = [0, 0];
  for (const { path, span, bytes } of sorted) {
    result.set(body.subarray(from, span[0]), to);
    to += span[0] - from;
    result.set(bytes, to);
    changes.push({ path, before: span, after: [to, to + bytes.length] });
    to += bytes.length;
    from = span[1];
  }
  result.set(body.subarray(from), to);
  return { kind: 'spliced', bytes: result, changes };
}

function touches(span: Span, before: Span | undefined): boolean {
  return before !== undefined && (span[0] < before[1] || (span[0] === before[0] && span[1] === before[1]));
}
