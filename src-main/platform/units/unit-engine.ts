import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { createUnitEngine, type UnitEngine } from '../../../src-shared/domain/units/unit-engine.ts';
import { analyteRow, codeRow, type UnitTables, unitWords } from '../../../src-shared/domain/units/unit-tables.ts';
import { findResources } from '../find-resources.ts';

let shared: Promise<UnitEngine> | null = null;

/** The engine of this thread, made when first asked for: the library of UCUM and the tables are not needed to start. */
export function loadUnitEngine(): Promise<UnitEngine> {
  shared ??= makeUnitEngine();
  return shared;
}

async function makeUnitEngine(): Promise<UnitEngine> {
  const { createLhcUcumTable } = await import('./lhc-ucum-table.ts');
  return createUnitEngine(readUnitTables(), createLhcUcumTable());
}

/** @throws ZodError naming the place in a table that is not as it should be */
export function readUnitTables(): UnitTables {
  const folder = findResources(import.meta.url, 'units', 'analytes.json');
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  return {
    analytes: z.array(analyteRow).parse(read('analytes.json')),
    codes: z.array(codeRow).parse(read('codes.json')),
    words: unitWords.parse(read('words.json')),
  };
}
