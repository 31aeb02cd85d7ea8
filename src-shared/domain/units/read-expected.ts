import { z } from 'zod';
import { readCsvTable } from '../csv-table.ts';
import { type ExpectedUnit, expectedUnit } from './site-units.ts';

/** `fault`: a sentence under `units.refused.`; `line` counts from 1, null = the file as a whole. */
export type ReadExpected =
  | { kind: 'read'; source: 'csv' | 'concept-map'; units: ExpectedUnit[] }
  | { kind: 'fault'; fault: 'listEmpty' | 'listColumns' | 'listLine' | 'listMap' | 'listTwice'; line: number | null };

const mostUnits = 20_000;

/** Which unit a receiver expects of each code: CSV, or a FHIR ConceptMap (R4 or R5) from codes to units. */
export function readExpected(text: string): ReadExpected {
  const read = text.trimStart().startsWith('{') ? readConceptMap(text) : readCsv(text);
  if (read.kind === 'fault') return read;
  if (read.units.length === 0 || read.units.length > mostUnits) return fault('listEmpty');
  const seen = new Map<string, string>();
  for (const [index, { system, code, unit }] of read.units.entries()) {
    const key = `${system}\n${code}`;
    const other = seen.get(key);
    if (other !== undefined && other !== unit) return fault('listTwice', read.source === 'csv' ? index + 2 : null);
    seen.set(key, unit);
  }
  return read;
}

function readCsv(text: string): ReadExpected {
  const { names, rows } = readCsvTable(text);
  const [codeAt, unitAt, systemAt] = ['code', 'unit', 'system'].map((name) => names.indexOf(name));
  if (codeAt === undefined || unitAt === undefined || codeAt < 0 || unitAt < 0) return fault('listColumns', 1);
  const units: ExpectedUnit[] = [];
  for (const { line, cells } of rows) {
    const system = cells[systemAt ?? -1] ?? '';
    const parsed = expectedUnit.safeParse({
      system: system === '' ? null : system,
      code: cells[codeAt],
      unit: cells[unitAt],
    });
    if (!parsed.success) return fault('listLine', line);
    units.push(parsed.data);
  }
  return { kind: 'read', source: 'csv', units };
}

/** Source: FHIR R4 ConceptMap; the target's code is the unit. In R5 `relationship` stands for `equivalence`. */
const conceptMap = z.object({
  resourceType: z.literal('ConceptMap'),
  group: z.array(
    z.object({
      source: z.string().optional(),
      element: z.array(
        z.object({
          code: z.string(),
          target: z
            .array(
              z.object({ code: z.string(), equivalence: z.string().optional(), relationship: z.string().optional() }),
            )
            .default([]),
        }),
      ),
    }),
  ),
});

const unrelated = new Set(['unmatched', 'disjoint', 'not-related-to']);

function readConceptMap(text: string): ReadExpected {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return fault('listMap');
  }
  const map = conceptMap.safeParse(json);
  if (!map.success) return fault('listMap');
  const rows = map.data.group.flatMap(({ source, element }) =>
    element.flatMap(({ code, target }) =>
      target
        .filter(({ equivalence, relationship }) => !unrelated.has(equivalence ?? relationship ?? ''))
        .map((each) => ({ system: source ?? null, code, unit: each.code })),
    ),
  );
  const units = z.array(expectedUnit).safeParse(rows);
  return units.success ? { kind: 'read', source: 'concept-map', units: units.data } : fault('listMap');
}

function fault(name: Extract<ReadExpected, { kind: 'fault' }>['fault'], line: number | null = null): ReadExpected {
  return { kind: 'fault', fault: name, line };
}
