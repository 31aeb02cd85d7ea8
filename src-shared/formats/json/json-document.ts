import type { ParseOptions, Problem, Span } from '../format.ts';
import { type ChosenCharset, chooseCharset } from '../shared/choose-charset.ts';
import { createProblem } from '../shared/problem.ts';
import { isAscii } from '../shared/utf8.ts';
import { indexJson, type JsonIndex } from './json-index.ts';
import { createJsonNames, type JsonNames, type ShownName, shownOf } from './json-names.ts';
import { quote, scanString, scanWord } from './json-scan.ts';
import { hasFlag, jsonFlag, jsonKind, kindOf, tokenAfter } from './json-tokens.ts';

/** A body whose values and character set are found. A token is the number of a value in the index; the root is 0. */
export type JsonDocument = { bytes: Uint8Array; index: JsonIndex; charset: ChosenCharset; names: JsonNames };

/** JSON is UTF-8 (RFC 8259, 8.1); what else the engine states or the bytes ask for is taken, and reported. */
export function openJson(bytes: Uint8Array, options: ParseOptions): JsonDocument {
  const charset = chooseCharset(bytes, { stated: options.statedEncoding, declared: null });
  const utf16 = isUtf16(bytes);
  const problems: Problem[] = [...charset.problems];
  if (utf16) problems.push(createProblem('json.utf-16', [0, Math.min(2, bytes.length)]));
  else if (charset.charset.isSingleByte && !isAscii(bytes))
    problems.push(createProblem('json.not-utf-8', [0, 0], { charset: charset.charset.name }));
  const index = indexJson(utf16 ? bytes.subarray(0, 0) : bytes);
  return { bytes, index, charset: { ...charset, problems }, names: createJsonNames() };
}

/** A byte order mark of UTF-16, or a zero in each of the first pairs of bytes. */
export function isUtf16(bytes: Uint8Array): boolean {
  const [a, b, c, d] = bytes;
  if (bytes.length < 4) return false;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return true;
  return (a === 0 && c === 0 && b !== 0) || (b === 0 && d === 0 && a !== 0);
}

export function isContainer({ index }: JsonDocument, token: number): boolean {
  return kindOf(index.tokens, token) <= jsonKind.array;
}

export function isObject({ index }: JsonDocument, token: number): boolean {
  return kindOf(index.tokens, token) === jsonKind.object;
}

/** The whole value as it stands, strings with their quotes. */
export function wholeSpan({ index }: JsonDocument, token: number): Span {
  return [index.tokens.start[token] ?? 0, index.tokens.end[token] ?? 0];
}

/** What an edit replaces: of a string what is between its quotes. */
export function valueSpan(document: JsonDocument, token: number): Span {
  const [start, end] = wholeSpan(document, token);
  if (kindOf(document.index.tokens, token) !== jsonKind.string) return [start, end];
  return [start + 1, hasFlag(document.index.tokens, token, jsonFlag.unclosed) ? end : end - 1];
}

/** A string with its escapes resolved; a number or anything else as written. */
export function textOf(document: JsonDocument, token: number): string {
  const text = rawText(document, valueSpan(document, token));
  return hasFlag(document.index.tokens, token, jsonFlag.escaped) ? unescapeJson(text) : text;
}

export function rawText({ bytes, charset }: JsonDocument, [start, end]: Span): string {
  return start === end ? '' : charset.charset.decode(bytes, start, end);
}

/** The name of a property, without its quotes; null for an element of an array, the root, and a value that lost its name. */
export function nameSpan({ bytes, index }: JsonDocument, token: number): Span | null {
  const start = (index.tokens.name[token] ?? 0) - 1;
  if (start < 0) return null;
  if (bytes[start] !== quote) return [start, scanWord(bytes, start)];
  return [start + 1, scanString(bytes, start, () => {}).end - 1];
}

export function nameOf(document: JsonDocument, token: number): string | null {
  const known = plainName(document, token);
  if (known !== null) return known.text;
  const span = nameSpan(document, token);
  return span === null ? null : unescapeJson(rawText(document, span));
}

/** Null also where the name must not be shown: it may be a person's number. */
export function shownName(document: JsonDocument, token: number): string | null {
  const known = plainName(document, token);
  if (known !== null) return known.shown;
  const name = nameOf(document, token);
  return name === null ? null : shownOf(name);
}

function plainName({ bytes, index, names }: JsonDocument, token: number): ShownName | null {
  const start = (index.tokens.name[token] ?? 0) - 1;
  return start < 0 || bytes[start] !== quote ? null : names.find(bytes, start + 1);
}

/** Properties or elements in their order. */
export function childrenOf(document: JsonDocument, token: number): number[] {
  const { tokens } = document.index;
  if (!isContainer(document, token)) return [];
  const children: number[] = [];
  const end = tokenAfter(tokens, token);
  for (let child = token + 1; child < end; child = tokenAfter(tokens, child)) children.push(child);
  return children;
}

/** A property and which of its name it is, 1-based. */
export type FoundProperty = { token: number; number: number };

/** The property of that name; of several the last, as most readers do. Null when there is none. */
export function findProperty(document: JsonDocument, token: number, name: string): FoundProperty | null {
  if (!isObject(document, token)) return null;
  const { tokens } = document.index;
  const end = tokenAfter(tokens, token);
  let [last, number] = [-1, 0];
  for (let child = token + 1; child < end; child = tokenAfter(tokens, child)) {
    if (!isNamed(document, child, name)) continue;
    last = child;
    number += 1;
  }
  return last < 0 ? null : { token: last, number };
}

/** The token of `findProperty`; null also when there is no object. */
export function propertyOf(document: JsonDocument, token: number | null, name: string): number | null {
  return token === null ? null : (findProperty(document, token, name)?.token ?? null);
}

/** Without decoding, as long as the name is written without escapes. */
function isNamed(document: JsonDocument, token: number, name: string): boolean {
  const { bytes, index } = document;
  const start = (index.tokens.name[token] ?? 0) - 1;
  if (start < 0) return false;
  if (bytes[start] !== quote) return nameOf(document, token) === name;
  for (let at = 0; at < name.length; at += 1) {
    const byte = bytes[start + 1 + at] ?? 0;
    if (byte === 0x5c || byte > 0x7f) return nameOf(document, token) === name;
    if (byte !== name.charCodeAt(at)) return false;
  }
  return bytes[start + 1 + name.length] === quote;
}

const escapes: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** What is no escape of JSON stays as it is. */
function unescapeJson(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:(["\\/bfnrt])|u([0-9a-fA-F]{4}))/g, (_whole, letter?: string, code?: string) =>
    letter === undefined ? String.fromCharCode(Number.parseInt(code ?? '', 16)) : (escapes[letter] ?? letter),
  );
}
