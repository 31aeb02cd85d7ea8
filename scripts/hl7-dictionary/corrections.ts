/** What the packages have wrong, each with the place in the standard that says so. Found while comparing them with each other. */

type Field = { type: string; desc?: string; opt?: string; rep?: number | 'infinite'; len?: number; table?: number };
type Tables = Record<string, { desc: string; values: Record<string, string> }>;

/** OBX-2 is one code of three characters (`CWE`, `XPN`); the package has the number of its table as the number of repetitions. Source: chapter 7.4.2. */
export function correctField(key: string, field: Field): Field {
  return key === 'OBX-2' ? { ...field, rep: 1, len: Math.max(3, field.len ?? 3) } : field;
}

/** The tables are one set for all versions, so codes of older versions must be in them too. */
const addedCodes: Record<string, Record<string, string>> = {
  // Chapter 2, version ID.
  104: {
    '2.5.1': 'Release 2.5.1',
    '2.7': 'Release 2.7',
    '2.7.1': 'Release 2.7.1',
    '2.8': 'Release 2.8',
    '2.8.1': 'Release 2.8.1',
    '2.8.2': 'Release 2.8.2',
    '2.9': 'Release 2.9',
  },
  // Chapter 7.4.2 of 2.3 to 2.6: any data type of the standard may be the type of a result.
  125: {
    CD: 'Channel Definition',
    CE: 'Coded Element',
    CNE: 'Coded With No Exceptions',
    CQ: 'Composite Quantity With Units',
    DR: 'Date/Time Range',
    DTN: 'Day Type And Number',
    EI: 'Entity Identifier',
    HD: 'Hierarchic Designator',
    ID: 'Coded Value For HL7 Defined Tables',
    IS: 'Coded Value For User Defined Tables',
    MA: 'Multiplexed Array',
    NA: 'Numeric Array',
    NR: 'Numeric Range',
    PL: 'Person Location',
    SI: 'Sequence ID',
    TQ: 'Timing/Quantity',
    TS: 'Time Stamp',
  },
};

export function correctTables(source: Tables): Tables {
  const corrected = structuredClone(source);
  for (const [number, codes] of Object.entries(addedCodes)) Object.assign(corrected[number]?.values ?? {}, codes);
  // "No value" written as the word null: no code can be it.
  for (const { values } of Object.values(corrected)) delete values.null;
  return corrected;
}
