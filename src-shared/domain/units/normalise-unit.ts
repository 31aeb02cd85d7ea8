/** Digits written high, before NFKC makes `10⁹` the number 109. */
const raised: Readonly<Record<string, string>> = {
  ...{ '⁰': '0', '¹': '1', '²': '2', '³': '3', '⁴': '4', '⁵': '5', '⁶': '6', '⁷': '7', '⁸': '8', '⁹': '9' },
  ...{ '⁻': '-', '⁺': '' },
};

/**
 * A unit as sent in one way of writing: NFKC, both letters µ as `u`, single blanks and none at `/`, decimal points, powers of ten as `10*9`.
 * Capitals stay: `G/L` is a count and `g/L` a mass.
 */
export function normaliseUnit(text: string): string {
  return text
    .replace(/(?<=\d)[⁰¹²³⁴-⁹⁻⁺]+/gu, (digits) => `^${plainDigits(digits)}`)
    .replace(/[⁰¹²³⁴-⁹⁻⁺]+/gu, plainDigits)
    .normalize('NFKC')
    .replace(/[µμ]/gu, 'u')
    .replace(/[·⋅∙]/gu, '.')
    .replace(/[\s\u200B\uFEFF]+/gu, ' ')
    .replace(/ ?\/ ?/g, '/')
    .trim()
    .replace(/(?<=\d),(?=\d)/g, '.')
    .replace(/^[x×*] ?(?=10)/u, '')
    .replace(/^10 ?(?:\^|#|\*\*|[Ee])(?=[+-]?\d)/, '10*')
    .replace(/^(10\*)\+/, '$1')
    .replace(/^(10\*-?\d{1,2}) (?=[/.])/, '$1');
}

function plainDigits(digits: string): string {
  return [...digits].map((digit) => raised[digit] ?? '').join('');
}
