/**
 * Remainder of the weighted sum by 11; the digits and the weights have the same length, the control digit's weight being 1.
 * 0 = the control digit is right.
 */
export function remainderBy11(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11;
}
