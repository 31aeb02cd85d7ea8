import type { Problem, Span } from '../format.ts';
import { createProblemList } from '../shared/problem.ts';
import { type Hl7Document, valueAt } from './hl7-document.ts';
import { segmentAt } from './hl7-index.ts';
import { isCapitalCode, segmentCode, upperCode } from './segment-code.ts';

/** What is wrong or odd with the form of the message, in no particular order. It says nothing about the content. */
export function findHl7Problems(document: Hl7Document): Problem[] {
  const { bytes, index } = document;
  const problems = createProblemList();
  problems.items.push(...document.charset.problems);
  const first = segmentAt(index, 1);
  if (first === null) problems.add('hl7.empty', [0, bytes.length]);
  else if (!first.isHeader) problems.add('hl7.header-missing', [first.start, first.end]);
  for (const { rule, span } of index.findings) problems.add(rule, span);
  for (const span of index.framing) problems.add('hl7.framing-bytes', span);
  addSegments(document, problems.add);
  if (first !== null && first.fieldCount === 0 && isCapitalCode(segmentCode(first.id)))
    problems.add('hl7.separators-missing', [first.start, first.end]);
  addTerminators(document, problems.add);
  const nullAt = bytes.indexOf(0);
  if (nullAt >= 0) problems.add('hl7.null-byte', [nullAt, nullAt + 1]);
  addCounts(document, problems.add);
  return problems.items;
}

type Add = ReturnType<typeof createProblemList>['add'];

function addSegments({ index }: Hl7Document, add: Add): void {
  for (const ordinal of index.odd) {
    const span: Span = [index.table.start(ordinal), index.table.end(ordinal)];
    const isOddId = !isCapitalCode(index.table.code(ordinal));
    if (isOddId) add('hl7.segment-id', span, { segment: ordinal });
    if (span[1] - span[0] < 5 && segmentAt(index, ordinal)?.isHeader) add('hl7.separators-missing', span);
  }
}

function addTerminators({ index }: Hl7Document, add: Add): void {
  const { cr, lf, crlf } = index.terminators;
  const kinds = [cr, lf, crlf].filter((at) => at >= 0);
  const feedAt = lf >= 0 ? lf : crlf;
  if (kinds.length > 1) {
    const at = Math.max(...kinds);
    add('hl7.mixed-terminators', [at, at + 1]);
  } else if (feedAt >= 0) add('hl7.line-feed-terminators', [feedAt, feedAt + 1]);
}

const [headerCode, batchCode, batchEnd, fileCode, fileEnd] = ['MSH', 'BHS', 'BTS', 'FHS', 'FTS'].map(segmentCode);

/** BTS-1 counts the messages of the batch before it, FTS-1 the batches of the file before it, where there are any. */
function addCounts(document: Hl7Document, add: Add): void {
  const { index } = document;
  if (!index.numbers.hasEnvelope) return;
  let [messages, batches] = [0, 0];
  for (let ordinal = 1; ordinal <= index.segmentCount; ordinal += 1) {
    const code = upperCode(index.table.code(ordinal));
    if (code === fileCode) batches = 0;
    else if (code === batchCode) [messages, batches] = [0, batches + 1];
    else if (code === headerCode && segmentAt(index, ordinal)?.isHeader) messages += 1;
    else if (code === batchEnd) checkCount(document, { ordinal, found: messages, rule: 'hl7.batch-count' }, add);
    else if (code === fileEnd && batches > 0)
      checkCount(document, { ordinal, found: batches, rule: 'hl7.file-count' }, add);
  }
}

type Count = { ordinal: number; found: number; rule: 'hl7.batch-count' | 'hl7.file-count' };

function checkCount(document: Hl7Document, { ordinal, found, rule }: Count, add: Add): void {
  const segment = segmentAt(document.index, ordinal);
  const stated = segment === null ? '' : valueAt(document, segment, { field: 1 });
  if (segment !== null && /^\d{1,9}$/.test(stated) && Number(stated) !== found)
    add(rule, [segment.start, segment.end], { stated: Number(stated), found });
}
