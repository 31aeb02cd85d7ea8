/**
 * The check digit of a number by an algorithm of HL7 table 0061, null when the algorithm is none of `M10` and `M11` or the number has other
 * characters than digits. Source: HL7 v2.5.1 chapter 2A, CX.3.
 */
export function calculateCheckDigit(number: string, scheme: string): string | null {
  if (!/^\d{1,30}$/.test(number)) return null;
  if (scheme === 'M10') return mod10(number);
  return scheme === 'M11' ? mod11(number) : null;
}

/** Every second digit from the right doubled, the digits of it all added up to the next ten. */
function mod10(number: string): string {
  const sum = fromRight(number).reduce((total, digit, at) => {
    const part = at % 2 === 0 ? digit * 2 : digit;
    return total + (part > 9 ? part - 9 : part);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}

/** Weights 2 to 7 from the right, over and over. A remainder of 0 counts as 1, so there is always a digit. */
function mod11(number: string): string {
  const sum = fromRight(number).reduce((total, digit, at) => total + digit * (2 + (at % 6)), 0);
  return String((11 - (sum % 11 || 1)) % 10);
}

function fromRight(number: string): number[] {
  return Array.from(number, Number).reverse();
}
