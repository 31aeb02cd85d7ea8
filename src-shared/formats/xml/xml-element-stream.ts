import { createByteKeeper } from './byte-keeper.ts';
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
 * `rootName` null when nothing began. `isComplete`: the root was closed and nothing followed it. `unfinished`: an element of the wanted name
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
  let items: XmlStreamItem[] = [];
  let offset = 0;
  let depth = 0;
  let wantedStart: number | null = null;
  let sameNameDepth = 0;
  let rootName: string | null = null;
  let isRootClosed = false;
  let isTrailed = false;

  function open(token: XmlToken) {
    rootName ??= token.name;
    if (isRootClosed) isTrailed = true;
    depth += 1;
    if (token.name !== options.elementName) return;
    if (wantedStart !== null) sameNameDepth += 1;
    else if (options.depth === undefined || options.depth === depth) {
      wantedStart = token.start;
      sameNameDepth = 1;
    }
  }

  function close(token: XmlToken) {
    depth = Math.max(0, depth - 1);
    if (depth === 0) isRootClosed = true;
    if (wantedStart === null || token.name !== options.elementName) return;
    sameNameDepth -= 1;
    if (sameNameDepth > 0) return;
    items.push(takeItem(wantedStart, token.end));
    wantedStart = null;
  }

  function takeItem(startOffset: number, end: number): XmlStreamItem {
    const kept = keeper.take(startOffset, end);
    if (kept.kind === 'head') return { kind: 'too-large', startOffset, sizeBytes: end - startOffset, head: kept.head };
    return { kind: 'element', startOffset, bytes: kept.bytes, tree: () => parseXml(kept.bytes).root };
  }

  const lexer = new XmlLexer({
    strayLessThan: () => {},
    token(token) {
      if (token.kind === 'start' || token.kind === 'empty') open(token);
      if (token.kind === 'end' || token.kind === 'empty') close(token);
    },
  });

  return {
    push(chunk) {
      items = [];
      keeper.offer(chunk);
      lexer.push(chunk);
      keeper.settle(wantedStart ?? lexer.openTagStart());
      offset += chunk.length;
      return items;
    },
    end() {
      const isComplete = lexer.end() === null && isRootClosed && !isTrailed && depth === 0;
      return { rootName, isComplete, sizeBytes: offset, unfinished: readUnfinished() };
    },
  };

  function readUnfinished(): XmlStreamEnd['unfinished'] {
    if (wantedStart === null) return null;
    const kept = keeper.take(wantedStart, offset);
    const head = kept.kind === 'head' ? kept.head : kept.bytes.subarray(0, 8192);
    return { startOffset: wantedStart, sizeBytes: offset - wantedStart, head };
  }
}
