/** A text without a unit, such as `negative`, measures nothing that could have one. */
export function hasUnitToJudge({ value, unit }: { value: string; unit: string | null }): boolean {
  return unit !== null || /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)$/.test(value.trim());
}
