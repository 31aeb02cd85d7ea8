import { hl7Time } from '../routing/hl7-text.ts';
import { type Analyte, bloodGas, chemistry, dialysis, wrongUnits } from './analytes.ts';
import type { Order } from './order-book.ts';
import { type Person, personOf } from './persons.ts';
import { createRandom, type Random } from './random.ts';

/** What can be unusual about a message. `normal` for none. */
export const variants = [
  'normal',
  'non-numeric',
  'unknown-code',
  'wrong-unit',
  'missing-patient-id',
  'duplicate-control-id',
  'out-of-order',
  'urgent',
  'latin-1',
  'attachment',
  'corrected-since',
] as const;
export type Variant = (typeof variants)[number];

/** `order`: what it orders or answers; none = it is about a number of its own kind, and about whoever the seed says. */
export type MessageInput = {
  order?: Order | null;
  kind: string;
  channelId: string;
  seed: number;
  sequence: number;
  at: number;
  variant: Variant;
};

type Draft = { input: MessageInput; random: Random; person: Person; controlId: string; time: string };

/** The bytes of one business event: usually one message, two where the variant is about a pair. Same input, same bytes. */
export function composeMessages(input: MessageInput): Buffer[] {
  if (input.variant === 'corrected-since') return correctedSince(input);
  const random = createRandom(input.seed, input.channelId, input.sequence);
  const anybody = random.between(0, 399);
  const person = personOf(input.seed, input.order?.person ?? anybody);
  const controlId = `${prefixes[input.kind] ?? 'XX'}${String(input.sequence).padStart(7, '0')}`;
  const draft: Draft = { input, random, person, controlId, time: hl7Time(input.at) };
  const body = segmentsOf(draft);
  const encoding = input.variant === 'latin-1' ? 'latin1' : 'utf8';
  const message = Buffer.from(`${body.join('\r')}\r`, encoding);
  if (input.variant === 'duplicate-control-id') return [message, message];
  if (input.variant !== 'out-of-order') return [message];
  const preliminary = body.map((segment) =>
    segment.startsWith('OBX|') || segment.startsWith('OBR|') ? segment.replace(/\|C(\||$)/, '|P$1') : segment,
  );
  const earlier = `${preliminary.join('\r')}\r`
    .replace(controlId, `${controlId}P`)
    .replace(draft.time, hl7Time(input.at - 1_800_000));
  return [message, Buffer.from(earlier, encoding)];
}

/** A result that fails, and a minute later its correction, which gets through: the first must not be sent again. */
function correctedSince(input: MessageInput): Buffer[] {
  const [failing] = composeMessages({ ...input, variant: 'non-numeric', at: input.at - 60_000 });
  const [corrected] = composeMessages({ ...input, variant: 'out-of-order' });
  const controlId = `${prefixes[input.kind] ?? 'XX'}${String(input.sequence).padStart(7, '0')}`;
  const text = corrected?.toString('utf8').replace(controlId, `${controlId}K`) ?? '';
  return [...(failing === undefined ? [] : [failing]), Buffer.from(text, 'utf8')];
}

const prefixes: Record<string, string> = {
  adt: 'ADT',
  'lab-order': 'REK',
  'radiology-order': 'RTG',
  'lab-result': 'LAB',
  'radiology-report': 'RAD',
  'microbiology-result': 'MIK',
  'pathology-report': 'PAT',
  'discharge-letter': 'EPI',
  'device-observation': 'DIA',
  'municipal-notice': 'PLO',
  referral: 'HEN',
  charge: 'REG',
  'blood-gas': 'BGA',
};

function segmentsOf(draft: Draft): string[] {
  switch (draft.input.kind) {
    case 'lab-order':
      return [
        msh(draft, 'EPJ', 'OML^O21^OML_O21'),
        pid(draft),
        pv1(draft),
        `ORC|NW|${order(draft)}|||||||${draft.time}`,
        obr(draft, 'NPU02192^P-Glukose^NLK', ''),
      ];
    case 'radiology-order':
      return [
        msh(draft, 'EPJ', 'ORM^O01^ORM_O01'),
        pid(draft),
        pv1(draft),
        `ORC|NW|${order(draft)}`,
        obr(draft, 'RGTHOR^Røntgen thorax^LOKAL', ''),
      ];
    case 'lab-result':
      return resultMessage(draft, 'LAB', [chemistry, 4]);
    case 'blood-gas':
      return resultMessage(draft, 'BLODGASS', [bloodGas, 4]);
    case 'device-observation':
      return resultMessage(draft, 'DIALYSE', [dialysis, 3]);
    case 'microbiology-result':
      return microbiology(draft);
    case 'radiology-report':
      return report(draft, {
        application: 'RIS',
        code: 'RGTHOR^Røntgen thorax^LOKAL',
        text: 'Normale lungefelt. Ingen pleuravæske. Hjertet er ikke forstørret.',
      });
    case 'pathology-report':
      return report(draft, {
        application: 'PATOLOGI',
        code: 'T04000^Biopsi^NORPAT',
        text: 'Godartet vev uten tegn til dysplasi.',
      });
    case 'discharge-letter':
    case 'municipal-notice':
    case 'referral':
      return letter(draft);
    case 'charge':
      return [
        msh(draft, 'EPJ', 'DFT^P03^DFT_P03'),
        pid(draft),
        `FT1|1|||${draft.time.slice(0, 8)}||CG|${draft.random.pick(['701a', '705k', '2ad', '707'])}|||1`,
        obxCode(draft),
      ];
    default:
      return [
        msh(draft, 'EPJ', `ADT^${draft.random.pick(['A01', 'A03', 'A08', 'A02'])}^ADT_A01`),
        `EVN||${draft.time}`,
        pid(draft),
        pv1(draft),
      ];
  }
}

function msh(draft: Draft, application: string, type: string): string {
  const charset = draft.input.variant === 'latin-1' ? '' : 'UNICODE UTF-8';
  return `MSH|^~\\&|${application}|FJORDSYK|MOTOR|FJORDSYK|${draft.time}||${type}|${draft.controlId}|P|2.5.1||||||${charset}`;
}

function pid(draft: Draft): string {
  const { person } = draft;
  const number = draft.input.variant === 'missing-patient-id' ? '' : `${person.nationalNumber}^^^FNR^FNR`;
  return `PID|1||${number}||${person.family}^${person.given}||${person.birthDate}|${person.sex}|||${person.street}^^${person.place.split('^')[1]}^^${person.place.split('^')[0]}^NO`;
}

function pv1(draft: Draft): string {
  return `PV1|1|I|MED${draft.random.between(1, 4)}^${draft.random.between(101, 140)}^1^FJORDSYK`;
}

/** Numbers of each kind have a beginning of their own, so that two messages with one number are about one order. */
const order = ({ input }: Draft) => input.order?.number ?? `R${prefixes[input.kind] ?? 'XX'}${input.sequence}`;

/** OBR-24: the section that answers. */
const sections: Record<string, string> = { 'lab-order': 'CH', 'radiology-order': 'RAD' };

/** @param status OBR-25 */
function obr(draft: Draft, code: string, status: string): string {
  const chance = draft.random.next();
  const urgent = draft.input.variant === 'urgent' || (draft.input.order?.isUrgent ?? chance < 0.04) ? 'S' : 'R';
  const fields = ['OBR', '1', order(draft), `L${order(draft)}`, code, '', '', draft.time];
  while (fields.length < 24) fields.push('');
  fields.push(sections[draft.input.kind] ?? '');
  return [...fields, status, '', `^^^^^${urgent}`].join('|');
}

function resultMessage(draft: Draft, application: string, [analytes, count]: [Analyte[], number]): string[] {
  const status = draft.input.variant === 'out-of-order' ? 'C' : 'F';
  const first = draft.random.between(0, analytes.length - 1);
  const chosen = Array.from(
    { length: count },
    (_none, index) => analytes[(first + index) % analytes.length] as Analyte,
  );
  const measured = draft.input.variant === 'wrong-unit' ? wrongUnits : chosen;
  const obx = measured.map((analyte, index) => observation(draft, { analyte, setId: index + 1, status }));
  return [
    msh(draft, application, 'ORU^R01^ORU_R01'),
    pid(draft),
    pv1(draft),
    obr(draft, 'PAKKE^Analysepakke^LOKAL', status),
    ...obx,
  ];
}

type Measured = Analyte & Partial<(typeof wrongUnits)[number]>;

function observation(draft: Draft, of: { analyte: Measured; setId: number; status: string }): string {
  const { analyte, setId, status } = of;
  const spread = analyte.high - analyte.low;
  const value = analyte.low - 0.2 * spread + draft.random.next() * 1.5 * spread;
  let text = value.toFixed(analyte.decimals);
  if (draft.input.variant === 'non-numeric' && setId === 1)
    text = draft.random.pick(['HEMOLYSERT', 'se kommentar', 'ikke utført']);
  const unit = analyte.wrongUnit ?? analyte.unit;
  if (analyte.toWrong !== undefined) text = analyte.toWrong(Math.max(value, analyte.low / 2));
  const flag = value < analyte.low ? 'L' : value > analyte.high ? 'H' : 'N';
  // A laboratory that is set up in another unit has its reference ranges in it too.
  const [low, high] = [analyte.low, analyte.high].map((limit) => analyte.toWrong?.(limit) ?? String(limit));
  return `OBX|${setId}|NM|${analyte.code}^${analyte.name}^NLK||${text}|${unit}|${low}-${high}|${flag}|||${status}|||${draft.time}`;
}

function microbiology(draft: Draft): string[] {
  const organism =
    draft.input.variant === 'unknown-code'
      ? 'NYCODE9^Ukjent isolat^LOKAL'
      : draft.random.pick(['ESCOLI^E. coli^LOKAL', 'STAAUR^S. aureus^LOKAL', 'KLEPNE^K. pneumoniae^LOKAL']);
  return [
    msh(draft, 'MIKRO', 'ORU^R01^ORU_R01'),
    pid(draft),
    obr(draft, 'BLODK^Blodkultur^LOKAL', 'F'),
    `OBX|1|CWE|FUNN^Funn^LOKAL||${organism}||||||F|||${draft.time}`,
  ];
}

function report(draft: Draft, of: { application: string; code: string; text: string }): string[] {
  const isAttached = draft.input.variant === 'attachment' || draft.random.next() < 0.1;
  const attached = isAttached ? [`OBX|2|ED|PDF^Svarrapport^LOKAL||^application^pdf^Base64^${pdfOf(draft)}||||||F`] : [];
  return [
    msh(draft, of.application, 'ORU^R01^ORU_R01'),
    pid(draft),
    obr(draft, of.code, 'F'),
    `OBX|1|FT|SVAR^Svar^LOKAL||${of.text}||||||F|||${draft.time}`,
    ...attached,
  ];
}

/** A small but real PDF, different for each message. */
function pdfOf(draft: Draft): string {
  const text = `BT /F1 12 Tf 40 780 Td (Svar ${draft.controlId}) Tj ET`;
  return Buffer.from(
    `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj\n4 0 obj<</Length ${text.length}>>stream\n${text}\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`,
    'latin1',
  ).toString('base64');
}

function letter(draft: Draft): string[] {
  const [title, text] = {
    'discharge-letter': [
      'Epikrise',
      'Utskrevet til hjemmet. Oppfølging hos fastlege om to uker. Blodprøver kontrolleres.',
    ] as const,
    'municipal-notice': [
      'Innleggelsesmelding',
      'Pasienten er innlagt. Behov for kommunale tjenester vurderes innen 24 timer.',
    ] as const,
    referral: ['Henvisning', 'Ønsker vurdering ved hjertepoliklinikken på grunn av økende tungpustethet.'] as const,
  }[draft.input.kind as 'discharge-letter' | 'municipal-notice' | 'referral'];
  const application = draft.input.kind === 'referral' ? 'NHNGW' : 'EPJ';
  return [
    msh(draft, application, 'MDM^T02^MDM_T02'),
    `EVN||${draft.time}`,
    pid(draft),
    pv1(draft),
    `TXA|1|${title}|TX|${draft.time}|||||||D${draft.input.sequence}`,
    `OBX|1|TX|${title}||${text}||||||F`,
  ];
}

function obxCode(draft: Draft): string {
  return `OBX|1|CWE|${draft.random.pick(['701a', '705k', '2ad'])}^Takst^LOKAL||${draft.random.pick(['701a', '705k'])}^Takst^LOKAL||||||F`;
}
