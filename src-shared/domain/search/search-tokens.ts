import { type SearchOperator, searchOperators } from './search-query.ts';

type Place = { at: number; end: number };

/** `isOpenQuote`: its quotation mark is never closed. `valueAt`: where its value begins. */
export type SearchToken =
  | ({ kind: 'open' | 'close' | 'and' | 'or' | 'not' } & Place)
  | ({
      kind: 'term';
      field: string | null;
      operator: SearchOperator;
      value: string;
      isPrefix: boolean;
      isPhrase: boolean;
      isOpenQuote: boolean;
      valueAt: number;
    } & Place);

const words = new Map([
  ['AND', 'and'],
  ['OR', 'or'],
  ['NOT', 'not'],
] as const);
const operators = [...searchOperators].sort((a, b) => b.length - a.length);

/** Every character belongs to a token or is white space. Takes time in proportion to the text. */
export function readTokens(text: string): SearchToken[] {
  const tokens: SearchToken[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (/\s/.test(character)) {
      at += 1;
      continue;
    }
    const token = character === '(' || character === ')' ? bracket(character, at) : readTermAt(text, at);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function bracket(character: '(' | ')', at: number): SearchToken {
  return { kind: character === '(' ? 'open' : 'close', at, end: at + 1 };
}

function readTermAt(text: string, at: number): SearchToken {
  const fieldEnd = endOfField(text, at);
  const field = fieldEnd === null ? null : text.slice(at, fieldEnd);
  const operator = fieldEnd === null ? ':' : (operators.find((each) => text.startsWith(each, fieldEnd)) ?? ':');
  const valueAt = fieldEnd === null ? at : fieldEnd + operator.length;
  const { value, end, isPhrase, isOpenQuote } = readValue(text, valueAt);
  const word = field === null && !isPhrase ? words.get(value as 'AND' | 'OR' | 'NOT') : undefined;
  if (word !== undefined) return { kind: word, at, end };
  const isPrefix = end < text.length && text[end] === '*';
  return {
    kind: 'term',
    field,
    operator,
    value,
    isPrefix,
    isPhrase,
    isOpenQuote,
    valueAt,
    at,
    end: end + (isPrefix ? 1 : 0),
  };
}

/** Where a field's name ends, before its colon; null: this is free text. */
function endOfField(text: string, at: number): number | null {
  const name = /[\p{L}/][^\s():"*]*/uy;
  name.lastIndex = at;
  const found = name.exec(text);
  const end = found === null ? at : at + found[0].length;
  return found !== null && text[end] === ':' ? end : null;
}

/** A value ends at white space, a bracket or a star; in quotation marks only at the next one, `\"` and `\\` standing for themselves. */
function readValue(text: string, at: number): { value: string; end: number; isPhrase: boolean; isOpenQuote: boolean } {
  if (text[at] !== '"') {
    const bare = /[^\s()*"]*/y;
    bare.lastIndex = at;
    const value = bare.exec(text)?.[0] ?? '';
    // A lone star is itself, so that nothing is left over.
    if (value === '' && text[at] === '*') return { value: '*', end: at + 1, isPhrase: true, isOpenQuote: false };
    return { value, end: at + value.length, isPhrase: false, isOpenQuote: false };
  }
  let value = '';
  let end = at + 1;
  while (end < text.length && text[end] !== '"') {
    if (text[end] === '\\' && (text[end + 1] === '"' || text[end + 1] === '\\')) end += 1;
    value += text[end] ?? '';
    end += 1;
  }
  const isOpenQuote = end >= text.length;
  return { value, end: Math.min(text.length, end + 1), isPhrase: true, isOpenQuote };
}
