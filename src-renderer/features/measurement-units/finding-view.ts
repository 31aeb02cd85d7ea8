import type { OutputOf } from '../../../src-shared/contract/index.ts';

export type FindingsAnswer = OutputOf<'units.list'>;
export type FindingRow = FindingsAnswer['items'][number];
export type FindingAnswer = OutputOf<'units.get'>;

export const findingViews = ['wanting', 'asked', 'settled', 'all'] as const;
export type FindingsView = (typeof findingViews)[number];

/** What the measurement is called: by the sender, else by the tables in the reader's language, else by its code. */
export function nameOf({ name, norwegianName, code }: FindingRow, isEnglish: boolean): string | null {
  return name ?? (isEnglish ? null : norwegianName) ?? code;
}

const countedPatients = 5000;

/** Patients are counted so far only: more are "at least". */
export function isPatientsCut({ patients }: FindingRow): boolean {
  return patients >= countedPatients;
}
