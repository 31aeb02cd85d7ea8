import { fieldKindOf } from './search-fields.ts';
import type { SearchFault, SearchFaultRule, SearchOperator, SearchQuery, SearchTerm } from './search-query.ts';
import { readDuration, readTimeRange } from './search-times.ts';
import { readTokens, type SearchToken } from './search-tokens.ts';

export type SearchReading = { kind: 'read'; query: SearchQuery | null } | { kind: 'fault'; fault: SearchFault };

const maxLength = 2000;
const maxDepth = 20;

class Fault extends Error {
  readonly fault: SearchFault;
  constructor(rule: SearchFaultRule, { at, end }: { at: number; end: number }, params: Record<string, string> = {}) {
    super(rule);
    this.fault = { rule, at, length: end - at, params };
  }
}

/** `query` null: the text asks for everything. Never throws; what is wrong is told with its place. */
export function readSearch(text: string): SearchReading {
  if (text.length > maxLength)
    return { kind: 'fault', fault: { rule: 'too-long', at: maxLength, length: text.length - maxLength, params: {} } };
  const tokens = readTokens(text);
  const reader: Reader = { tokens, at: 0, end: text.length };
  try {
    const query = readOr(reader, 0);
    const rest = reader.tokens[reader.at];
    if (rest !== undefined) throw new Fault('stray-bracket', rest);
    return { kind: 'read', query };
  } catch (error) {
    if (error instanceof Fault) return { kind: 'fault', fault: error.fault };
    throw error;
  }
}

type Reader = { tokens: SearchToken[]; at: number; end: number };

function readOr(reader: Reader, depth: number): SearchQuery | null {
  const first = readAnd(reader, depth);
  const parts = first === null ? [] : [first];
  for (let token = reader.tokens[reader.at]; token?.kind === 'or'; token = reader.tokens[reader.at]) {
    if (parts.length === 0) throw new Fault('missing-term', token);
    reader.at += 1;
    const next = readAnd(reader, depth);
    if (next === null) throw new Fault('missing-term', token);
    parts.push(next);
  }
  return joined('or', parts);
}

function readAnd(reader: Reader, depth: number): SearchQuery | null {
  const parts: SearchQuery[] = [];
  for (;;) {
    const token = reader.tokens[reader.at];
    if (token === undefined || token.kind === 'or' || token.kind === 'close') return joined('and', parts);
    if (token.kind !== 'and') {
      parts.push(readOne(reader, depth));
      continue;
    }
    reader.at += 1;
    const next = reader.tokens[reader.at];
    if (parts.length === 0 || next === undefined || next.kind === 'or' || next.kind === 'close' || next.kind === 'and')
      throw new Fault('missing-term', token);
  }
}

function readOne(reader: Reader, depth: number): SearchQuery {
  const token = reader.tokens[reader.at];
  if (token === undefined) throw new Fault('missing-term', { at: reader.end, end: reader.end });
  if (depth > maxDepth) throw new Fault('too-deep', token);
  reader.at += 1;
  if (token.kind === 'not') {
    const next = reader.tokens[reader.at];
    if (next === undefined || next.kind === 'or' || next.kind === 'and' || next.kind === 'close')
      throw new Fault('missing-term', token);
    return { kind: 'not', part: readOne(reader, depth + 1) };
  }
  if (token.kind === 'open') {
    const inside = readOr(reader, depth + 1);
    const close = reader.tokens[reader.at];
    if (close?.kind !== 'close') throw new Fault('open-bracket', token);
    reader.at += 1;
    if (inside === null) throw new Fault('missing-term', { at: token.at, end: close.end });
    return inside;
  }
  if (token.kind !== 'term') throw new Fault('missing-term', token);
  return readTerm(token);
}

function readTerm(token: SearchToken & { kind: 'term' }): SearchTerm {
  if (token.isOpenQuote) throw new Fault('open-quote', { at: token.valueAt, end: token.end });
  const { field, operator, value, isPrefix, isPhrase } = token;
  if (field !== null) refuseField(token, field, operator);
  return { kind: 'term', field, operator, value, isPrefix, isPhrase };
}

function refuseField(token: SearchToken & { kind: 'term' }, field: string, operator: SearchOperator): void {
  const { at, end, valueAt, value } = token;
  const place = { at: valueAt, end };
  const found = fieldKindOf(field);
  if (found === null) throw new Fault('unknown-field', { at, end: at + field.length }, { field });
  if (value === '') throw new Fault('missing-value', { at, end }, { field });
  const hasOrder = found.kind === 'duration' || found.kind === 'time';
  if (operator !== ':' && !hasOrder) throw new Fault('no-order', { at, end }, { field });
  if (found.kind === 'choice' && !found.choices.includes(value))
    throw new Fault('bad-choice', place, { field, choices: found.choices.join(', ') });
  if (found.kind === 'duration' && readDuration(value) === null) throw new Fault('bad-duration', place);
  if (found.kind === 'time' && !isTime(value, operator)) throw new Fault('bad-time', place);
}

/** Before and after need one point, not an interval. */
function isTime(value: string, operator: SearchOperator): boolean {
  const range = readTimeRange(value, (wallMs) => wallMs);
  return range !== null && (operator === ':' || !/\/|\.\./.test(value));
}

function joined(kind: 'and' | 'or', parts: SearchQuery[]): SearchQuery | null {
  const [first, second] = parts;
  if (first === undefined) return null;
  if (second === undefined) return first;
  return { kind, parts: parts.flatMap((part) => (part.kind === kind ? part.parts : [part])) };
}
