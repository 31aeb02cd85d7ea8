import type { Problem } from '../format.ts';
import { createProblemList } from '../shared/problem.ts';
import { type Hl7Document, isPlainId, valueAt } from './hl7-document.ts';

/** What is wrong or odd with the form of the message, in no particular order. It says nothing about the content. */
export function findHl7Problems(document: Hl7Document): Problem[] {
  const { bytes, index } = document;
  const problems = createProblemList();
  problems.items.push(...document.charset.problems);
  const [first] = index.segments;
  if (first === undefined) problems.add('hl7.empty', [0, bytes.length]);
  else if (!first.isHeader) problems.add('hl7.header-missing', [first.start, first.end]);
  for (const { rule, span } of index.findings) problems.add(rule, span);
  for (const span of index.framing) problems.add('hl7.framing-bytes', span);
  for (const segment of index.segments) {
    if (!/^[A-Z][A-Z0-9]{2}$/.test(segment.id))
      problems.add('hl7.segment-id', [segment.start, segment.end], { segment: segment.ordinal });
    if (segment.isHeader && segment.end - segment.start < 5)
      problems.add('hl7.separators-missing', [segment.start, segment.end]);
    if (segment.fieldCount === 0 && isPlainId(segment) && segment === first)
      problems.add('hl7.separators-missing', [segment.start, segment.end]);
  }
  addTerminators(bytes, problems.add);
  const nullAt = bytes.indexOf(0);
  if (nullAt >= 0) problems.add('hl7.null-byte', [nullAt, nullAt + 1]);
  addBatchCount(document, problems.add);
  return problems.items;
}

type Add = ReturnType<typeof createProblemList>['add'];

function addTerminators(bytes: Uint8Array, add: Add): void {
  const firstAt = new Map<string, number>();
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte !== 0x0d && byte !== 0x0a) continue;
    const isPair = byte === 0x0d && bytes[at + 1] === 0x0a;
    const kind = isPair ? 'CRLF' : byte === 0x0d ? 'CR' : 'LF';
    if (!firstAt.has(kind)) firstAt.set(kind, at);
    if (isPair) at += 1;
  }
  const feedAt = firstAt.get('LF') ?? firstAt.get('CRLF');
  if (firstAt.size > 1) {
    const at = Math.max(...firstAt.values());
    add('hl7.mixed-terminators', [at, at + 1]);
  } else if (feedAt !== undefined) add('hl7.line-feed-terminators', [feedAt, feedAt + 1]);
}

/** BTS-1 counts the messages of the batch before it. */
function addBatchCount(document: Hl7Document, add: Add): void {
  let messages = 0;
  for (const segment of document.index.segments) {
    const id = segment.id.toUpperCase();
    if (id === 'BHS') messages = 0;
    else if (id === 'MSH' && segment.isHeader) messages += 1;
    else if (id === 'BTS') {
      const stated = valueAt(document, segment, { field: 1 });
      if (/^\d{1,9}$/.test(stated) && Number(stated) !== messages)
        add('hl7.batch-count', [segment.start, segment.end], { stated: Number(stated), found: messages });
    }
  }
}
