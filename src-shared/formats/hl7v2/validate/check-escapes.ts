import type { Span } from '../../format.ts';
import { type Hl7Document, rawText } from '../hl7-document.ts';
import { findUnreadEscapes } from '../hl7-escapes.ts';
import { splitSpan } from '../hl7-index.ts';
import { findByte } from '../hl7-source.ts';
import { fieldPlace, type MessageScope, type PlaceInMessage } from './message-scope.ts';

/** Sequences that nobody here can read: a receiver may show them as they stand, or lose what follows. One finding a field. */
export function checkEscapes(scope: MessageScope): void {
  const { document } = scope;
  for (const segment of scope.segments) {
    const mark = segment.separators.escape;
    if (mark < 0) continue;
    for (let field = segment.isHeader ? 3 : 1; field <= segment.fieldCount; field += 1) {
      const at = fieldPlace(segment, field);
      if (findByte(segment.source, mark, ...at.span) === at.span[1]) continue;
      const span = findUnread(document, at);
      if (span !== null)
        scope.report({ rule: 'hl7.escape-unread', at: { ...at, span }, reference: `HL7 v${scope.version} ch. 2.7` });
    }
  }
}

/** The span of the first one, in bytes. A sequence ends where its part does. */
function findUnread(document: Hl7Document, { segment, span }: PlaceInMessage): Span | null {
  const { separators } = segment;
  const { charset } = document.charset;
  let parts: Span[] = [span];
  for (const code of [separators.repetition, separators.component, separators.subcomponent])
    parts = parts.flatMap((part) => splitSpan(document.bytes, part, code));
  for (const part of parts) {
    const text = rawText(document, part);
    const [unread] = findUnreadEscapes(text, separators, charset);
    if (unread === undefined) continue;
    const lengthOf = (from: number, to: number) => charset.encode(text.slice(from, to))?.length ?? to - from;
    const start = Math.min(part[0] + lengthOf(0, unread.at), part[1]);
    return [start, Math.min(start + lengthOf(unread.at, unread.at + unread.length), part[1])];
  }
  return null;
}
