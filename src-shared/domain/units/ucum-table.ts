/**
 * What UCUM says of one unit without prefix. `base`: nothing simpler, as is everything that has no fixed relation to others (international
 * units, moles, equivalents). `shifted`: a scale with another zero, in kelvin `value * factor + offset`. `scale`: logarithms and the like.
 */
export type UcumAtom = { isMetric: boolean } & (
  | { kind: 'base'; symbol: string }
  | { kind: 'derived'; value: string; unit: string }
  | { kind: 'shifted'; symbol: string; factor: string; offset: string }
  | { kind: 'scale'; symbol: string }
);

/** The units of UCUM, from whatever knows them. Codes are case-sensitive. */
export type UcumTable = {
  atom(code: string): UcumAtom | null;
  /** As the library of UCUM judges a whole expression, without its repairs. */
  isValid(text: string): boolean;
};

/** Powers of ten. */
export const ucumPrefixes: Readonly<Record<string, number>> = {
  ...{ Y: 24, Z: 21, E: 18, P: 15, T: 12, G: 9, M: 6, k: 3, h: 2, da: 1 },
  ...{ d: -1, c: -2, m: -3, u: -6, n: -9, p: -12, f: -15, a: -18, z: -21, y: -24 },
};
