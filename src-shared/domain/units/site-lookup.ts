import { codeSystemOf } from './code-system.ts';
import { normaliseUnit } from './normalise-unit.ts';
import type { SiteUnits } from './site-units.ts';

type AnyCode = { code: string | null; system: string | null };

/** What a site says of a code or a unit; null = nothing. */
export type SiteLookup = {
  expectedOf(code: AnyCode): string | null;
  meaningOf(code: AnyCode, asSent: { unit: string | null; sender: string | null }): string | null;
};

export function createSiteLookup({ synonyms, expected }: SiteUnits): SiteLookup {
  const units = new Map(expected.map(({ system, code, unit }) => [keyOf({ system, code }), unit]));
  const meanings = new Map(
    synonyms.map(({ sender, codeSystem, code, unit, means }) => [
      `${sender}\n${keyOf({ system: codeSystem, code })}\n${normaliseUnit(unit)}`,
      means,
    ]),
  );
  return {
    expectedOf: (code) =>
      units.size === 0 ? null : (units.get(keyOf(code)) ?? units.get(keyOf({ ...code, system: null })) ?? null),
    meaningOf: (code, { unit, sender }) =>
      unit === null || meanings.size === 0
        ? null
        : (meanings.get(`${sender}\n${keyOf(code)}\n${normaliseUnit(unit)}`) ?? null),
  };
}

/** The same system goes by many names. */
function keyOf({ code, system }: AnyCode): string {
  return `${codeSystemOf(system, code) ?? system?.trim().toUpperCase() ?? ''}\n${code ?? ''}`;
}
