import { createByteKeeper, type KeptBytes, maxHeadBytes } from './byte-keeper.ts';
import { parseXml } from './parse-xml.ts';
import type { XmlElement } from './xml-element.ts';
import { XmlLexer, type XmlToken } from './xml-lexer.ts';

/**
 * `elementName` as written in the stream. `depth` 1 = the root, 2 = its children; left out = the outermost of that name at any depth.
 * `maxElementBytes`: what is larger is counted and passed over, not kept.
 */
export type XmlElementStreamOptions = { elementName: string; depth?: number; maxElementBytes: number };

/**
 * `startOffset` in the stream. *element*: all its bytes and its tree (null only if its own markup is beyond repair).
 * *too-large*: `head` its first bytes (at most 8 KiB), enough for ids that come first.
 */
export type XmlStreamItem =
  | { kind: 'element'; startOffset: number; bytes: Uint8Array; tree(): XmlElement | null }
  | { kind: 'too-large'; startOffset: number; sizeBytes: number; head: Uint8Array };

/**
 * `rootName` null when nothing began. `isComplete`: the root was closed and no element followed it. `unfinished`: an element of the wanted name
 * that was cut off, with its first bytes.
 */
export type XmlStreamEnd = {
  rootName: string | null;
  isComplete: boolean;
  sizeBytes: number;
  unfinished: { startOffset: number; sizeBytes: number; head: Uint8Array } | null;
};

export type XmlElementStream = { push(chunk: Uint8Array): XmlStreamItem[]; end(): XmlStreamEnd };

/**
 * Takes the elements of one name out of a stream, whatever way it is cut, holding no more than one of them and one chunk.
 * A chunk's memory must not be reused by the caller while its element is unfinished.
 */
export function createXmlElementStream(options: XmlElementStreamOptions): XmlElementStream {
  const keeper = createByteKeeper(options.maxElementBytes);
  const outline = createOutline(options);
  let items: XmlStreamItem[] = [];
  let offset = 0;

  const lexer = new XmlLexer({
    strayLessThan: () => {},
    token(token) {
      if (token.kind === 'start' || token.kind === 'empty') outline.open(token);
      if (token.kind !== 'end' && token.kind !== 'empty') return;
      const startOffset = outline.close(token);
      if (startOffset !== null) items.push(toItem(keeper.take(startOffset, token.end), startOffset, token.end));
    },
  });

  return {
    push(chunk) {
      items = [];
      keeper.offer(chunk);
      lexer.push(chunk);
      keeper.settle(outline.wantedStart() ?? lexer.openTagStart());
      offset += chunk.length;
      return items;
    },
    end() {
      const isCutOff = lexer.end() !== null;
      const startOffset = outline.wantedStart();
      const kept = startOffset === null ? null : keeper.take(startOffset, offset);
      const unfinished =
        startOffset === null || kept === null
          ? null
          : { startOffset, sizeBytes: offset - startOffset, head: headOf(kept) };
      return {
        rootName: outline.rootName(),
        isComplete: outline.isClosed() && !isCutOff,
        sizeBytes: offset,
        unfinished,
      };
    },
  };
}

function toItem(kept: KeptBytes, startOffset: number, end: number): XmlStreamItem {
  if (kept.kind === 'head') return { kind: 'too-large', startOffset, sizeBytes: end - startOffset, head: kept.head };
  return { kind: 'element', startOffset, bytes: kept.bytes, tree: () => parseXml(kept.bytes).root };
}

function headOf(kept: KeptBytes): Uint8Array {
  return kept.kind === 'head' ? kept.head : kept.bytes.subarray(0, maxHeadBytes);
}

/** Follows start and end tags by depth alone; `close` gives the start of a wanted element that has just ended, else null. */
function createOutline({ elementName, depth: wantedDepth }: XmlElementStreamOptions) {
  let depth = 0;
  let wanted: { start: number; depth: number; nested: number } | null = null;
  let rootName: string | null = null;
  let isRootClosed = false;
  let isTrailed = false;

  return {
    rootName: () => rootName,
    wantedStart: () => wanted?.start ?? null,
    isClosed: () => isRootClosed && !isTrailed && depth === 0,
    open(token: XmlToken) {
      rootName ??= token.name;
      if (isRootClosed) isTrailed = true;
      depth += 1;
      if (token.name !== elementName) return;
      if (wanted !== null) wanted.nested += 1;
      else if (wantedDepth === undefined || wantedDepth === depth) wanted = { start: token.start, depth, nested: 1 };
    },
    close(token: XmlToken): number | null {
      depth = Math.max(0, depth - 1);
      const ended: typeof wanted = wanted;
      if (ended !== null && token.name === elementName) ended.nested -= 1;
      const isEnded = ended !== null && ended.nested === 0;
      // Elements left open inside must not count as depth for what follows.
      if (isEnded) depth = ended.depth - 1;
      if (depth === 0) isRootClosed = true;
      if (!isEnded) return null;
      wanted = null;
      return ended.start;
    },
  };
}
