import type { Problem, Span } from '../format.ts';
import { utf8 } from '../shared/charset.ts';
import { createProblemList, type ProblemList } from '../shared/problem.ts';
import { type XmlDecoder, XmlElement, type XmlSource } from './xml-element.ts';
import { XmlLexer, type XmlToken } from './xml-lexer.ts';
import { createXmlTexts } from './xml-texts.ts';

/**
 * `root` null when there is no element at all. What is wrong with the text is in `problems`, with spans. `notes`: comments, declarations and
 * instructions, wherever they stand.
 */
export type XmlDocument = {
  root: XmlElement | null;
  problems: Problem[];
  elementCount: number;
  notes: readonly XmlToken[];
};

/** Defaults: UTF-8, 256 levels, one million elements. */
export type XmlOptions = { decode?: XmlDecoder; maxDepth?: number; maxElements?: number };

/**
 * All tokens of one document, in order and without gaps, but for a cut-off rest, which is a problem.
 */
export function tokenizeXml(bytes: Uint8Array): { tokens: XmlToken[]; problems: Problem[] } {
  const problems = createProblemList();
  const tokens: XmlToken[] = [];
  runLexer(bytes, problems, (token) => void tokens.push(token));
  return { tokens, problems: problems.items };
}

/**
 * Element tree of any bytes. Never throws: unclosed elements end where their parent ends, stray end tags are passed over,
 * elements beyond the bounds are left out, each with a problem. A document type is not read, nothing is fetched or expanded.
 */
export function parseXml(bytes: Uint8Array, options: XmlOptions = {}): XmlDocument {
  const problems = createProblemList();
  const tree = new XmlTree(sourceOf(bytes, options), problems, options);
  runLexer(bytes, problems, (token) => tree.add(token));
  return tree.finish();
}

/**
 * The same tree of a large document, read in pieces of 1 MB.
 * @param turn awaited between two pieces, so that others get their turn
 */
export async function parseXmlInTurns(
  bytes: Uint8Array,
  turn: () => Promise<void>,
  options: XmlOptions = {},
): Promise<XmlDocument> {
  const problems = createProblemList();
  const tree = new XmlTree(sourceOf(bytes, options), problems, options);
  const lexer = createLexer(problems, (token) => tree.add(token));
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    if (at > 0) await turn();
    lexer.push(bytes.subarray(at, at + pieceBytes));
  }
  endLexer(lexer, bytes, problems);
  return tree.finish();
}

const pieceBytes = 1024 * 1024;

function sourceOf(bytes: Uint8Array, { decode }: XmlOptions): XmlSource {
  return { bytes, decode: decode ?? utf8.decode, texts: createXmlTexts(bytes.length) };
}

function runLexer(bytes: Uint8Array, problems: ProblemList, token: (token: XmlToken) => void): void {
  const lexer = createLexer(problems, token);
  lexer.push(bytes);
  endLexer(lexer, bytes, problems);
}

function createLexer(problems: ProblemList, token: (token: XmlToken) => void): XmlLexer {
  return new XmlLexer({
    token,
    strayLessThan: (start) => problems.add('xml.stray-less-than', [start, start + 1]),
  });
}

function endLexer(lexer: XmlLexer, bytes: Uint8Array, problems: ProblemList): void {
  const cutOffAt = lexer.end();
  if (cutOffAt !== null) problems.add('xml.cut-off', [cutOffAt, bytes.length]);
}

/** Grows by tokens; ends by `finish`. */
class XmlTree {
  #source: XmlSource;
  #problems: ProblemList;
  #maxDepth: number;
  #maxElements: number;
  #open: XmlElement[] = [];
  #root: XmlElement | null = null;
  #isFull = false;
  /** Open elements that are too deep to be kept. */
  #omittedDepth = 0;
  #elementCount = 0;
  #notes: XmlToken[] = [];

  constructor(source: XmlSource, problems: ProblemList, options: XmlOptions) {
    this.#source = source;
    this.#problems = problems;
    this.#maxDepth = options.maxDepth ?? 256;
    this.#maxElements = options.maxElements ?? 1_000_000;
  }

  add(token: XmlToken): void {
    if (this.#isFull) return;
    if (token.kind === 'start' || token.kind === 'empty') this.#addElement(token);
    else if (token.kind === 'end') this.#closeElement(token);
    else if (token.kind === 'text' || token.kind === 'cdata') this.#addText(token);
    else {
      this.#notes.push(token);
      if (token.kind === 'declaration') this.#problems.add('xml.doctype', [token.start, token.end]);
    }
  }

  finish(): XmlDocument {
    const end = this.#source.bytes.length;
    while (this.#open.length > 0) this.#closeUnclosed(end);
    if (this.#root === null) this.#problems.add('xml.no-root', [0, end]);
    return {
      root: this.#root,
      problems: this.#problems.items,
      elementCount: this.#elementCount,
      notes: this.#notes,
    };
  }

  #addElement(token: XmlToken): void {
    const span: Span = [token.start, token.end];
    if (this.#elementCount >= this.#maxElements) {
      this.#isFull = true;
      this.#problems.add('xml.too-many-elements', span, { maxElements: this.#maxElements });
      return;
    }
    if (this.#omittedDepth > 0 || this.#open.length >= this.#maxDepth) {
      if (this.#omittedDepth === 0) this.#problems.add('xml.too-deep', span, { maxDepth: this.#maxDepth });
      if (token.kind === 'start') this.#omittedDepth += 1;
      return;
    }
    const parent = this.#open.at(-1);
    if (parent === undefined && this.#root !== null) this.#problems.add('xml.outside-root', span);
    const element = new XmlElement(this.#source, token.name, span);
    this.#elementCount += 1;
    parent?.addChild(element);
    this.#root ??= element;
    if (token.kind === 'start') this.#open.push(element);
  }

  #closeElement(token: XmlToken): void {
    if (this.#omittedDepth > 0) {
      this.#omittedDepth -= 1;
      return;
    }
    const index = this.#open.findLastIndex((element) => element.name === token.name);
    if (index < 0) {
      this.#problems.add('xml.stray-end-tag', [token.start, token.end]);
      return;
    }
    while (this.#open.length > index + 1) this.#closeUnclosed(token.start);
    this.#open.pop()?.close(token.start, token.end);
  }

  #closeUnclosed(end: number): void {
    const element = this.#open.pop();
    if (element === undefined) return;
    this.#problems.add('xml.unclosed-element', element.startTagSpan);
    element.close(end, end);
  }

  #addText(token: XmlToken): void {
    if (this.#omittedDepth > 0) return;
    const parent = this.#open.at(-1);
    if (parent !== undefined) parent.addText(token.start, token.end, token.kind === 'cdata');
    else if (!isBlankText(this.#source.bytes, token)) this.#problems.add('xml.outside-root', [token.start, token.end]);
  }
}

/** Blanks and a byte order mark may stand outside the root. */
function isBlankText(bytes: Uint8Array, { start, end }: XmlToken): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte > 0x20 && !(at < 3 && (byte === 0xef || byte === 0xbb || byte === 0xbf))) return false;
  }
  return true;
}
