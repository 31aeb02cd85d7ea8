import type {
  Hl7Dictionary,
  Hl7Place,
  Hl7StructurePart,
  Hl7Table,
  Hl7Usage,
  Words,
} from '../../src-shared/domain/hl7-dictionary.ts';

const words = (en: string): Words => ({ en, nb: en, nn: en });

/** `R CX 0001 *` in any order: usage, data type, table, unlimited repetition, `<20` length. */
function placeOf(text: string): Hl7Place {
  const parts = text.split(' ');
  return {
    name: words(text),
    usage: (parts.find((part) => /^[ROCBWX]$/.test(part)) ?? 'O') as Hl7Usage,
    dataType: parts.find((part) => /^[A-Z]{2,3}$/.test(part) || part === 'varies') ?? null,
    table: parts.find((part) => /^\d{4}$/.test(part)) ?? null,
    maxLength: Number(parts.find((part) => part.startsWith('<'))?.slice(1) ?? 0) || null,
    maxRepetitions: parts.includes('*') ? Number.POSITIVE_INFINITY : 1,
  };
}

const segments: Record<string, string[]> = {
  MSH: ['ST', 'ST', 'HD', 'HD', 'HD', 'HD', 'R TS', 'ST', 'R MSG', 'R ST <20', 'R PT', 'R VID', 'NM'],
  EVN: ['ID 0003', 'R TS'],
  PID: ['SI', 'CX', 'R CX *', 'CX *', 'R XPN *', 'XPN', 'TS', 'IS 0001', 'X XPN'],
  PV1: ['SI', 'R IS 0004', ...Array.from({ length: 43 }, () => 'ST')],
  ORC: ['R ID 0119'],
  OBR: ['SI', 'EI', 'EI', 'R CE', 'X ID', 'TS', 'TS', ...Array.from({ length: 17 }, () => 'ST'), 'ID 0123'],
  NTE: ['SI', 'ID 0105', 'FT *'],
  OBX: ['SI', 'ID 0125', 'R CE', 'ST', 'varies *', 'CE', 'ST', 'IS 0078', 'NM', 'ID', 'R ID 0085', 'TS', 'ST', 'TS'],
  MSA: ['R ID 0008', 'R ST', 'ST'],
  ERR: ['ELD *', 'ERL *', 'R CWE 0357', 'R ID 0516'],
};
const components: Record<string, string[]> = {
  MSG: ['ID 0076', 'ID 0003', 'ID 0354'],
  PT: ['ID 0103'],
  VID: ['ID 0104'],
  HD: ['IS 0300', 'ST', 'ID 0301'],
  CX: ['ST', 'ST', 'ID 0061', 'HD 0363', 'ID 0203', 'HD', 'DT', 'DT'],
  XPN: ['FN', 'ST', 'ST'],
  FN: ['ST', 'ST'],
  EI: ['ST', 'IS 0363', 'ST'],
  CE: ['ST', 'ST', 'ID 0396', 'ST', 'ST', 'ID 0396'],
  CWE: ['ST', 'ST', 'ID 0396'],
  TS: ['DTM', 'ID'],
};
const tables: Record<string, { codes: string; isUserDefined?: boolean }> = {
  '0001': { codes: 'F M O U', isUserDefined: true },
  '0003': { codes: 'A01 R01 A08' },
  '0004': { codes: 'I O E', isUserDefined: true },
  '0008': { codes: 'AA AE AR CA CE CR' },
  '0076': { codes: 'ADT ORU ACK' },
  '0085': { codes: 'F P C X' },
  '0103': { codes: 'P D T' },
  '0123': { codes: 'F P C' },
  '0125': { codes: 'NM ST CE SN TX FT DT TS ED' },
  '0357': { codes: '0 100 101 102 103 207' },
  '0516': { codes: 'E F I W' },
};

const one = (id: string): Hl7StructurePart => ({ kind: 'segment', id, min: 1, max: 1 });
const maybe = (id: string): Hl7StructurePart => ({ kind: 'segment', id, min: 0, max: 1 });
const any = (id: string): Hl7StructurePart => ({ kind: 'segment', id, min: 0, max: Number.POSITIVE_INFINITY });
const group = (name: string, range: [number, number], parts: Hl7StructurePart[]): Hl7StructurePart => ({
  kind: 'group',
  name,
  min: range[0],
  max: range[1],
  parts,
});
const many: [number, number] = [1, Number.POSITIVE_INFINITY];
const structures: Record<string, Hl7StructurePart[]> = {
  ADT_A01: [one('MSH'), one('EVN'), one('PID'), one('PV1'), any('OBX')],
  ACK: [one('MSH'), one('MSA'), any('ERR')],
  ORU_R01: [
    one('MSH'),
    group('PATIENT_RESULT', many, [
      group('PATIENT', [0, 1], [one('PID'), any('NTE'), group('VISIT', [0, 1], [one('PV1')])]),
      group('ORDER_OBSERVATION', many, [
        maybe('ORC'),
        one('OBR'),
        any('NTE'),
        group('OBSERVATION', [0, Number.POSITIVE_INFINITY], [one('OBX'), any('NTE')]),
      ]),
    ]),
  ],
};
const structureNames: Record<string, string> = { 'ADT A08': 'ADT_A01', 'ADT A01': 'ADT_A01', 'ORU R01': 'ORU_R01' };

/** A corner of HL7 v2.5, enough to break its rules. */
export const smallHl7Dictionary: Hl7Dictionary = {
  version: '2.5',
  basedOn: '2.5',
  segment: (id) => (segments[id] ? { name: words(id), fields: segments[id].map(placeOf) } : null),
  field(id, field) {
    const text = segments[id]?.[field - 1];
    return text === undefined ? null : placeOf(text);
  },
  component(dataType, component) {
    const text = components[dataType]?.[component - 1];
    return text === undefined ? null : placeOf(text);
  },
  table(number): Hl7Table | null {
    const found = tables[number.padStart(4, '0')];
    if (found === undefined) return null;
    const codes = new Map(found.codes.split(' ').map((code) => [code, words(code)]));
    return { name: words(number), codes, isUserDefined: found.isUserDefined ?? false };
  },
  structure: (code, trigger) =>
    structures[trigger === null ? code : (structureNames[`${code} ${trigger}`] ?? (code === 'ACK' ? code : ''))] ??
    null,
};
