import type { Problem, Span } from '../format.ts';
import { createProblemList, type ProblemList } from '../shared/problem.ts';
import { decodeUtf8 } from '../shared/text-codec.ts';
import { type XmlDecoder, XmlElement, type XmlSource } from './xml-element.ts';
import { createXmlLexer, type XmlToken } from './xml-lexer.ts';

/** `root` null when there is no element at all. What is wrong with the text is in `problems`, with spans. */
export type XmlDocument = { root: XmlElement | null; problems: Problem[]; elementCount: number };

/** Defaults: UTF-8, 256 levels, one million elements. */
export type XmlOptions = { decode?: XmlDecoder; maxDepth?: number; maxElements?: number };

/** All tokens of one document, in order and without gaps, but for a cut-off rest, which is a problem. */
export function tokenizeXml(bytes: Uint8Array): { tokens: XmlToken[]; problems: Problem[] } {
  const problems = createProblemList();
  const tokens: XmlToken[] = [];
  runLexer(bytes, problems, (token) => tokens.push(token));
  return { tokens, problems: problems.items };
}

/**
 * Element tree of any bytes. Never throws: unclosed elements end where their parent ends, stray end tags are passed over,
 * elements beyond the bounds are left out, each with a problem. A document type is not read, nothing is fetched or expanded.
 */
export function parseXml(bytes: Uint8Array, options: XmlOptions = {}): XmlDocument {
  const problems = createProblemList();
  const tree = createTree({ bytes, decode: options.decode ?? decodeUtf8 }, problems, options);
  runLexer(bytes, problems, tree.token);
  return { root: tree.finish(), problems: problems.items, elementCount: tree.count() };
}

function runLexer(bytes: Uint8Array, problems: ProblemList, token: (token: XmlToken) => void): void {
  const lexer = createXmlLexer({
    token,
    strayLessThan: (start) => problems.add('xml.stray-less-than', [start, start + 1]),
  });
  lexer.push(bytes);
  const cutOffAt = lexer.end();
  if (cutOffAt !== null) problems.add('xml.cut-off', [cutOffAt, bytes.length]);
}

function createTree(source: XmlSource, problems: ProblemList, options: XmlOptions) {
  const maxDepth = options.maxDepth ?? 256;
  const maxElements = options.maxElements ?? 1_000_000;
  const open: XmlElement[] = [];
  let root: XmlElement | null = null;
  let count = 0;
  let depthOmitted = 0;
  let isFull = false;

  function addElement(token: XmlToken) {
    const span: Span = [token.start, token.end];
    const parent = open.at(-1);
    if (depthOmitted > 0 || open.length >= maxDepth) {
      if (depthOmitted === 0) problems.add('xml.too-deep', span, { maxDepth });
      if (token.kind === 'start') depthOmitted += 1;
      return;
    }
    if (parent === undefined && root !== null) problems.add('xml.outside-root', span);
    const element = new XmlElement(source, token.name, span);
    count += 1;
    parent?.addChild(element);
    root ??= element;
    if (token.kind === 'start') open.push(element);
  }

  function closeElement(token: XmlToken) {
    if (depthOmitted > 0) {
      depthOmitted -= 1;
      return;
    }
    const index = open.findLastIndex((element) => element.name === token.name);
    if (index < 0) {
      problems.add('xml.stray-end-tag', [token.start, token.end]);
      return;
    }
    while (open.length > index + 1) closeUnclosed(token.start);
    open.pop()?.close(token.start, token.end);
  }

  function closeUnclosed(end: number) {
    const element = open.pop();
    if (element === undefined) return;
    problems.add('xml.unclosed-element', element.startTagSpan);
    element.close(end, end);
  }

  function addText(token: XmlToken) {
    const parent = open.at(-1);
    if (depthOmitted > 0) return;
    if (parent !== undefined) parent.addText(token.start, token.end, token.kind === 'cdata');
    else if (!isBlankText(source.bytes, token)) problems.add('xml.outside-root', [token.start, token.end]);
  }

  return {
    count: () => count,
    token(token: XmlToken) {
      if (isFull) return;
      if (token.kind === 'end') closeElement(token);
      else if (token.kind === 'text' || token.kind === 'cdata') addText(token);
      else if (token.kind === 'declaration') problems.add('xml.doctype', [token.start, token.end]);
      else if (token.kind === 'start' || token.kind === 'empty') {
        isFull = count >= maxElements;
        if (isFull) problems.add('xml.too-many-elements', [token.start, token.end], { maxElements });
        else addElement(token);
      }
    },
    finish(): XmlElement | null {
      while (open.length > 0) closeUnclosed(source.bytes.length);
      if (root === null) problems.add('xml.no-root', [0, source.bytes.length]);
      return root;
    },
  };
}

/** Blanks and a byte order mark may stand outside the root. */
function isBlankText(bytes: Uint8Array, { start, end }: XmlToken): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte > 0x20 && !(at < 3 && (byte === 0xef || byte === 0xbb || byte === 0xbf))) return false;
  }
  return true;
}
