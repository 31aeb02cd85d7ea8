import { z } from 'zod';

/** What a message is about, as far as sending it again is concerned. */
export const messageClasses = [
  'result',
  'admission',
  'order',
  'medication',
  'schedule',
  'billing',
  'letter',
  'registry',
  'other',
] as const;
export const messageClass = z.enum(messageClasses);
export type MessageClass = z.infer<typeof messageClass>;

/**
 * Whether messages of a class may be sent again, the mildest first: *allow*, *warn* (a person has to let the class through), *second-person* (in a
 * run that a second person has approved), *block* (never in a run; one at a time, when a second person agrees).
 */
export const classRules = ['allow', 'warn', 'second-person', 'block'] as const;
export type ClassRule = (typeof classRules)[number];

/** Safe where nobody has decided: what is charged, ordered or given twice harms; a registry's owner has to be asked. */
export const standardClassRules: Readonly<Record<MessageClass, ClassRule>> = {
  result: 'allow',
  admission: 'allow',
  order: 'block',
  medication: 'block',
  schedule: 'warn',
  billing: 'block',
  letter: 'warn',
  registry: 'block',
  other: 'warn',
};

/** By HL7 v2 message code (table 0076, v2.5.1 chapter 2.C), and by the root names of Norwegian KITH messages. */
const classByCode: ReadonlyMap<string, MessageClass> = new Map([
  ...named('result', ['ORU', 'OUL', 'ORA', 'SVARRAPPORT']),
  ...named('admission', ['ADT', 'QBP', 'RSP']),
  ...named('order', ['ORM', 'OML', 'OMG', 'OMI', 'OMP', 'OMN', 'OMS', 'OMD', 'ORR', 'REKVISISJON', 'HENVISNING']),
  ...named('medication', ['RDE', 'RDS', 'RDR', 'RGV', 'RAS', 'VXU', 'ERESEPT']),
  ...named('schedule', ['SIU', 'SRM', 'SRR', 'SQM']),
  ...named('billing', ['DFT', 'BAR']),
  ...named('letter', ['MDM', 'REF', 'RRI', 'EPIKRISE', 'DIALOGMELDING']),
  ...named('registry', ['CSU', 'PPR', 'MELDINGTILREGISTER']),
]);

/** @param type as a message says it, e.g. `ORU^R01`; null = it does not say */
export function messageClassOf(type: string | null): MessageClass {
  const [code = ''] = (type ?? '')
    .trim()
    .toUpperCase()
    .split(/[\^ -]/);
  return classByCode.get(code) ?? kithPrefixes.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 'other';
}

/** What KITH messages call themselves in MsgInfo/Type. */
const kithPrefixes: readonly [string, MessageClass][] = [
  ['SVAR_', 'result'],
  ['REK', 'order'],
  ['REQ', 'order'],
  ['HENV', 'order'],
  ['ERM', 'medication'],
  ['DIALOG_', 'letter'],
  ['EPIKRISE', 'letter'],
];

function named(found: MessageClass, codes: readonly string[]): [string, MessageClass][] {
  return codes.map((code) => [code, found]);
}
