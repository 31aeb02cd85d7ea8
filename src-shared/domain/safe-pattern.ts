/**
 * Values longer than this are not held against a pattern: with it and `maxWays` the time of one comparison is bounded (below 10 ms, measured).
 * In UTF-16 units.
 */
export const maxPatternValue = 200;
/** How many ways a pattern may have to read one value: each may have to be tried before it is known not to match. */
const maxWays = 50_000;

type Reader = { text: string; at: number };

/**
 * Why a pattern of a profile is not taken; null when it is. A regular expression of JavaScript (flag `u`) without look-around and back
 * references, in which no repetition can be read in so many ways that a comparison would hang: `(a+)+`, `(a|a)*`.
 */
export function findPatternFault(pattern: string): 'syntax' | 'unsupported' | 'too-many-ways' | null {
  try {
    new RegExp(pattern, 'u');
  } catch {
    // The only thing that it throws is that the text is no regular expression.
    return 'syntax';
  }
  const ways = countAlternatives({ text: pattern, at: 0 });
  if (ways === null) return 'unsupported';
  return ways > maxWays ? 'too-many-ways' : null;
}

/** Up to the closing bracket or the end. Null when there is something in it that is not counted here. */
function countAlternatives(reader: Reader): number | null {
  let sum = 0;
  for (;;) {
    const ways = countSequence(reader);
    if (ways === null) return null;
    sum += ways;
    if (reader.text[reader.at] !== '|') return sum;
    reader.at += 1;
  }
}

function countSequence(reader: Reader): number | null {
  let product = 1;
  while (reader.at < reader.text.length && !'|)'.includes(reader.text[reader.at] ?? '')) {
    const atom = countAtom(reader);
    if (atom === null) return null;
    product *= repeat(atom, readQuantifier(reader));
  }
  return product;
}

function countAtom(reader: Reader): number | null {
  const rest = reader.text.slice(reader.at);
  const group = /^\((?:\?:|\?<[A-Za-z]\w*>)?/.exec(rest)?.[0];
  if (group !== undefined) {
    reader.at += group.length;
    if (group === '(' && reader.text[reader.at] === '?') return null;
    const ways = countAlternatives(reader);
    reader.at += 1;
    return ways;
  }
  if (/^\\(?:[1-9]|k)/.test(rest)) return null;
  const single =
    /^(?:\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u[\da-fA-F]{4}|\\x[\da-fA-F]{2}|\\c[A-Za-z]|\\.|\[(?:\\.|[^\]\\])*\]|.)/su.exec(
      rest,
    );
  reader.at += single?.[0].length ?? 1;
  return 1;
}

function readQuantifier(reader: Reader): [min: number, max: number] {
  const match = /^(?:([*+?])|\{(\d+)(,(\d*))?\})\??/.exec(reader.text.slice(reader.at));
  if (match === null) return [1, 1];
  reader.at += match[0].length;
  if (match[1] !== undefined) return [match[1] === '+' ? 1 : 0, match[1] === '?' ? 1 : maxPatternValue];
  const min = Number(match[2]);
  return [min, match[3] === undefined ? min : match[4] === '' ? Math.max(min, maxPatternValue) : Number(match[4])];
}

function repeat(ways: number, [min, max]: [number, number]): number {
  if (ways === 1) return max - min + 1;
  return ways === 0 ? 1 : ways ** max * Math.max(1, Math.min(max - min + 1, 2));
}
