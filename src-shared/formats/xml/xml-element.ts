import type { Span } from '../format.ts';
import { resolveXmlReferences } from './escape-xml.ts';
import { noText, type XmlText, type XmlTexts } from './xml-texts.ts';

/** `span` is that of the value without its quotes; `value` has its references resolved. */
export type XmlAttribute = { name: string; value: string; span: Span };

/** Bytes to text in the document's character set, all or those from `start` to `end`, before references are resolved. */
export type XmlDecoder = (bytes: Uint8Array, start?: number, end?: number) => string;

/** `texts`: those of all elements of the document. */
export type XmlSource = { bytes: Uint8Array; decode: XmlDecoder; texts: XmlTexts };

const noChildren: XmlElement[] = [];
const noAttributes: XmlAttribute[] = [];

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
  #firstText = noText;
  #lastText = noText;

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

  get attributes(): readonly XmlAttribute[] {
    // `<name>` and `<name/>` have none.
    if (this.#startTagEnd - this.#start <= this.name.length + 2) return noAttributes;
    return readAttributes(this.#source, this.startTagSpan);
  }

  /** Value of one attribute, null when it is not there. */
  attribute(name: string): string | null {
    return this.attributes.find((attribute) => attribute.name === name)?.value ?? null;
  }

  /** The element's own text and CDATA, every character reference resolved, blanks and line ends as written; not that of its children. */
  text(): string {
    const { texts } = this.#source;
    let text = '';
    for (let each = this.#firstText; each !== noText; each = texts.next(each)) text += this.#textOf(texts.at(each));
    return text;
  }

  /** The texts between elements and comments that are more than blanks; CDATA and text that touch are one, its span holding the marks. */
  tellingPieces(): { span: Span; text: string }[] {
    const { texts, bytes } = this.#source;
    const runs: XmlText[][] = [];
    let isBlankSoFar = true;
    for (let each = this.#firstText; each !== noText; each = texts.next(each)) {
      const piece = texts.at(each);
      isBlankSoFar &&= isBlankPiece(bytes, piece);
      const last = runs.at(-1);
      if (last?.at(-1)?.end === piece.start) last.push(piece);
      else runs.push([piece]);
    }
    if (isBlankSoFar) return [];
    return runs
      .filter((run) => run.some((piece) => !isBlankPiece(bytes, piece)))
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
    const { texts } = this.#source;
    const added = texts.add({ start, end, isCdata });
    if (this.#firstText === noText) this.#firstText = added;
    else texts.link(this.#lastText, added);
    this.#lastText = added;
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
    // A list that grew has room for sixteen more; of hundreds of thousands most have one or two.
    if (this.#children.length > 0 && this.#children.length < 16) this.#children = this.#children.slice();
  }

  #textOf({ start, end, isCdata }: XmlText): string {
    const { bytes, decode } = this.#source;
    return isCdata ? decode(bytes, start + 9, end - 3) : resolveXmlReferences(decode(bytes, start, end));
  }
}

/** Told by the bytes: most pieces are the blanks between two elements. */
function isBlankPiece(bytes: Uint8Array, { start, end }: XmlText): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return false;
  }
  return true;
}

function isNamed(element: XmlElement, name: string): boolean {
  return element.name === name || element.localName === name;
}

function readAttributes({ bytes, decode }: XmlSource, [start, end]: Span): XmlAttribute[] {
  const attributes: XmlAttribute[] = [];
  const last = end - 1;
  let at = start + 1;
  while (at < last && !isBlank(bytes[at] ?? 0) && bytes[at] !== 0x2f) at += 1;
  for (;;) {
    while (at < last && (isBlank(bytes[at] ?? 0) || bytes[at] === 0x2f)) at += 1;
    const nameStart = at;
    while (at < last && !isBlank(bytes[at] ?? 0) && bytes[at] !== 0x3d && bytes[at] !== 0x2f) at += 1;
    const nameEnd = at;
    if (nameEnd === nameStart && at >= last) return attributes;
    at = skipBlanks(bytes, at, last);
    let span: Span = [at, at];
    if (bytes[at] === 0x3d) {
      at = skipBlanks(bytes, at + 1, last);
      span = readValue(bytes, at, last);
      at = Math.max(at + 1, span[1] + (isQuote(bytes[span[0] - 1]) ? 1 : 0));
    }
    if (nameEnd === nameStart) continue;
    const name = decode(bytes, nameStart, nameEnd);
    attributes.push({ name, value: resolveXmlReferences(decode(bytes, span[0], span[1])), span });
  }
}

function skipBlanks(bytes: Uint8Array, from: number, limit: number): number {
  let at = from;
  while (at < limit && isBlank(bytes[at] ?? 0)) at += 1;
  return at;
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
