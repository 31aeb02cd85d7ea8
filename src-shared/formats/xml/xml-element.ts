import type { Span } from '../format.ts';
import { resolveXmlReferences } from './escape-xml.ts';

/** `span` is that of the value without its quotes; `value` has its references resolved. */
export type XmlAttribute = { name: string; value: string; span: Span };

/** Bytes to text in the document's character set, before references are resolved. */
export type XmlDecoder = (bytes: Uint8Array) => string;

export type XmlSource = { bytes: Uint8Array; decode: XmlDecoder };

type TextPiece = { start: number; end: number; isCdata: boolean };

/** Shared by all elements without any: most elements have only one of the two. */
const noPieces: TextPiece[] = [];
const noChildren: XmlElement[] = [];

/**
 * One element. Spans are byte offsets into the parsed bytes, end exclusive: `span` from `<` to behind the end tag,
 * `contentSpan` between the tags (empty and behind the tag for `<a/>`). Values are decoded when asked for.
 * Where a name is asked for, it matches the name as written (`mh:MsgId`) or without its prefix (`MsgId`).
 */
export class XmlElement {
  readonly name: string;
  #source: XmlSource;
  #start: number;
  #startTagEnd: number;
  #contentEnd: number;
  #end: number;
  #children = noChildren;
  #pieces = noPieces;

  constructor(source: XmlSource, name: string, startTagSpan: Span) {
    this.#source = source;
    this.name = name;
    this.#start = startTagSpan[0];
    this.#startTagEnd = startTagSpan[1];
    this.#contentEnd = startTagSpan[1];
    this.#end = startTagSpan[1];
  }

  get span(): Span {
    return [this.#start, this.#end];
  }

  get startTagSpan(): Span {
    return [this.#start, this.#startTagEnd];
  }

  get contentSpan(): Span {
    return [this.#startTagEnd, this.#contentEnd];
  }

  get children(): readonly XmlElement[] {
    return this.#children;
  }

  get localName(): string {
    return this.name.slice(this.name.indexOf(':') + 1);
  }

  get attributes(): XmlAttribute[] {
    return readAttributes(this.#source, this.startTagSpan);
  }

  /** Value of one attribute, null when it is not there. */
  attribute(name: string): string | null {
    return this.attributes.find((attribute) => attribute.name === name)?.value ?? null;
  }

  /** The element's own text and CDATA, every character reference resolved, blanks and line ends as written; not that of its children. */
  text(): string {
    return this.#pieces.map((piece) => this.#textOf(piece)).join('');
  }

  /** The texts between elements and comments that are more than blanks; CDATA and text that touch are one, its span holding the marks. */
  tellingPieces(): { span: Span; text: string }[] {
    const runs: TextPiece[][] = [];
    for (const piece of this.#pieces) {
      const last = runs.at(-1);
      if (last?.at(-1)?.end === piece.start) last.push(piece);
      else runs.push([piece]);
    }
    return runs
      .filter((run) => run.some((piece) => !isBlankPiece(this.#source.bytes, piece)))
      .map((run) => ({
        span: [run[0]?.start ?? 0, run.at(-1)?.end ?? 0] as Span,
        text: run.map((piece) => this.#textOf(piece)).join(''),
      }))
      .filter(({ text }) => text.trim() !== '');
  }

  /** First child of that name, null when there is none. */
  first(name: string): XmlElement | null {
    return this.children.find((child) => isNamed(child, name)) ?? null;
  }

  all(name: string): XmlElement[] {
    return this.children.filter((child) => isNamed(child, name));
  }

  /** First element down a path of names, `a/b/c`, null when any step is missing. */
  at(path: string): XmlElement | null {
    let element: XmlElement | null = this;
    for (const name of path.split('/')) element = element?.first(name) ?? null;
    return element;
  }

  /** Text of the element at `path`, null when it is missing; an empty element gives ''. */
  textAt(path: string): string | null {
    return this.at(path)?.text() ?? null;
  }

  /** Called by the parser only. */
  addText(start: number, end: number, isCdata: boolean): void {
    if (this.#pieces === noPieces) this.#pieces = [];
    this.#pieces.push({ start, end, isCdata });
  }

  /** Called by the parser only. */
  addChild(child: XmlElement): void {
    if (this.#children === noChildren) this.#children = [];
    this.#children.push(child);
  }

  /** Called by the parser only: where the content ends and where the end tag does. */
  close(contentEnd: number, end: number): void {
    this.#contentEnd = contentEnd;
    this.#end = end;
  }

  #textOf({ start, end, isCdata }: TextPiece): string {
    const { bytes, decode } = this.#source;
    return isCdata
      ? decode(bytes.subarray(start + 9, end - 3))
      : resolveXmlReferences(decode(bytes.subarray(start, end)));
  }
}

/** Told by the bytes: most pieces are the blanks between two elements. */
function isBlankPiece(bytes: Uint8Array, { start, end }: TextPiece): boolean {
  for (let at = start; at < end; at += 1) if (!xmlBlanks.has(bytes[at] ?? 0)) return false;
  return true;
}

const xmlBlanks: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);

function isNamed(element: XmlElement, name: string): boolean {
  return element.name === name || element.localName === name;
}

function readAttributes({ bytes, decode }: XmlSource, [start, end]: Span): XmlAttribute[] {
  const attributes: XmlAttribute[] = [];
  let at = start + 1;
  const skipWhile = (isPart: (byte: number) => boolean) => {
    while (at < end - 1 && isPart(bytes[at] ?? 0)) at += 1;
    return at;
  };
  skipWhile((byte) => !isBlank(byte) && byte !== 0x2f);
  for (;;) {
    const nameStart = skipWhile((byte) => isBlank(byte) || byte === 0x2f);
    const nameEnd = skipWhile((byte) => !isBlank(byte) && byte !== 0x3d && byte !== 0x2f);
    if (nameEnd === nameStart && at >= end - 1) return attributes;
    skipWhile(isBlank);
    let span: Span = [at, at];
    if (bytes[at] === 0x3d) {
      at += 1;
      skipWhile(isBlank);
      span = readValue(bytes, at, end - 1);
      at = Math.max(at + 1, span[1] + (isQuote(bytes[span[0] - 1]) ? 1 : 0));
    }
    const name = decode(bytes.subarray(nameStart, nameEnd));
    if (name !== '')
      attributes.push({ name, value: resolveXmlReferences(decode(bytes.subarray(span[0], span[1]))), span });
  }
}

/** A quoted value, or a lenient reading of one without quotes up to the next blank. */
function readValue(bytes: Uint8Array, at: number, limit: number): Span {
  const quote = bytes[at];
  if (isQuote(quote)) {
    const close = bytes.indexOf(quote ?? 0, at + 1);
    return [at + 1, close < 0 || close > limit ? limit : close];
  }
  let end = at;
  while (end < limit && !isBlank(bytes[end] ?? 0)) end += 1;
  return [at, end];
}

function isQuote(byte: number | undefined): boolean {
  return byte === 0x22 || byte === 0x27;
}

function isBlank(byte: number): boolean {
  return byte <= 0x20;
}
