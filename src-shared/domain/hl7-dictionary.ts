/** A plain name in the three languages of the console; where nobody has translated it, all three are English. */
export type Words = { en: string; nb: string; nn: string };

/** HL7 usage of a field: required, optional, conditional, backward compatible, withdrawn, not used. */
export type Hl7Usage = 'R' | 'O' | 'C' | 'B' | 'W' | 'X';

/**
 * One field or component. `dataType` as the standard names it (`CX`, `ST`); `table` is the number of its HL7 table (`0001`).
 * `maxLength` in characters, `maxRepetitions` 1 = does not repeat, Infinity = no limit. Null = the standard does not say.
 */
export type Hl7Place = {
  name: Words;
  dataType: string | null;
  usage: Hl7Usage | null;
  table: string | null;
  maxLength: number | null;
  maxRepetitions: number | null;
};

export type Hl7SegmentEntry = { name: Words; fields: readonly Hl7Place[] };

/** `codes` by code as written in the standard. `isUserDefined`: a site may use codes of its own. */
export type Hl7Table = { name: Words; codes: ReadonlyMap<string, Words>; isUserDefined: boolean };

/** Order and number of segments in a message: a segment or a group. `max` Infinity = no limit. */
export type Hl7StructurePart = { min: number; max: number } & (
  | { kind: 'segment'; id: string }
  | { kind: 'group'; name: string; parts: readonly Hl7StructurePart[] }
);

/**
 * What the standard says of one version. Every look-up gives null for what the version does not know.
 * `version` as asked for; `basedOn` the version whose content it is (2.8 has that of 2.7.1).
 * @method segment by its id in capitals; entries of Z-segments come from overlays
 * @method field 1-based
 * @method component of a data type, 1-based; null also when the type has no components
 * @method table by number, with or without leading zeros
 * @method structure by message code and trigger event (`ORU`, `R01`), or by the name in MSH-9.3
 */
export type Hl7Dictionary = {
  version: string;
  basedOn: string;
  segment(id: string): Hl7SegmentEntry | null;
  field(segmentId: string, field: number): Hl7Place | null;
  component(dataType: string, component: number): Hl7Place | null;
  table(number: string): Hl7Table | null;
  structure(code: string, trigger: string | null): readonly Hl7StructurePart[] | null;
};

/** By the text of MSH-12 (`2.5.1`, `2.4`, `2.3^NOR`); the nearest known version for an unknown one. Null only when no dictionary is at hand. */
export type Hl7Dictionaries = (version: string) => Hl7Dictionary | null;
