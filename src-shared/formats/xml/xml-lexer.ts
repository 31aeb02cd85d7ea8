/**
 * One piece of XML text. `start` and `end` are byte offsets from the beginning of the stream, end exclusive.
 * `empty` is `<a/>`. `name` is as written, with prefix; '' for kinds that have none.
 */
export type XmlTokenKind = 'start' | 'empty' | 'end' | 'text' | 'cdata' | 'comment' | 'instruction' | 'declaration';
export type XmlToken = { kind: XmlTokenKind; start: number; end: number; name: string };

export type XmlLexerSink = {
  token(token: XmlToken): void;
  strayLessThan(start: number): void;
};

const lessThan = 0x3c;
const greaterThan = 0x3e;
const slash = 0x2f;
const dash = 0x2d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
/** Bytes of a name that are kept; the rest of a longer one is dropped, so that garbage cannot grow memory. */
const maxNameBytes = 1024;

type State =
  | 'text'
  | 'open'
  | 'start-name'
  | 'start-body'
  | 'end-tag'
  | 'bang'
  | 'comment'
  | 'cdata'
  | 'instruction'
  | 'declaration';

const openTagStates: ReadonlySet<State> = new Set(['open', 'start-name', 'start-body']);

/**
 * A resumable lexer over bytes in any character set that extends ASCII. It reads each byte once, keeps no text,
 * knows no entities, and never recurses: `<` outside quotes begins markup, everything else is text.
 */
export class XmlLexer {
  #sink: XmlLexerSink;
  #state: State = 'text';
  /** Offset of the current chunk in the stream. */
  #base = 0;
  #textStart = 0;
  #markupStart = 0;
  #nameBytes = new Uint8Array(maxNameBytes);
  #nameLength = 0;
  #names: (string | undefined)[] = [];
  #isNameOpen = false;
  #quote = 0;
  #previous = 0;
  /** How many closing bytes of a comment or CDATA section came in a row. */
  #run = 0;
  #brackets = 0;

  constructor(sink: XmlLexerSink) {
    this.#sink = sink;
  }

  /** Takes any cut of the stream, also inside a tag, a character reference or a multi-byte character. */
  push(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length) {
      at = this.#skip(chunk, at);
      const byte = chunk[at];
      if (byte === undefined) break;
      if (this.#quote !== 0) this.#quote = 0;
      else if (this.#state === 'text' || this.#readMarkup(byte, this.#base + at)) {
        this.#markupStart = this.#base + at;
        this.#state = 'open';
      }
      at += 1;
    }
    this.#base += chunk.length;
  }

  /** Where a start tag began that is not complete yet, null when none is open. */
  openTagStart(): number | null {
    return openTagStates.has(this.#state) ? this.#markupStart : null;
  }

  /** Where the unfinished markup began, null when the stream ended between tokens. */
  end(): number | null {
    const isText = this.#state === 'text';
    const textEnd = isText ? this.#base : this.#state === 'open' ? this.#markupStart : this.#textStart;
    this.#emitText(textEnd);
    return isText ? null : this.#markupStart;
  }

  /** Where the next byte of interest is: text, quoted values and CDATA are jumped over, not walked. */
  #skip(chunk: Uint8Array, at: number): number {
    const isCdata = this.#state === 'cdata' && this.#run === 0;
    const wanted = this.#state === 'text' ? lessThan : this.#quote !== 0 ? this.#quote : isCdata ? closeBracket : -1;
    if (wanted < 0) return at;
    const found = chunk.indexOf(wanted, at);
    return found < 0 ? chunk.length : found;
  }

  /** One byte of markup; true when the same byte begins markup anew. */
  #readMarkup(byte: number, offset: number): boolean {
    if (this.#state === 'open') return this.#readOpen(byte);
    if (this.#state === 'start-name' || this.#state === 'start-body') this.#readStartTag(byte, offset);
    else if (this.#state === 'end-tag') this.#readEndTag(byte, offset);
    else if (this.#state === 'bang') this.#readBang(byte, offset);
    else if (this.#state === 'instruction') this.#readInstruction(byte, offset);
    else if (this.#state === 'declaration') this.#readDeclaration(byte, offset);
    else this.#readUntilClosed(byte, offset);
    return false;
  }

  /** The byte after `<` decides what the markup is, or that there is none. */
  #readOpen(byte: number): boolean {
    if (byte === slash) this.#begin('end-tag');
    else if (byte === 0x21) this.#begin('bang');
    else if (byte === 0x3f) this.#begin('instruction');
    else if (isNameStart(byte)) {
      this.#begin('start-name');
      this.#addToName(byte);
    } else {
      this.#sink.strayLessThan(this.#markupStart);
      this.#state = 'text';
      return byte === lessThan;
    }
    return false;
  }

  #readStartTag(byte: number, offset: number): void {
    if (this.#state === 'start-name') {
      if (!isNameEnd(byte)) {
        this.#addToName(byte);
        return;
      }
      this.#state = 'start-body';
    }
    if (byte === greaterThan) this.#emit(this.#previous === slash ? 'empty' : 'start', offset + 1);
    else if (isQuote(byte)) this.#quote = byte;
    this.#previous = byte;
  }

  #readEndTag(byte: number, offset: number): void {
    if (byte === greaterThan) this.#emit('end', offset + 1);
    else if (this.#isNameOpen && !isNameEnd(byte)) this.#addToName(byte);
    else this.#isNameOpen = false;
  }

  /** After `<!`: a comment, a CDATA section, or a declaration that is skipped. */
  #readBang(byte: number, offset: number): void {
    this.#addToName(byte);
    const seen = this.#name();
    if (seen === '--' || seen === '[CDATA[') {
      this.#nameLength = 0;
      this.#state = seen === '--' ? 'comment' : 'cdata';
    } else if (!'--'.startsWith(seen) && !'[CDATA['.startsWith(seen)) {
      this.#brackets = seen.length > 1 && seen.startsWith('[') ? 1 : 0;
      this.#nameLength = 0;
      this.#state = 'declaration';
      this.#readDeclaration(byte, offset);
    }
  }

  /** `-->` and `]]>`: two or more of the closing byte, then `>`. */
  #readUntilClosed(byte: number, offset: number): void {
    const kind = this.#state === 'comment' ? 'comment' : 'cdata';
    if (byte === (kind === 'comment' ? dash : closeBracket)) this.#run += 1;
    else if (byte === greaterThan && this.#run >= 2) this.#emit(kind, offset + 1);
    else this.#run = 0;
  }

  #readDeclaration(byte: number, offset: number): void {
    if (isQuote(byte)) this.#quote = byte;
    else if (byte === openBracket) this.#brackets += 1;
    else if (byte === closeBracket) this.#brackets = Math.max(0, this.#brackets - 1);
    else if (byte === greaterThan && this.#brackets === 0) this.#emit('declaration', offset + 1);
  }

  #readInstruction(byte: number, offset: number): void {
    if (byte === greaterThan && this.#previous === 0x3f) this.#emit('instruction', offset + 1);
    this.#previous = byte;
  }

  #begin(state: State): void {
    this.#emitText(this.#markupStart);
    this.#nameLength = 0;
    this.#isNameOpen = true;
    this.#previous = 0;
    this.#run = 0;
    this.#brackets = 0;
    this.#state = state;
  }

  #emitText(end: number): void {
    if (end > this.#textStart) this.#sink.token({ kind: 'text', start: this.#textStart, end, name: '' });
    this.#textStart = end;
  }

  #emit(kind: XmlTokenKind, end: number): void {
    this.#sink.token({ kind, start: this.#markupStart, end, name: this.#name() });
    this.#textStart = end;
    this.#state = 'text';
  }

  #addToName(byte: number): void {
    if (this.#nameLength < maxNameBytes) this.#nameBytes[this.#nameLength++] = byte;
  }

  /** Names outside ASCII are kept byte by byte as Latin-1: unique and comparable, and no schema that we read has one. */
  #name(): string {
    const bytes = this.#nameBytes;
    const length = this.#nameLength;
    if (length === 0) return '';
    // A message has few names, over and over.
    const slot = (length * 7 + (bytes[length - 1] ?? 0) * 31 + (bytes[length >> 1] ?? 0)) & (nameSlots - 1);
    const known = this.#names[slot];
    if (known !== undefined && isWritten(known, bytes, length)) return known;
    const name = String.fromCharCode.apply(null, bytes.subarray(0, length) as unknown as number[]);
    this.#names[slot] = name;
    return name;
  }
}

const nameSlots = 256;

function isWritten(name: string, bytes: Uint8Array, length: number): boolean {
  if (name.length !== length) return false;
  for (let at = 0; at < length; at += 1) if (name.charCodeAt(at) !== bytes[at]) return false;
  return true;
}

function isNameStart(byte: number): boolean {
  return (
    (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a) || byte === 0x5f || byte === 0x3a || byte >= 0x80
  );
}

function isNameEnd(byte: number): boolean {
  return byte <= 0x20 || byte === slash || byte === greaterThan;
}

function isQuote(byte: number): boolean {
  return byte === 0x22 || byte === 0x27;
}
