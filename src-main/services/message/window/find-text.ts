import type { BodyRange } from '../../../../src-shared/contract/message-body.ts';
import type { Span } from '../../../../src-shared/formats/format.ts';
import { createTextMap } from '../../../../src-shared/formats/shared/text-map.ts';
import type { BodyDocument } from './body-document.ts';
import type { ShownText } from './row-text.ts';

export type TextAsked = { text: string; isCaseSensitive: boolean };

const maxHits = 2000;
/** Hits in masked values cost as much as others and are not told: there is an end to looking at them. */
const maxTried = 50_000;
const blockBytes = 1024 * 1024;
/** The longest text asked for, 200 characters of at most four bytes. */
const overlapBytes = 800;

/** Every place of a text in order; what lies in a masked value or a document is passed over, even in part. */
export function findText(document: BodyDocument, shown: ShownText, { text, isCaseSensitive }: TextAsked) {
  const wanted = new RegExp(text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'), isCaseSensitive ? 'gu' : 'giu');
  const hits: BodyRange[] = [];
  let tried = 0;
  for (const region of searchedRegions(document)) {
    for (let start = region[0]; start < region[1]; start += blockBytes) {
      const end = Math.min(start + blockBytes, region[1]);
      for (const span of spansIn(document, [start, Math.min(end + overlapBytes, region[1])], wanted)) {
        if (span[0] >= end) break;
        tried += 1;
        if (shown.masksIn(span).length === 0) hits.push(shown.rangeOf(span));
        if (hits.length >= maxHits || tried >= maxTried) return { hits, isCut: true };
      }
    }
  }
  return { hits, isCut: false };
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

function* spansIn({ bytes, charset }: BodyDocument, [start, end]: Span, wanted: RegExp): Generator<Span> {
  const part = bytes.subarray(start, end);
  const text = charset.decode(part);
  let map: ReturnType<typeof createTextMap> | null = null;
  for (const match of text.matchAll(wanted)) {
    map ??= createTextMap(part, charset.name);
    const from = map.textToByteOffset(match.index);
    yield [start + from, start + map.textToByteOffset(match.index + match[0].length)];
  }
}
