import type { Hl7Dictionary, Hl7Place } from '../../domain/hl7-dictionary.ts';
import type { CodeList, Label } from '../format.ts';
import type { Hl7Path } from './hl7-path.ts';

/**
 * What the standard says of a place, also of one that a message does not have. `valueType`: data type of the value itself, which for a
 * field with parts is that of its first part (`TS` and what is not made of parts stay as they are). `codes` null = no table, or one without codes.
 */
export type Hl7PlaceFacts = {
  label: Label | null;
  dataType: string | null;
  valueType: string | null;
  codes: CodeList | null;
  maxLength: number | null;
};

const coded = new Set(['CE', 'CF', 'CNE', 'CWE']);
const times = new Set(['TS', 'DTM', 'DT', 'TM']);
/** Tables of HL7 that everybody adds to. Source: HL7 v2.9 chapter 2C. */
const openTables = new Set(['0203', '0396', '0363', '0300', '0301', '0104', '0354', '0211']);

/** @param codingSystem what stands in the third component of a coded value, '' for nothing: a code of another system has no table here */
export function readHl7Place(dictionary: Hl7Dictionary, path: Hl7Path, codingSystem: string): Hl7PlaceFacts | null {
  if ('ordinal' in path.segment || path.field === null) return null;
  const field = dictionary.field(path.segment.id.toUpperCase(), path.field);
  const place = placeBelow(dictionary, field, path);
  if (field === null || place === null) return null;
  const value = valuePlace(dictionary, place);
  const isCode = coded.has(field.dataType ?? '') && (path.component ?? 1) === 1;
  const table = (isCode ? field.table : null) ?? place.table ?? value.table;
  return {
    label: place.name.en === '' ? null : place.name,
    dataType: place.dataType,
    valueType: value.dataType,
    codes: table === null || (isCode && !isOfTable(codingSystem, table)) ? null : codesOf(dictionary, table),
    maxLength: place.maxLength,
  };
}

function placeBelow(dictionary: Hl7Dictionary, field: Hl7Place | null, path: Hl7Path): Hl7Place | null {
  const component =
    path.component === null ? field : field?.dataType ? dictionary.component(field.dataType, path.component) : null;
  if (path.subcomponent === null) return component;
  return component?.dataType ? dictionary.component(component.dataType, path.subcomponent) : null;
}

function valuePlace(dictionary: Hl7Dictionary, place: Hl7Place): Hl7Place {
  if (place.dataType === null || times.has(place.dataType)) return place;
  const first = dictionary.component(place.dataType, 1);
  return first === null ? place : { ...valuePlace(dictionary, first), table: place.table ?? first.table };
}

function isOfTable(codingSystem: string, table: string): boolean {
  const system = codingSystem.trim().toUpperCase();
  return system === '' || system === `HL7${table}`;
}

function codesOf(dictionary: Hl7Dictionary, number: string): CodeList | null {
  const table = dictionary.table(number);
  if (table === null || table.codes.size === 0) return null;
  return { codes: table.codes, isOpen: table.isUserDefined || openTables.has(number.padStart(4, '0')) };
}
