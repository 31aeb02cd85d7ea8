import type { MaskKind } from '../format.ts';

/** `maskAs` null = not patient data by its place alone. */
export type PlaceMeaning = { maskAs: MaskKind | null; clinical: boolean };

type Kinds = Partial<Record<MaskKind, readonly number[]>>;

/** `rest`: what every field not named here or in `open` is; null = nothing. */
type SegmentKinds = Kinds & { rest: MaskKind | null; open?: readonly number[] };

/** Patient-bearing fields by segment (HL7 v2.9). Where a segment describes a person, what is not known to be harmless is masked. */
const patientFields: Record<string, SegmentKinds> = {
  PID: {
    id: [2, 3, 4, 18, 19, 20, 21],
    name: [5, 6, 9],
    date: [7, 29],
    address: [11, 12, 23],
    phone: [13, 14, 40],
    rest: 'text',
    open: [1, 8, 33, 34],
  },
  PD1: { name: [4], rest: null },
  MRG: { id: [1, 2, 3, 4, 5, 6], name: [7], rest: 'text' },
  NK1: {
    name: [2, 26, 30],
    address: [4, 32],
    phone: [5, 6, 31, 40, 41],
    id: [12, 33, 37],
    date: [16],
    rest: 'text',
    open: [1, 3, 7, 8, 9],
  },
  GT1: {
    id: [2, 12, 19],
    name: [3, 4, 16, 42, 45],
    address: [5, 17],
    phone: [6, 7, 18],
    date: [8],
    rest: 'text',
    open: [1, 9, 10, 11, 13, 14],
  },
  IN1: { id: [36, 49], name: [6, 16], date: [18], address: [19, 44], phone: [7], rest: null },
  IN2: {
    id: [1, 2, 6, 8, 10, 25, 26, 61],
    name: [7, 9, 22, 40, 49, 52],
    phone: [58, 63, 64],
    rest: 'text',
    open: [4, 5],
  },
  PV1: { id: [5, 19, 50], rest: null },
  PV2: { text: [3, 12, 23], rest: null },
  ACC: { address: [2, 11], text: [3, 5, 7, 9], rest: null },
  QPD: { rest: 'text', open: [1, 2] },
  QRD: { id: [8], rest: null },
  QRF: { rest: 'text' },
  QID: { rest: null },
  DB1: { id: [3], rest: null },
  CON: { name: [21, 24], rest: null },
  PDA: { address: [2], date: [4, 6], rest: null },
  BLG: { id: [3], rest: null },
  FT1: { id: [23], rest: null },
  TXA: { rest: null },
};

/** What a result says, and of what and when: a code or a time in its place gives the same number another meaning. */
const clinicalFields: Record<string, readonly number[] | 'all'> = {
  OBX: [3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 19],
  NTE: [3],
  OBR: [4, 7, 8, 13, 14, 15, 25, 31],
  DG1: [3, 4, 5, 6, 16],
  AL1: 'all',
  IAM: 'all',
  PR1: [3, 4, 5],
  PRB: [3, 4],
  RXO: 'all',
  RXE: 'all',
  RXD: 'all',
  RXG: 'all',
  RXA: 'all',
  RXR: 'all',
  RXC: 'all',
  RXV: 'all',
  TQ1: [2, 3, 4, 5, 6],
};

/** Every segment of HL7 v2.9. One that is not here (Z-segments, slips of the pen) may hold anything and is masked whole. */
const knownSegments = new Set(
  (
    'ABS ACC ADD ADJ AFF AIG AIL AIP AIS AL1 APR ARQ ARV AUT BHS BLC BLG BPO BPX BTS BTX BUI CDM CDO CER CM0 CM1 CM2 CNS CON CSP CSR CSS CTD CTI CTR DB1 DEV ' +
    'DG1 DMI DON DPS DRG DSC DSP DST ECD ECR EDU EQL EQP EQU ERQ ERR EVN FAC FHS FT1 FTS GOL GP1 GP2 GT1 IAM IAR IIM ILT IN1 IN2 IN3 INV IPC IPR ISD ITM IVC IVT ' +
    'LAN LCC LCH LDP LOC LRL MCP MFA MFE MFI MRG MSA MSH NCK NDS NK1 NPU NSC NST NTE OBR OBX ODS ODT OH1 OH2 OH3 OH4 OM1 OM2 OM3 OM4 OM5 OM6 OM7 OMC ORC ORG OVR ' +
    'PAC PCE PCR PD1 PDA PDC PEO PES PID PKG PM1 PMT PR1 PRA PRB PRC PRD PRT PSG PSH PSL PSS PTH PV1 PV2 PYE QAK QID QPD QRD QRF QRI RCP RDF RDT REL RF1 RFI RGS ' +
    'RMI ROL RQ1 RQD RXA RXC RXD RXE RXG RXO RXR RXV SAC SCD SCH SCP SDD SFT SGH SGT SHP SID SLT SPM SPR STF STZ TCC TCD TQ1 TQ2 TXA UAC UB1 UB2 URD URS VAR VND VTQ'
  ).split(' '),
);

/** Only ids of messages, batches and software are in these; a number that looks like a person's is not one there. */
const technicalSegments = new Set(['MSH', 'FHS', 'BHS', 'BTS', 'FTS', 'SFT', 'UAC', 'DSC']);

/** Components of an identifier (CX, HL7 v2.9 2A.3.14) that name the issuer and the kind, not the person. */
const openIdComponents = [4, 5, 6, 9, 10];

/**
 * What a place holds by its address alone.
 * @param segmentId in capitals
 * @param component null for the field as a whole
 */
export function meaningOfPlace(segmentId: string, field: number, component: number | null): PlaceMeaning {
  if (!knownSegments.has(segmentId)) return unknownMeaning;
  const isOpenPart = component !== null && openIdComponents.includes(component);
  if (field > maxKeptField) return readMeaning(segmentId, field, isOpenPart);
  const meanings = keptMeanings.get(segmentId) ?? [];
  keptMeanings.set(segmentId, meanings);
  const at = field * 2 + (isOpenPart ? 1 : 0);
  meanings[at] ??= readMeaning(segmentId, field, isOpenPart);
  return meanings[at];
}

const unknownMeaning: PlaceMeaning = { maskAs: 'text', clinical: false };

/** By segment, then by field, which of its components being no matter but for those of an identifier that are open. */
const keptMeanings = new Map<string, PlaceMeaning[]>();
const maxKeptField = 250;

function readMeaning(segmentId: string, field: number, isOpenPart: boolean): PlaceMeaning {
  const clinical = clinicalFields[segmentId];
  return {
    maskAs: maskKindOf(segmentId, field, isOpenPart),
    clinical: clinical === 'all' || (clinical?.includes(field) ?? false),
  };
}

/** Whether a value there may be an identifier of the patient although the place is not one. MSA-2 is a message control id. */
export function mayHoldPatientNumber(segmentId: string, field: number): boolean {
  return !technicalSegments.has(segmentId) && !(segmentId === 'MSA' && field === 2);
}

function maskKindOf(segmentId: string, field: number, isOpenPart: boolean): MaskKind | null {
  const fields = patientFields[segmentId];
  if (fields === undefined || fields.open?.includes(field)) return null;
  for (const kind of ['id', 'name', 'date', 'address', 'phone', 'text'] as const) {
    if (!fields[kind]?.includes(field)) continue;
    return kind === 'id' && isOpenPart ? null : kind;
  }
  return fields.rest;
}
