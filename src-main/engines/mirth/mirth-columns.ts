import type { XmlElement } from '../../../src-shared/formats/xml/xml-element.ts';
import type { EngineHeader } from '../engine.ts';
import { entriesOf } from './mirth-xml.ts';

/** What custom columns tell of a message. */
export type ColumnKeys = Pick<EngineHeader, 'header' | 'patientKeys' | 'orderKeys'>;

/** How sites name their columns for what we look for, Mirth's own three among them; names are compared without case, blanks and underscores. */
const meanings = {
  controlId: /^(message)?(controlid|msgid|id)$|^msh10$/,
  type: /^((message|msg)?type|msh9)$/,
  sender: /^(source|sender|sending(application|facility|app)?|from)$/,
  receiver: /^(receiver|receiving(application|facility|app)?|to)$/,
  patient: /^(patient(id|number|no)?|mrn|fnr|pid3?|nationalid)$/,
  order: /^((placer|filler)?order(id|number|no)?|accession(id|number|no)?|requisition(id|number|no)?|orc[23]|obr[23])$/,
} as const;
type Meaning = keyof typeof meanings;

function meaningOf(column: string): Meaning | null {
  const plain = column.toLowerCase().replaceAll(/[\s_-]/g, '');
  const found = Object.entries(meanings).find(([, pattern]) => pattern.test(plain));
  return (found?.[0] as Meaning | undefined) ?? null;
}

/** Columns that tell an id or a number: without one of them an index of the channel could find nothing. */
export function keyColumns(columns: readonly string[]): string[] {
  const keys: readonly (Meaning | null)[] = ['controlId', 'patient', 'order'];
  return columns.filter((column) => keys.includes(meaningOf(column)));
}

/** Of one or more connector rows; the first that has a value for a column counts. */
export function readColumns(maps: readonly (XmlElement | null)[]): ColumnKeys {
  const values = new Map<Meaning, string[]>();
  const seen = new Set<string>();
  for (const { key, value } of maps.flatMap((map) => entriesOf(map))) {
    const meaning = meaningOf(key);
    const text = value === null || value.name === 'null' ? '' : value.text().trim();
    if (meaning === null || text === '' || seen.has(key)) continue;
    seen.add(key);
    values.set(meaning, [...(values.get(meaning) ?? []), text]);
  }
  const first = (meaning: Meaning) => values.get(meaning)?.[0] ?? null;
  return {
    header: {
      messageControlId: first('controlId'),
      messageType: first('type'),
      sender: first('sender'),
      receiver: first('receiver'),
    },
    patientKeys: values.get('patient') ?? [],
    orderKeys: values.get('order') ?? [],
  };
}
