import type { Problem, Span } from '../format.ts';
import { createProblemList, type ProblemList } from '../shared/problem.ts';
import { isJsonNumber, quote, scanComment, scanString, scanWord, skipBlanks } from './json-scan.ts';
import { addToken, createJsonTokens, type JsonTokens, jsonFlag, jsonKind, kindOf } from './json-tokens.ts';

/** Text that is no value: a comment, or what follows the root value. */
export type LooseText = { kind: 'comment' | 'rest'; span: Span };

/** `isComplete` false: too deep or too much; then only the beginning is indexed. `duplicates` and the like are among `problems`. */
export type JsonIndex = { tokens: JsonTokens; loose: LooseText[]; problems: Problem[]; isComplete: boolean };

export const maxDepth = 256;
const maxTokens = 10_000_000;
const maxLoose = 1000;

type Expected = 'value' | 'name' | 'colon' | 'comma' | 'nothing';

type Reader = {
  bytes: Uint8Array;
  at: number;
  expected: Expected;
  tokens: JsonTokens;
  /** Open objects and arrays, outermost first. */
  open: number[];
  /** Of each open object, where each name stands by its hash. */
  names: Map<number, Span>[];
  /** Of the property whose value has not come yet. */
  name: Span | null;
  comma: number;
  problems: ProblemList;
  loose: LooseText[];
  isComplete: boolean;
};

/** Reads JSON text, each byte once and without recursion. What is wrong is reported and read over, never thrown. */
export function indexJson(bytes: Uint8Array): JsonIndex {
  const reader: Reader = {
    bytes,
    at: bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0,
    expected: 'value',
    tokens: createJsonTokens(bytes.length),
    open: [],
    names: [],
    name: null,
    comma: -1,
    problems: createProblemList(),
    loose: [],
    isComplete: true,
  };
  if (reader.at > 0) reader.problems.add('json.byte-order-mark', [0, 3]);
  while (reader.isComplete) {
    reader.at = skipBlanks(bytes, reader.at);
    if (reader.at >= bytes.length) break;
    step(reader, bytes[reader.at] ?? 0);
    if (reader.open.length > maxDepth) give(reader, 'json.too-deep');
    if (reader.tokens.count >= maxTokens || reader.loose.length >= maxLoose) give(reader, 'json.too-many-values');
  }
  finish(reader);
  const { tokens, loose, problems, isComplete } = reader;
  return { tokens, loose, problems: problems.items, isComplete };
}

function give(reader: Reader, rule: 'json.too-deep' | 'json.too-many-values'): void {
  reader.problems.add(rule, [reader.at, reader.bytes.length]);
  reader.isComplete = false;
}

function step(reader: Reader, byte: number): void {
  const commentEnd = byte === 0x2f ? scanComment(reader.bytes, reader.at) : -1;
  if (commentEnd >= 0) {
    addLoose(reader, 'comment', commentEnd);
    return;
  }
  if (reader.expected === 'nothing') {
    addLoose(reader, 'rest', reader.bytes.length);
    return;
  }
  if (byte === quote) readString(reader);
  else if (byte === 0x7b) openContainer(reader, jsonKind.object);
  else if (byte === 0x5b) openContainer(reader, jsonKind.array);
  else if (byte === 0x7d) close(reader, jsonKind.object);
  else if (byte === 0x5d) close(reader, jsonKind.array);
  else if (byte === 0x2c) readComma(reader);
  else if (byte === 0x3a) readColon(reader);
  else readWord(reader);
}

function addLoose(reader: Reader, kind: LooseText['kind'], end: number): void {
  const span: Span = [reader.at, end];
  reader.problems.add(kind === 'comment' ? 'json.comment' : 'json.behind-root', span);
  reader.loose.push({ kind, span });
  reader.at = end;
}

function isInObject({ open, tokens }: Reader): boolean {
  const top = open.at(-1);
  return top !== undefined && kindOf(tokens, top) === jsonKind.object;
}

function readString(reader: Reader): void {
  const start = reader.at;
  missComma(reader);
  const { end, isEscaped, isClosed } = scanString(reader.bytes, start, reader.problems.add);
  if (reader.expected === 'name' && isClosed) takeName(reader, [start, end]);
  else {
    const flags = (isEscaped ? jsonFlag.escaped : 0) | (isClosed ? 0 : jsonFlag.unclosed);
    addValue(reader, [start, end], jsonKind.string | flags);
  }
  reader.at = end;
}

function readWord(reader: Reader): void {
  const start = reader.at;
  missComma(reader);
  const end = scanWord(reader.bytes, start);
  const next = skipBlanks(reader.bytes, end);
  if (reader.expected === 'name' && reader.bytes[next] === 0x3a) {
    reader.problems.add('json.name-unquoted', [start, end]);
    takeName(reader, [start, end]);
  } else {
    const kind = wordKind(reader.bytes, start, end);
    if (kind === jsonKind.broken) reader.problems.add('json.invalid-value', [start, end]);
    addValue(reader, [start, end], kind);
  }
  reader.at = end;
}

function wordKind(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > 400) return jsonKind.broken;
  const word = String.fromCharCode(...bytes.subarray(start, end));
  if (word === 'true' || word === 'false' || word === 'null') return jsonKind.literal;
  return isJsonNumber(word) ? jsonKind.number : jsonKind.broken;
}

function missComma(reader: Reader): void {
  if (reader.expected !== 'comma') return;
  reader.problems.add('json.comma-missing', [reader.at, reader.at]);
  reader.expected = isInObject(reader) ? 'name' : 'value';
}

function takeName(reader: Reader, span: Span): void {
  reader.name = span;
  reader.expected = 'colon';
  reader.comma = -1;
  const names = reader.names[reader.open.length];
  if (names === undefined) return;
  const hash = hashName(reader.bytes, span);
  const before = names.get(hash);
  if (before === undefined) names.set(hash, span);
  else if (isSameText(reader.bytes, before, span)) reader.problems.add('json.duplicate-name', span);
}

/** Puts a value where one is expected; in other places too, with a report, for it must be shown. */
function addValue(reader: Reader, [start, end]: Span, kind: number): number {
  if (reader.expected === 'colon') reader.problems.add('json.colon-missing', [start, start]);
  else if (reader.expected === 'name') reader.problems.add('json.name-missing', [start, start]);
  const name = reader.name === null ? 0 : reader.name[0] + 1;
  reader.name = null;
  reader.comma = -1;
  reader.expected = reader.open.length === 0 ? 'nothing' : 'comma';
  return addToken(reader.tokens, { start, end, kind, name });
}

function openContainer(reader: Reader, kind: number): void {
  missComma(reader);
  const token = addValue(reader, [reader.at, reader.bytes.length], kind);
  reader.open.push(token);
  reader.at += 1;
  reader.expected = kind === jsonKind.object ? 'name' : 'value';
  if (kind !== jsonKind.object) return;
  const names = reader.names[reader.open.length];
  if (names === undefined) reader.names[reader.open.length] = new Map();
  else if (names.size > 0) names.clear();
}

function close(reader: Reader, kind: number): void {
  const { open, tokens, problems } = reader;
  const wanted = open.findLastIndex((token) => kindOf(tokens, token) === kind);
  if (wanted < 0) {
    problems.add('json.stray-sign', [reader.at, reader.at + 1]);
    reader.at += 1;
    return;
  }
  settleName(reader);
  if (reader.comma >= 0) problems.add('json.trailing-comma', [reader.comma, reader.comma + 1]);
  while (open.length > wanted) {
    const token = open.pop() ?? 0;
    const isMeant = open.length === wanted;
    if (!isMeant) problems.add('json.unclosed', [tokens.start[token] ?? 0, (tokens.start[token] ?? 0) + 1]);
    endContainer(tokens, token, isMeant ? reader.at + 1 : reader.at, !isMeant);
  }
  reader.at += 1;
  reader.comma = -1;
  reader.expected = open.length === 0 ? 'nothing' : 'comma';
}

function endContainer(tokens: JsonTokens, token: number, end: number, isUnclosed: boolean): void {
  tokens.end[token] = end;
  if (isUnclosed) tokens.kind[token] = (tokens.kind[token] ?? 0) | jsonFlag.unclosed;
}

/** A name without a value stays visible as a broken value of its own. */
function settleName(reader: Reader): void {
  if (reader.name === null) return;
  const span = reader.name;
  reader.name = null;
  reader.problems.add('json.value-missing', span);
  reader.expected = 'value';
  addValue(reader, span, jsonKind.broken);
}

function readComma(reader: Reader): void {
  settleName(reader);
  const span: Span = [reader.at, reader.at + 1];
  if (reader.open.length === 0) reader.problems.add('json.stray-sign', span);
  else if (reader.expected !== 'comma') reader.problems.add('json.value-missing', span);
  if (reader.open.length > 0) reader.expected = isInObject(reader) ? 'name' : 'value';
  reader.comma = reader.at;
  reader.at += 1;
}

function readColon(reader: Reader): void {
  if (reader.expected === 'colon') reader.expected = 'value';
  else reader.problems.add('json.stray-sign', [reader.at, reader.at + 1]);
  reader.at += 1;
}

function finish(reader: Reader): void {
  const { open, tokens, problems, bytes } = reader;
  settleName(reader);
  const isCut = open.length > 0 || ((tokens.kind[tokens.count - 1] ?? 0) & jsonFlag.unclosed) !== 0;
  if (isCut && reader.isComplete) problems.add('json.cut-off', [Math.max(0, bytes.length - 1), bytes.length]);
  if (tokens.count === 0) problems.add('json.empty', [0, bytes.length]);
  for (const token of open) endContainer(tokens, token, bytes.length, true);
}

/** FNV-1a over the name's bytes. Names with escapes are compared as written. */
function hashName(bytes: Uint8Array, [start, end]: Span): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return hash;
}

function isSameText(bytes: Uint8Array, a: Span, b: Span): boolean {
  if (a[1] - a[0] !== b[1] - b[0]) return false;
  for (let index = 0; index < a[1] - a[0]; index += 1) if (bytes[a[0] + index] !== bytes[b[0] + index]) return false;
  return true;
}
