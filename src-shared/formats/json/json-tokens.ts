/** Kinds of JSON values; `broken` is text in the place of a value that is none. */
export const jsonKind = { object: 1, array: 2, string: 3, number: 4, literal: 5, broken: 6 } as const;
export type JsonKind = (typeof jsonKind)[keyof typeof jsonKind];

/** A string that has escapes, and a string, object or array whose end is missing. */
export const jsonFlag = { escaped: 0x10, unclosed: 0x20 } as const;

/**
 * Every value of a JSON text in the order of its beginning: 13 bytes each, nothing of the text is copied. Byte offsets, end exclusive,
 * strings with their quotes. `kind`: a kind and flags. `name`: where the property's name begins plus 1; 0 where it has none.
 */
export type JsonTokens = {
  count: number;
  start: Uint32Array;
  end: Uint32Array;
  kind: Uint8Array;
  name: Uint32Array;
};

/** @param sizeBytes of the text, from which the room is guessed */
export function createJsonTokens(sizeBytes: number): JsonTokens {
  const room = Math.max(64, sizeBytes >> 5);
  return {
    count: 0,
    start: new Uint32Array(room),
    end: new Uint32Array(room),
    kind: new Uint8Array(room),
    name: new Uint32Array(room),
  };
}

export type NewToken = { start: number; end: number; kind: number; name: number };

/** @returns the number of the new token */
export function addToken(tokens: JsonTokens, { start, end, kind, name }: NewToken): number {
  if (tokens.count === tokens.start.length) grow(tokens);
  const token = tokens.count;
  tokens.start[token] = start;
  tokens.end[token] = end;
  tokens.kind[token] = kind;
  tokens.name[token] = name;
  tokens.count += 1;
  return token;
}

/** The token behind a value and all that is in it: its next sibling if it has one. */
export function tokenAfter(tokens: JsonTokens, token: number): number {
  if (kindOf(tokens, token) > jsonKind.array) return token + 1;
  const end = tokens.end[token] ?? 0;
  let low = token + 1;
  let high = tokens.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens.start[middle] ?? 0) < end) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function kindOf(tokens: JsonTokens, token: number): JsonKind {
  return ((tokens.kind[token] ?? 0) & 0x0f) as JsonKind;
}

export function hasFlag(tokens: JsonTokens, token: number, flag: number): boolean {
  return ((tokens.kind[token] ?? 0) & flag) !== 0;
}

function grow(tokens: JsonTokens): void {
  const room = Math.ceil(tokens.start.length * 1.6);
  for (const key of ['start', 'end', 'name'] as const) {
    const larger = new Uint32Array(room);
    larger.set(tokens[key]);
    tokens[key] = larger;
  }
  const kinds = new Uint8Array(room);
  kinds.set(tokens.kind);
  tokens.kind = kinds;
}
