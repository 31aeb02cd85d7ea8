import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Hl7DictionaryFile, Hl7TablesFile } from '../src-shared/formats/hl7v2/dictionary/dictionary-files.ts';
import { correctField, correctTables } from './hl7-dictionary/corrections.ts';
import { type SourcePart, writeStructures } from './hl7-dictionary/write-structures.ts';

/**
 * Makes the files of `resources/hl7-dictionary` from two packages: segments, fields and data types from one, tables and message
 * structures from the other. The same packages give the same bytes; `build-hl7-dictionary.test.ts` holds the committed files to that.
 */
const folder = join(import.meta.dirname, '..', 'resources', 'hl7-dictionary');

type TableSource = Record<string, { desc: string; values: Record<string, string> }>;
type StructureSource = {
  tables: TableSource;
  definitions: Record<string, { messages: Record<string, { segments: { segments: SourcePart[] } }> }>;
};
type SourceField = {
  type: string;
  desc?: string;
  opt?: string;
  rep?: number | 'infinite';
  len?: number;
  table?: number;
};
type SourceFields = Record<string, SourceField>;
type SourceEntries = Record<string, { desc?: string; fields?: SourceFields }>;
type VersionSource = { segments: SourceEntries; types: SourceEntries };

// Its declarations pull in those of the browser, which contradict Node's.
const require = createRequire(import.meta.url);
const { dictionaries } = require('hl7v2-dictionary') as { dictionaries: Record<string, VersionSource> };
const structureSource = require('hl7-dictionary') as StructureSource;

/** A version whose content is for the most part that of one before it names only what differs. */
const bases: Record<string, string> = { '2.5.1': '2.5', '2.7.1': '2.7', '2.8': '2.7.1' };

/** File name and text of each file. */
export function buildHl7Dictionary(): Map<string, string> {
  const whole = new Map(
    Object.entries(dictionaries).map(([version, source]) => [version, describeVersion(version, source)]),
  );
  const files = [...whole].map(([version, file]): [string, string] => {
    const base = whole.get(bases[version] ?? '');
    return [`${version}.json`, formatLines(base ? differing(file, base) : file)];
  });
  return new Map([...files, ['tables.json', formatLines(describeTables(structureSource.tables))]]);
}

function describeVersion(version: string, { segments, types }: VersionSource): Hl7DictionaryFile {
  // Nothing but this package knows 2.8, and what it gives for it is 2.7.1.
  const known = version === '2.8' ? '2.7.1' : version;
  const messages = Object.entries(structureSource.definitions[known]?.messages ?? {}).map(
    ([name, message]): [string, SourcePart[]] => [name, message.segments.segments],
  );
  return {
    version,
    ...(known === version ? {} : { basedOn: known }),
    segments: describePlaces(segments, ''),
    types: describePlaces(types, 'type'),
    structures: writeStructures(messages, known < '2.3.1' ? {} : (structureSource.tables['354']?.values ?? {})),
  };
}

function describePlaces(entries: SourceEntries, kind: '' | 'type'): Record<string, string[]> {
  return Object.fromEntries(
    sorted(entries).map(([id, { desc, fields }]) => {
      const byNumber = fields ?? {};
      const numbers = Object.keys(byNumber).map(Number).filter(Number.isInteger);
      const count = Math.max(0, ...numbers);
      const places = Array.from({ length: count }, (_, index) =>
        describePlace(kind === 'type' ? '' : `${id}-${index + 1}`, byNumber[`${index + 1}`]),
      );
      return [id, [tidy(desc ?? id), ...places]];
    }),
  );
}

/** `name|type|usage|table|length|repetitions`: usage O and one repetition are left out, and so are empty parts at the end. */
function describePlace(key: string, source: SourceField | undefined): string {
  if (source === undefined) return '';
  const field = correctField(key, source);
  const parts = [
    tidy(field.desc ?? '').replaceAll('|', '/'),
    field.type === 'VARIES' ? 'varies' : field.type,
    field.opt === undefined || field.opt === 'O' ? '' : field.opt,
    field.table === undefined ? '' : `${field.table}`.padStart(4, '0'),
    field.len === undefined ? '' : `${field.len}`,
    field.rep === undefined || field.rep === 1 ? '' : field.rep === 'infinite' ? '*' : `${field.rep}`,
  ];
  return parts.join('|').replace(/\|+$/, '');
}

function describeTables(source: TableSource): Hl7TablesFile {
  const tables = sorted(correctTables(source)).map(([number, { desc, values }]) => {
    const id = number.padStart(4, '0');
    const codes = Object.entries(values).map(([code, meaning]): [string, string] => [code, tidy(meaning)]);
    return [
      id,
      {
        name: tidy(desc),
        ...(isUserDefined(Number(number)) ? { user: true as const } : {}),
        codes: Object.fromEntries(codes),
      },
    ] as const;
  });
  return { tables: Object.fromEntries(tables) };
}

/** The packages do not say it; the standard gives tables of its own the type ID, tables of a site IS. */
function isUserDefined(table: number): boolean {
  const types = typesByTable.get(table) ?? new Set<string>();
  return types.has('IS') || !types.has('ID');
}

const typesByTable = new Map<number, Set<string>>();
for (const { segments, types } of Object.values(dictionaries)) {
  for (const { fields } of [...Object.values(segments), ...Object.values(types)]) {
    for (const { table, type } of Object.values(fields ?? {})) {
      if (table !== undefined) typesByTable.set(table, (typesByTable.get(table) ?? new Set()).add(type));
    }
  }
}

function differing(file: Hl7DictionaryFile, base: Hl7DictionaryFile): Hl7DictionaryFile {
  const changed = <Value>(own: Record<string, Value>, other: Record<string, Value>): Record<string, Value> =>
    Object.fromEntries(
      Object.entries(own).filter(([key, value]) => JSON.stringify(other[key]) !== JSON.stringify(value)),
    );
  for (const part of ['segments', 'types', 'structures'] as const) {
    const gone = Object.keys(base[part]).filter((key) => !(key in file[part]));
    if (gone.length > 0) throw new Error(`${file.version} lacks ${gone.join(' ')} of ${base.version}.`);
  }
  return {
    version: file.version,
    extends: base.version,
    ...(file.basedOn === undefined ? {} : { basedOn: file.basedOn }),
    segments: changed(file.segments, base.segments),
    types: changed(file.types, base.types),
    structures: changed(file.structures, base.structures),
  };
}

/** One line an entry: compact, and a change shows where it is. */
function formatLines(file: object): string {
  const parts = Object.entries(file).map(([key, value]) => {
    if (typeof value !== 'object') return `${JSON.stringify(key)}:${JSON.stringify(value)}`;
    const lines = Object.entries(value as object).map(
      ([name, entry]) => `${JSON.stringify(name)}:${JSON.stringify(entry)}`,
    );
    return `${JSON.stringify(key)}:{${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n`}}`;
  });
  return `{${parts.join(',\n')}}\n`;
}

function sorted<Value>(entries: Record<string, Value>): [string, Value][] {
  const isNumber = (key: string): boolean => /^\d+$/.test(key);
  return Object.entries(entries).sort(([a], [b]) =>
    isNumber(a) && isNumber(b) ? Number(a) - Number(b) : a < b ? -1 : 1,
  );
}

function tidy(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(' _ ', ' - ').trim();
}

if (process.argv[1] === import.meta.filename) {
  mkdirSync(folder, { recursive: true });
  let bytes = 0;
  for (const [name, text] of buildHl7Dictionary()) {
    writeFileSync(join(folder, name), text);
    bytes += readFileSync(join(folder, name)).length;
  }
  console.log(`${bytes} bytes in ${folder}`);
}
