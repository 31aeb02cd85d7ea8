const firstWeights = [3, 7, 6, 1, 8, 9, 4, 5, 2] as const;
const secondWeights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2] as const;
const dayMs = 86_400_000;

/**
 * A synthetic national or D-number (month + 80) for the birth date that `number` holds, moved by `shiftDays`, of the same sex.
 * @param number eleven digits, possibly synthetic, possibly with wrong control digits
 * @param serial 0..499: the same serial and date give the same number
 */
export function syntheticNumber(number: string, serial: number, shiftDays: number): string {
  const isDNumber = Number(number[0]) >= 4;
  const day = Number(number.slice(0, 2)) - (isDNumber ? 40 : 0);
  const month = (Number(number.slice(2, 4)) - 1) % 20;
  const year = 1900 + Number(number.slice(4, 6));
  const born = new Date(Date.UTC(year, month % 12, Math.min(Math.max(day, 1), 28)) + shiftDays * dayMs);
  const isMale = Number(number[8]) % 2 === 1;
  // From 500 on the number says another century than below.
  const series = Number(number.slice(6, 9)) >= 500 ? 500 : 0;
  for (let step = 0; step < 250; step += 1) {
    const individual = series + ((serial * 2 + step * 2) % 500) + (isMale ? 1 : 0);
    const head = [
      String(born.getUTCDate() + (isDNumber ? 40 : 0)).padStart(2, '0'),
      String(born.getUTCMonth() + 1 + 80),
      String(born.getUTCFullYear() % 100).padStart(2, '0'),
      String(individual).padStart(3, '0'),
    ].join('');
    const first = control(head, firstWeights);
    const second = first === null ? null : control(`${head}${first}`, secondWeights);
    if (second !== null) return `${head}${first}${second}`;
  }
  return '01810000000'; // cannot be reached: one in six of the individual numbers has control digits
}

/** Weighted sum modulo 11; null for 10, which is no digit. */
function control(digits: string, weights: readonly number[]): number | null {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  const rest = (11 - (sum % 11)) % 11;
  return rest === 10 ? null : rest;
}
