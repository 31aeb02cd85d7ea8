import type { Span } from '../../../../src-shared/formats/format.ts';
import type { BodyDocument } from './body-document.ts';

export type DocumentKind = 'pdf' | 'png' | 'jpeg' | 'gif' | 'webp' | 'rtf' | 'xml' | 'text' | 'other';
export type EmbeddedDocument = { kind: DocumentKind; sizeBytes: number; bytes: Uint8Array<ArrayBuffer> | null };

const maxDecodedBytes = 48 * 1024 * 1024;
const base64 = /^[A-Za-z0-9+/]*={0,3}$/;

/** What stands at the span as base64, decoded; line breaks between its lines are not part of it, escaped or not. */
export function readDocument({ bytes }: BodyDocument, [start, end]: Span): EmbeddedDocument {
  const written = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start)
    .toString('latin1')
    .replace(/\\\.br\\|\\X(?:0D|0A|0D0A)\\|\s+/g, '');
  const sizeBytes = Math.floor((written.length * 3) / 4);
  if (sizeBytes > maxDecodedBytes || !base64.test(written))
    return { kind: 'other', sizeBytes: end - start, bytes: null };
  const decoded = new Uint8Array(Buffer.from(written, 'base64'));
  return { kind: kindOf(decoded), sizeBytes: decoded.length, bytes: decoded };
}

const signatures: readonly [string, DocumentKind][] = [
  ['%PDF-', 'pdf'],
  ['\u0089PNG', 'png'],
  ['\u00ff\u00d8\u00ff', 'jpeg'],
  ['GIF8', 'gif'],
  ['{\\rtf', 'rtf'],
  ['<?xml', 'xml'],
];

function kindOf(bytes: Uint8Array): DocumentKind {
  const head = String.fromCharCode(...bytes.subarray(0, 512));
  const found = signatures.find(([signature]) => head.trimStart().startsWith(signature));
  if (found !== undefined) return found[1];
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp';
  // Control characters other than white space are in no text.
  return /[\0-\x08\x0e-\x1f]/.test(head) ? 'other' : 'text';
}
