import { type Analyte, bloodGas, chemistry, dialysis } from '../../../src-main/practice-engine/traffic/analytes.ts';
import { type Person, personOf } from '../../../src-main/practice-engine/traffic/persons.ts';
import type { Random } from '../../../src-main/practice-engine/traffic/random.ts';

const personSeed = 20_261_126;
const personCount = 60_000;
const personsPerSeed = 400;

/** What the parts of one message share. `time`: HL7 TS. */
export type Draft = {
  number: number;
  controlId: string;
  order: string;
  time: string;
  ward: string;
  person: Person;
  random: Random;
};

export const messageTypes = ['ORU^R01', 'ADT^A08', 'ORM^O01'] as const;
export type MessageType = (typeof messageTypes)[number];

/** Synthetic persons only: the month of each number is raised by 80. */
export function personAt(index: number): Person {
  const one = index % personCount;
  return personOf(personSeed + Math.floor(one / personsPerSeed), one);
}

/** An HL7 v2 message of 0.5 to 2 KB. */
export function messageText(type: MessageType, draft: Draft): string {
  const segments = type === 'ORU^R01' ? results(draft) : type === 'ADT^A08' ? admission(draft) : order(draft);
  const { time, controlId } = draft;
  const application = applications[type];
  const header = `MSH|^~\\&|${application}|FJORDSYK|MOTOR|FJORDSYK|${time}||${type}|${controlId}|P|2.5.1|||AL|NE|NO|UNICODE UTF-8`;
  return `${[header, ...segments].join('\r')}\r`;
}

export const applications: Record<MessageType, string> = { 'ORU^R01': 'LAB', 'ADT^A08': 'EPJ', 'ORM^O01': 'REKV' };

const analytes: Analyte[] = [...chemistry, ...bloodGas, ...dialysis];

function results(draft: Draft): string[] {
  const { random, time, order: placer } = draft;
  const count = 3 + Math.floor(9 * random.next() ** 2);
  const first = random.between(0, analytes.length - 1);
  const observations = Array.from({ length: count }, (_, index) => {
    const { code, name, unit, low, high, decimals } = analytes[(first + index) % analytes.length]!;
    const value = (low + (high - low) * (random.next() * 1.4 - 0.2)).toFixed(decimals);
    return `OBX|${index + 1}|NM|${code}^${name}^NLK||${value}|${unit}|${low}-${high}|N|||F|||${time}`;
  });
  return [
    patient(draft),
    visit(draft),
    `ORC|RE|${placer}|L${placer}||CM||||${time}`,
    `OBR|1|${placer}|L${placer}|PAKKE${random.between(1, 40)}^Analysepakke^LOKAL|||${time}||||||||PR${random.between(10_000, 99_999)}^${random.pick(materials)}`,
    ...observations,
    comment(draft, 'L'),
  ];
}

function admission(draft: Draft): string[] {
  const { random, time, ward } = draft;
  return [
    `EVN|A08|${time}|||SYSTEM${random.between(1, 30)}`,
    patient(draft),
    `NK1|1|${draft.person.family}^Pårørende|PARORENDE|${draft.person.street}^^Bergen^^5003^NO|55${random.between(100_000, 999_999)}`,
    visit(draft),
    `PV2|||${random.pick(materials)}^Kontrolltime||||||${time}|||||||||||||||${ward}`,
    `DG1|1||${random.pick(diagnoses)}|||A`,
    `ZBE|${draft.order}|${time}||UPDATE|N|A08|${ward}`,
    comment(draft, 'P'),
  ];
}

function order(draft: Draft): string[] {
  const { random, time, order: placer } = draft;
  const { code, name } = random.pick(analytes);
  return [
    patient(draft),
    visit(draft),
    `ORC|NW|${placer}|||SC||^^^${time}^^R||${time}|SYSTEM${random.between(1, 30)}`,
    `OBR|1|${placer}||${code}^${name}^NLK|||${time}|||||||${time}|${random.pick(materials)}||||||||||||^^^^^R`,
    `DG1|1||${random.pick(diagnoses)}|||A`,
    comment(draft, 'P'),
  ];
}

function patient({ person }: Draft): string {
  const { nationalNumber, family, given, birthDate, sex, street, place } = person;
  const [postcode, town] = place.split('^');
  return `PID|1||${nationalNumber}^^^FNR^FNR||${family}^${given}||${birthDate}|${sex}|||${street}^^${town}^^${postcode}^NO`;
}

function visit({ random, ward }: Draft): string {
  return `PV1|1|I|${ward}^${random.between(101, 140)}^${random.between(1, 4)}^FJORDSYK||||HPR${random.between(1000, 9999)}^Lege^Test|||MED`;
}

/** Free text of a dozen words, common ones more often; one message in twenty has a rare one, of letters and digits. */
function comment({ random, number }: Draft, source: string): string {
  const count = random.between(8, 30);
  const text = Array.from({ length: count }, () => vocabulary[Math.floor(vocabulary.length * random.next() ** 3)]);
  if (number % 20 === 0) text.push(rareWord(number));
  return `NTE|1|${source}|${text.join(' ')}`;
}

/** Stands in the comment of message `number` and in no other, for every twentieth number. */
export function rareWord(number: number): string {
  return `avvik-${(number * 2_654_435_761).toString(36)}`;
}

const materials = ['SERUM', 'PLASMA', 'URIN', 'FULLBLOD', 'SPYTT', 'BIOPSI', 'AVFØRING', 'SPINALVÆSKE'];
const diagnoses = [
  'J189^Pneumoni^ICD10',
  'I509^Hjertesvikt^ICD10',
  'E119^Diabetes^ICD10',
  'N390^Urinveisinfeksjon^ICD10',
];

const stems =
  'prøve svar kontroll analyse rekvisisjon avdeling pasient måling verdi referanse laboratorium materiale tid resultat vurdering kommentar feil hemolyse lipemi ikterus mengde fortynning ny gammel lav høy normal usikker bekreftet sendt mottatt merket umerket glass rør sentrifugert frosset telefon ring lege vakt post sykehus poliklinikk legevakt'.split(
    ' ',
  );
const endings = ['', 'en', 'er', 'ene', 's', 'fri', 'vis', 'tall', 'grense', 'skjema'];

/** About five hundred words, the first ones the commonest. */
export const vocabulary: readonly string[] = endings.flatMap((ending) => stems.map((stem) => `${stem}${ending}`));
