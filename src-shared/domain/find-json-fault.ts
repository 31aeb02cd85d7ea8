const blank = /[ \t\r\n]*/y;
const plain = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
/** A profile is three levels deep. */
const maxDepth = 50;

type Reader = { text: string; at: number };
class Fault {}

/** Where a text stops being JSON, as line and column from 1 on; of a text that ends too early its end. Only for texts that are no JSON. */
export function findJsonFault(text: string): { line: number; column: number } {
  const reader: Reader = { text, at: 0 };
  try {
    readValue(reader, 0);
    take(reader, blank);
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
  }
  const lines = text.slice(0, reader.at).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

function readValue(reader: Reader, depth: number): void {
  take(reader, blank);
  const first = reader.text[reader.at];
  if ((first === '{' || first === '[') && depth < maxDepth) readList(reader, depth, first === '{');
  else if (!take(reader, string) && !take(reader, plain)) throw new Fault();
}

function readList(reader: Reader, depth: number, isObject: boolean): void {
  const close = isObject ? '}' : ']';
  reader.at += 1;
  take(reader, blank);
  if (skip(reader, close)) return;
  do {
    take(reader, blank);
    if (isObject) {
      if (!take(reader, string)) throw new Fault();
      take(reader, blank);
      if (!skip(reader, ':')) throw new Fault();
    }
    readValue(reader, depth + 1);
    take(reader, blank);
  } while (skip(reader, ','));
  if (!skip(reader, close)) throw new Fault();
}

function skip(reader: Reader, character: string): boolean {
  if (reader.text[reader.at] !== character) return false;
  reader.at += 1;
  return true;
}

function take(reader: Reader, pattern: RegExp): boolean {
  pattern.lastIndex = reader.at;
  const match = pattern.exec(reader.text);
  if (match === null) return false;
  reader.at += match[0].length;
  return true;
}
