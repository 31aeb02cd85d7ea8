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

/**
 * @method push any cut of the stream, also inside a tag, a character reference or a multi-byte character
 * @method openTagStart where a start tag began that is not complete yet, null when none is open
 * @method end where the unfinished markup began, null when the stream ended between tokens
 */
export type XmlLexer = { push(chunk: Uint8Array): void; openTagStart(): number | null; end(): number | null };

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

/**
 * A resumable lexer over bytes in any character set that extends ASCII. It reads each byte once, keeps no text,
 * knows no entities, and never recurses: `<` outside quotes begins markup, everything else is text.
 */
export function createXmlLexer(sink: XmlLexerSink): XmlLexer {
  let state: State = 'text';
  let base = 0;
  let textStart = 0;
  let markupStart = 0;
  const nameBytes = new Uint8Array(maxNameBytes);
  let nameLength = 0;
  let isNameOpen = false;
  let quote = 0;
  let previous = 0;
  let run = 0;
  let brackets = 0;

  function emit(kind: XmlTokenKind, end: number) {
    const name = nameLength === 0 ? '' : nameText(nameBytes, nameLength);
    sink.token({ kind, start: markupStart, end, name });
    nameLength = 0;
    textStart = end;
    state = 'text';
  }

  function beginMarkup(next: State) {
    if (markupStart > textStart) sink.token({ kind: 'text', start: textStart, end: markupStart, name: '' });
    nameLength = 0;
    isNameOpen = true;
    quote = 0;
    previous = 0;
    run = 0;
    brackets = 0;
    state = next;
  }

  function addToName(byte: number) {
    if (nameLength < maxNameBytes) nameBytes[nameLength++] = byte;
  }

  /** The byte after `<` decides what the markup is, or that there is none. */
  function readOpen(byte: number) {
    if (byte === slash) beginMarkup('end-tag');
    else if (byte === 0x21) beginMarkup('bang');
    else if (byte === 0x3f) beginMarkup('instruction');
    else if (isNameStart(byte)) {
      beginMarkup('start-name');
      addToName(byte);
    } else {
      sink.strayLessThan(markupStart);
      state = 'text';
      return byte === lessThan;
    }
    return false;
  }

  function readStartTag(byte: number, offset: number) {
    if (state === 'start-name') {
      if (!isNameEnd(byte)) {
        addToName(byte);
        return;
      }
      state = 'start-body';
    }
    if (byte === greaterThan) emit(previous === slash ? 'empty' : 'start', offset + 1);
    else if (byte === 0x22 || byte === 0x27) quote = byte;
    previous = byte;
  }

  function readEndTag(byte: number, offset: number) {
    if (byte === greaterThan) emit('end', offset + 1);
    else if (isNameOpen && !isNameEnd(byte)) addToName(byte);
    else isNameOpen = false;
  }

  /** After `<!`: a comment, a CDATA section, or a declaration that is skipped. */
  function readBang(byte: number, offset: number) {
    addToName(byte);
    const seen = nameText(nameBytes, nameLength);
    if (seen === '--' || seen === '[CDATA[') {
      nameLength = 0;
      state = seen === '--' ? 'comment' : 'cdata';
    } else if (!'--'.startsWith(seen) && !'[CDATA['.startsWith(seen)) {
      brackets = nameLength > 1 && seen.startsWith('[') ? 1 : 0;
      nameLength = 0;
      state = 'declaration';
      readDeclaration(byte, offset);
    }
  }

  /** `-->` and `]]>`: two or more of the closing byte, then `>`. */
  function readUntilClosed(byte: number, offset: number) {
    const closing = state === 'comment' ? dash : closeBracket;
    if (byte === closing) run += 1;
    else if (byte === greaterThan && run >= 2) emit(state === 'comment' ? 'comment' : 'cdata', offset + 1);
    else run = 0;
  }

  function readDeclaration(byte: number, offset: number) {
    if (byte === 0x22 || byte === 0x27) quote = byte;
    else if (byte === openBracket) brackets += 1;
    else if (byte === closeBracket) brackets = Math.max(0, brackets - 1);
    else if (byte === greaterThan && brackets === 0) emit('declaration', offset + 1);
  }

  function readInstruction(byte: number, offset: number) {
    if (byte === greaterThan && previous === 0x3f) emit('instruction', offset + 1);
    previous = byte;
  }

  /** One byte of markup; true when the same byte begins markup anew. */
  function readMarkup(byte: number, offset: number): boolean {
    switch (state) {
      case 'open':
        return readOpen(byte);
      case 'start-name':
      case 'start-body':
        readStartTag(byte, offset);
        return false;
      case 'end-tag':
        readEndTag(byte, offset);
        return false;
      case 'bang':
        readBang(byte, offset);
        return false;
      case 'instruction':
        readInstruction(byte, offset);
        return false;
      case 'declaration':
        readDeclaration(byte, offset);
        return false;
      default:
        readUntilClosed(byte, offset);
        return false;
    }
  }

  /** Where the next byte of interest is: text, quoted values and CDATA are jumped over, not walked. */
  function skip(chunk: Uint8Array, at: number): number {
    const wanted =
      state === 'text' ? lessThan : quote !== 0 ? quote : state === 'cdata' && run === 0 ? closeBracket : -1;
    if (wanted < 0) return at;
    const found = chunk.indexOf(wanted, at);
    return found < 0 ? chunk.length : found;
  }

  return {
    push(chunk) {
      let at = 0;
      while (at < chunk.length) {
        at = skip(chunk, at);
        const byte = chunk[at];
        if (byte === undefined) break;
        if (quote !== 0) quote = 0;
        else if (state === 'text' || readMarkup(byte, base + at)) {
          markupStart = base + at;
          state = 'open';
        }
        at += 1;
      }
      base += chunk.length;
    },
    openTagStart: () => (state === 'open' || state === 'start-name' || state === 'start-body' ? markupStart : null),
    end() {
      const textEnd = state === 'text' ? base : state === 'open' ? markupStart : textStart;
      if (textEnd > textStart) sink.token({ kind: 'text', start: textStart, end: textEnd, name: '' });
      if (state !== 'text') return markupStart;
      textStart = base;
      return null;
    },
  };
}

function isNameStart(byte: number): boolean {
  return (
    (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a) || byte === 0x5f || byte === 0x3a || byte >= 0x80
  );
}

function isNameEnd(byte: number): boolean {
  return byte <= 0x20 || byte === slash || byte === greaterThan;
}

/** Names outside ASCII are kept byte by byte as Latin-1: unique and comparable, and no schema that we read has one. */
function nameText(bytes: Uint8Array, length: number): string {
  return String.fromCharCode.apply(null, bytes.subarray(0, length) as unknown as number[]);
}
