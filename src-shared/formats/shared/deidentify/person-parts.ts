import { ownValue } from '../../../domain/own-value.ts';
import type { FormatNode, MaskKind } from '../../format.ts';

/** By component of the types that name a person or a thing by number (HL7 v2.9 chapter 2A); health personnel are people too. */
const componentKinds: Record<string, Record<number, MaskKind>> = {
  XPN: { 1: 'name', 2: 'name', 3: 'name', 4: 'name' },
  PN: { 1: 'name', 2: 'name', 3: 'name', 4: 'name' },
  XCN: { 1: 'id', 2: 'name', 3: 'name', 4: 'name' },
  CN: { 1: 'id', 2: 'name', 3: 'name', 4: 'name' },
  PPN: { 1: 'id', 2: 'name', 3: 'name', 4: 'name' },
  NDL: { 1: 'name' },
  CNN: { 1: 'id', 2: 'name', 3: 'name', 4: 'name' },
  EI: { 1: 'id' },
};

const wholeKinds: Record<string, MaskKind> = {
  XTN: 'phone',
  TN: 'phone',
  XAD: 'address',
  AD: 'address',
  HumanName: 'name',
  ContactPoint: 'phone',
  Address: 'address',
};

/** KITH: whoever stands in one of these is a person who treats or writes. */
const staffPath = /\/(?:\w+:)?(?:HCPerson|HealthcareProfessional)(?:\[\d+\])?\//;

/** Codes of use, kind and equipment (`H`, `PRN`, `home`), which tell nobody apart. */
const codeTypes = new Set(['ID', 'IS', 'code', 'CS', 'CV']);

/** Names, numbers and addresses of anybody, where the type of a part above the value says so; else what the place itself is masked as. */
export function personKindOf(leaf: FormatNode, ancestors: readonly FormatNode[]): MaskKind | null {
  if (leaf.maskAs !== null) return leaf.maskAs;
  if (staffPath.test(leaf.path)) return staffKind(leaf);
  const line = [...ancestors, leaf];
  for (const [index, { dataType }] of line.entries()) {
    const type = dataType ?? '';
    if (type === 'Identifier' && leaf.name === 'value') return 'id';
    if (type === 'Reference' && leaf.name === 'display') return 'name';
    const whole = ownValue(wholeKinds, type);
    if (whole !== undefined) return codeTypes.has(leaf.dataType ?? '') ? null : whole;
    const byComponent = ownValue(componentKinds, type);
    const part = line[index + 1];
    // Of a repeating field the repetition stands between; a field without components holds the first.
    if (byComponent === undefined || part?.name.startsWith('[')) continue;
    return byComponent[part === undefined ? 1 : Number(part.name)] ?? null;
  }
  return null;
}

function staffKind({ path, name }: FormatNode): MaskKind | null {
  const local = name.slice(name.indexOf(':') + 1);
  if (/Name$/.test(local)) return 'name';
  if (local === 'Id') return 'id';
  if (/TeleAddress/.test(path) && local === '@V') return 'phone';
  return /Adr$|^City$|^PostalCode$/.test(local) ? 'address' : null;
}
