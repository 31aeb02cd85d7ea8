import type { Format, FormatNode, ParsedMessage } from '../format.ts';
import { emptySummary } from '../shared/empty-summary.ts';
import { createProblem } from '../shared/problem.ts';
import { rejectEdit, spliceBytes } from '../shared/splice.ts';
import { isWide } from '../shared/wide-encoding.ts';

/** Bytes that are no text: shown as one place without a value, never edited. */
export const binaryFormat: Format = {
  id: 'binary',
  detect: detectBinary,
  parse: parseBinary,
  splice: (body, [edit]) => (edit === undefined ? spliceBytes(body, []) : rejectEdit(edit.path, 'not-editable')),
  summary: () => emptySummary('binary'),
  measurements: () => [],
  validate: () => [],
};

const signatures = [
  '%PDF-',
  'PK\u0003\u0004',
  '\u0089PNG',
  '\u00ff\u00d8\u00ff',
  'GIF8',
  '\u001f\u008b',
  '%!PS',
  'II*\u0000',
  'MM\u0000*',
];

/** A known signature, DICOM's at byte 128, or control characters no text has, more than one in twenty. */
function detectBinary(head: Uint8Array): number {
  const start = String.fromCharCode(...head.subarray(0, 8));
  if (signatures.some((signature) => start.startsWith(signature))) return 0.95;
  if (String.fromCharCode(...head.subarray(128, 132)) === 'DICM') return 0.95;
  let controls = 0;
  for (const byte of head) if (byte < 0x20 && isOddControl(byte)) controls += 1;
  return controls * 20 > head.length ? 0.4 : 0;
}

function isOddControl(byte: number): boolean {
  return !(byte >= 0x09 && byte <= 0x0d) && byte !== 0x1b && byte !== 0x1c;
}

function parseBinary(body: Uint8Array): ParsedMessage {
  const node: FormatNode = {
    path: 'bytes',
    name: 'bytes',
    label: null,
    span: [0, body.length],
    text: null,
    sensitivity: 'patient',
    maskAs: 'text',
    clinical: true,
    content: 'document',
    dataType: null,
    meaning: null,
    isEmpty: body.length === 0,
    isExplicitNull: false,
    hasChildren: false,
    children: () => [],
  };
  const charset = { name: 'windows-1252', reason: 'fallback' };
  const problems = isWide(body) ? [createProblem('charset.utf-16', [0, Math.min(body.length, 4)])] : [];
  return { format: 'binary', sizeBytes: body.length, charset, nodes: [node], problems, partCount: 1 };
}
