import type { Hazard } from '../../../src-shared/domain/replay.ts';

/**
 * A message that failed, and what came after it and got through (null = nothing). `segments` follow MSH and PID. `keepsControlId`: the later one
 * has the control id of the first.
 */
export type HeldBackCase = {
  id: string;
  type: string;
  segments: string[];
  since: { type: string; segments: string[]; keepsControlId?: boolean } | null;
  expected: { kind: Hazard['kind']; blocks: boolean; params?: Hazard['params'] };
};

const result = (status: string, order: string) => [
  `OBR|1|${order}||NA^Natrium|||||||||||||||||||||${status}`,
  `OBX|1|NM|NA^Natrium||141|mmol/L|137-145|N|||${status}`,
];
const plain = (order: string) => result('F', order);
const appointment = (startsAt: string) => [`SCH|P1||||||||||^^^${startsAt}`, 'RGS|1'];

/** What comes later, or is in the bytes, of messages whose class may be sent again. */
export const laterCases: HeldBackCase[] = [
  {
    ...{ id: 'NEWER-STATE', type: 'ADT^A08', segments: ['PV1|1|I|MED1'] },
    since: { type: 'ADT^A03', segments: ['PV1|1|I|MED1'] },
    expected: { kind: 'newer-state', blocks: false },
  },
  {
    ...{ id: 'MERGED', type: 'ADT^A08', segments: ['PV1|1|I|MED1'] },
    since: { type: 'ADT^A40', segments: ['MRG|991'] },
    expected: { kind: 'merged-since', blocks: true },
  },
  {
    ...{ id: 'NEWER-VERSION', type: 'ORU^R01', segments: plain('HB-1') },
    since: { type: 'ORU^R01', segments: plain('HB-1') },
    expected: { kind: 'newer-result', blocks: false },
  },
  {
    ...{ id: 'CORRECTED', type: 'ORU^R01', segments: plain('HB-2') },
    since: { type: 'ORU^R01', segments: result('C', 'HB-2') },
    expected: { kind: 'newer-result', blocks: true, params: { context: 'corrected' } },
  },
  {
    ...{ id: 'WITHDRAWN', type: 'ORU^R01', segments: plain('HB-3') },
    since: { type: 'ORU^R01', segments: result('W', 'HB-3') },
    expected: { kind: 'newer-result', blocks: true, params: { context: 'withdrawn' } },
  },
  {
    ...{ id: 'CANCELLED', type: 'ORM^O01', segments: ['ORC|NW|HB-4', 'OBR|1|HB-4||NA^Natrium'] },
    since: { type: 'ORM^O01', segments: ['ORC|CA|HB-4', 'OBR|1|HB-4||NA^Natrium'] },
    expected: { kind: 'newer-result', blocks: true, params: { context: 'withdrawn' } },
  },
  {
    ...{ id: 'PROTECTED', type: 'ADT^A08', segments: ['PV1|1|I|MED1'] },
    since: { type: 'ADT^A31', segments: ['PD1||||||||||||Y'] },
    expected: { kind: 'address-protected', blocks: true },
  },
  {
    ...{ id: 'RECEIPT', type: 'ORU^R01', segments: plain('HB-5') },
    since: { type: 'ACK', segments: ['MSA|AA|HELD-RECEIPT'] },
    expected: { kind: 'receipt-there', blocks: true },
  },
  {
    ...{ id: 'BEGUN', type: 'SIU^S12', segments: appointment('202611221100'), since: null },
    expected: { kind: 'too-old', blocks: false },
  },
  {
    ...{ id: 'TWIN', type: 'ORU^R01', segments: plain('HB-6') },
    since: { type: 'ORU^R01', segments: plain('HB-7'), keepsControlId: true },
    expected: { kind: 'same-control-id-accepted', blocks: false },
  },
  {
    ...{ id: 'LOST-LETTER', type: 'ORU^R01', segments: [...plain('HB-8'), 'NTE|1|L|pr\uFFFDve'], since: null },
    expected: { kind: 'replacement-character', blocks: false },
  },
];

const ofClass = (id: string, type: string, rule: 'warn' | 'block', segments: string[]): HeldBackCase => ({
  ...{ id, type, segments, since: null },
  expected: { kind: 'class-rule', blocks: rule !== 'warn', params: { context: rule, type } },
});

/** What the site has decided where it has decided nothing. */
export const classCases: HeldBackCase[] = [
  ofClass('CHARGE', 'DFT^P03', 'block', ['FT1|1|||20261122||CG|701a|||1']),
  ofClass('ACCOUNT', 'BAR^P01', 'block', ['PV1|1|I|MED1']),
  ofClass('ORDER', 'ORM^O01', 'block', ['ORC|NW|HB-20', 'OBR|1|HB-20||NA^Natrium']),
  ofClass('LAB-ORDER', 'OML^O21', 'block', ['ORC|NW|HB-21', 'OBR|1|HB-21||NA^Natrium']),
  ofClass('MEDICINE', 'RDE^O11', 'block', ['ORC|NW|HB-22', 'RXE|^^^20261122|N02BE01|1||tbl']),
  ofClass('REGISTRY', 'CSU^C09', 'block', ['CSR|HB-23']),
  ofClass('LETTER', 'MDM^T02', 'warn', ['TXA|1|Epikrise|TX']),
  ofClass('BOOKING', 'SIU^S12', 'warn', appointment('203611221100')),
];

/** Of a class that one person may send again, with nothing that speaks against it. */
export const freeCases = [
  { id: 'FREE-RESULT', type: 'ORU^R01', segments: plain('HB-30'), since: null },
  { id: 'FREE-STATE', type: 'ADT^A08', segments: ['PV1|1|I|MED1'], since: null },
];
