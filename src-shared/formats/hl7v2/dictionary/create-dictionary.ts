import type { Hl7Dictionary, Hl7Place, Hl7Usage } from '../../../domain/hl7-dictionary.ts';
import type { Hl7DictionaryFile, Hl7TablesFile } from './dictionary-files.ts';
import type { OverlayIndex } from './overlay-index.ts';
import { readStructure } from './read-structure.ts';

/** `files`: the version's own first, then the one it extends, and so on. */
export type DictionarySources = {
  version: string;
  files: readonly Hl7DictionaryFile[];
  tables: Hl7TablesFile;
  overlays: OverlayIndex;
};

/** Look-ups over the parsed files; an entry is read when first asked for, and kept. */
export function createHl7Dictionary({ version, files, tables, overlays }: DictionarySources): Hl7Dictionary {
  const places = remember((key: string): Hl7Place | null => {
    const [, owner = '', mark, number] = /^(\w+)([-.])(\d+)$/.exec(key) ?? [];
    const row = ownOf(files, mark === '-' ? 'segments' : 'types', owner)?.[Number(number)];
    return overlays.place(key, row ? readPlace(row) : null);
  });
  const segment = remember((id: string) => {
    const rows = ownOf(files, 'segments', id);
    const fieldCount = Math.max((rows?.length ?? 1) - 1, overlays.fieldCount(id));
    const name = overlays.words(id, rows?.[0] ?? (fieldCount > 0 ? id : null));
    if (name === null) return null;
    const fields = Array.from({ length: fieldCount }, (_, index) => places(`${id}-${index + 1}`) ?? unnamed);
    return { name, fields };
  });
  const structure = remember((name: string) => {
    const text = ownOf(files, 'structures', name);
    if (text === null) return null;
    const shared = text.startsWith('=') ? ownOf(files, 'structures', text.slice(1)) : text;
    return shared === null ? null : readStructure(shared);
  });
  return {
    version,
    basedOn: files[0]?.basedOn ?? files[0]?.version ?? version,
    segment,
    field: (segmentId, field) => (field < 1 ? null : places(`${segmentId}-${field}`)),
    component: (dataType, component) => (component < 1 ? null : places(`${dataType}.${component}`)),
    table: remember((number: string) => {
      const id = number.padStart(4, '0');
      return overlays.table(id, Object.hasOwn(tables.tables, id) ? (tables.tables[id] ?? null) : null);
    }),
    structure(code, trigger) {
      const found = structure(trigger === null ? code : `${code}_${trigger}`);
      return found === null && code === 'ACK' ? structure(code) : found;
    },
  };
}

const unnamed: Hl7Place = {
  name: { en: '', nb: '', nn: '' },
  dataType: null,
  usage: null,
  table: null,
  maxLength: null,
  maxRepetitions: null,
};

type Part = 'segments' | 'types' | 'structures';

function ownOf<Key extends Part>(files: readonly Hl7DictionaryFile[], part: Key, id: string) {
  const file = files.find((each) => Object.hasOwn(each[part], id));
  return (file?.[part][id] ?? null) as Hl7DictionaryFile[Key][string] | null;
}

function readPlace(row: string): Hl7Place {
  const [name = '', dataType = '', usage = '', table = '', length = '', repetitions = ''] = row.split('|');
  return {
    name: { en: name, nb: name, nn: name },
    dataType: dataType || null,
    usage: (usage || 'O') as Hl7Usage,
    table: table || null,
    maxLength: length === '' ? null : Number(length),
    maxRepetitions: repetitions === '*' ? Number.POSITIVE_INFINITY : Number(repetitions || 1),
  };
}

/** What is not in the standard is not kept: a hostile message could name anything. */
function remember<Value>(read: (key: string) => Value | null): (key: string) => Value | null {
  const known = new Map<string, Value>();
  return (key) => {
    const found = known.get(key) ?? read(key);
    if (found !== null) known.set(key, found);
    return found;
  };
}
