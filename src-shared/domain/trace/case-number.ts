/** A case is the line of the audit log that an answer was asked by: its number opens it on every console that keeps the same journal. */
const written = /^vakt[\s-]?(\d{1,12})$/i;

/** @param sequence of the audit entry, from 1 */
export function caseNumberOf(sequence: number): string {
  return `VAKT-${sequence}`;
}

/** @returns the sequence of the audit entry; null = what was typed is no case number */
export function sequenceOfCase(typed: string): number | null {
  const digits = written.exec(typed.trim())?.[1];
  return digits === undefined ? null : Number(digits);
}
