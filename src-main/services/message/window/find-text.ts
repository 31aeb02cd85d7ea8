import type { BodyRange } from '../../../../src-shared/contract/message-body.ts';
import type { Span } from '../../../../src-shared/formats/format.ts';
import { escapePattern } from '../../../../src-shared/formats/shared/escape-pattern.ts';
import { createTextMap } from '../../../../src-shared/formats/shared/text-map.ts';
import type { BodyDocument } from './body-document.ts';
import type { ShownText } from './row-text.ts';

export type TextAsked = { text: string; isCaseSensitive: boolean };

const maxHits = 2000;
/** A search ends here after some seconds. Far more than one message has, so that its end tells nothing of any one value. */
const maxMasked = 200_000;
const blockBytes = 1024 * 1024;
/** The longest text asked for, 200 characters of at most four bytes. */
const overlapBytes = 800;

/**
 * Every place of a text in order, none in a masked value or a document, even in part. What is found between masked values
 * depends on nothing inside them, or hits would tell what the mask hides.
 */
export function findText(document: BodyDocument, shown: ShownText, { text, isCaseSensitive }: TextAsked) {
  const wanted = new RegExp(escapePattern(text), isCaseSensitive ? 'gu' : 'giu');
  const search: Search = { document, shown, wanted, masked: 0 };
  const hits: BodyRange[] = [];
  for (const region of searchedRegions(document)) {
    for (const span of visibleSpansIn(search, region)) {
      hits.push(shown.rangeOf(span));
      if (hits.length >= maxHits) return { hits, isCut: true };
    }
  }
  return { hits, isCut: search.masked >= maxMasked };
}

/** The body without its embedded documents. */
function searchedRegions({ rows, bytes }: BodyDocument): Span[] {
  const regions: Span[] = [];
  let from = 0;
  for (let row = 0; row < rows.count; row += 1) {
    if (!rows.isDocument(row)) continue;
    if (rows.starts[row]! > from) regions.push([from, rows.starts[row]!]);
    from = row + 1 < rows.count ? rows.starts[row + 1]! : bytes.length;
  }
  if (from < bytes.length) regions.push([from, bytes.length]);
  return regions;
}

/** `masked`: how many hits lay in masked values. */
type Search = { document: BodyDocument; shown: ShownText; wanted: RegExp; masked: number };

function* visibleSpansIn(search: Search, [regionStart, regionEnd]: Span): Generator<Span> {
  let start = regionStart;
  while (start < regionEnd && search.masked < maxMasked) {
    const end = Math.min(start + blockBytes, regionEnd);
    let next = end;
    for (const span of visibleSpans(search, [start, Math.min(end + overlapBytes, regionEnd)])) {
      if (span[0] >= end) break;
      next = Math.max(next, span[1]);
      yield span;
    }
    start = next;
  }
}

function* visibleSpans(search: Search, [start, end]: Span): Generator<Span> {
  const { document, shown, wanted } = search;
  const { bytes, charset } = document;
  const part = bytes.subarray(start, end);
  const text = charset.decode(part);
  let map: ReturnType<typeof createTextMap> | null = null;
  wanted.lastIndex = 0;
  for (let match = wanted.exec(text); match !== null; match = wanted.exec(text)) {
    map ??= createTextMap(part, charset.name);
    const behind = match.index + match[0].length;
    const span: Span = [start + map.textToByteOffset(match.index), start + map.textToByteOffset(behind)];
    const [mask] = shown.masksIn(span);
    if (mask === undefined) {
      yield span;
      continue;
    }
    search.masked += 1;
    if (search.masked >= maxMasked) return;
    // On at the end of the mask, not of the match: that would skip visible text by what stands in the mask.
    const free = map.byteToTextOffset(Math.min(mask.span[1], end) - start);
    wanted.lastIndex = free > match.index ? free : behind;
  }
}
