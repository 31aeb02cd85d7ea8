import type { FormatNode, MaskKind, ParsedMessage, PatientValue, Span } from '../format.ts';
import { holdsNationalNumber, identifierKind } from './identifiers.ts';
import { createValuePattern, formsOf, readPatientValues, visitNodes } from './patient-values.ts';
import { createTextMap, type TextMap } from './text-map.ts';

/**
 * A message that may be shown to anyone who may see that it exists. `text`: of the whole body, each patient value replaced by its kind and
 * length class, no character of it left. `spansByPath`: where each node is in `text`, in UTF-16 units. `nodes`: the same tree as was
 * parsed, its texts masked in the same way; their `span` still counts bytes of the true body.
 */
export type MaskedMessage = { text: string; spansByPath: Map<string, Span>; nodes: FormatNode[] };

type Piece = { byteStart: number; byteEnd: number; textStart: number; text: string; isMasked: boolean };

/**
 * Masks what is patient data by its place or its form, and any other value that holds a name or number of the patient.
 * @param parsed of the same `body`
 */
export function maskMessage(body: Uint8Array, parsed: ParsedMessage): MaskedMessage {
  const map = createTextMap(body, parsed.charset.name);
  const known = createSpreadingPattern(parsed);
  const maskedByPath = findMasked(parsed, known);
  const pieces = cutPieces(map, body.length, [...maskedByPath.values()]);
  const text = pieces.map((piece) => piece.text).join('');
  const spansByPath = new Map<string, Span>();
  const spanOf = ([start, end]: Span): Span => [toMaskedOffset(map, pieces, start), toMaskedOffset(map, pieces, end)];

  const maskNode = (node: FormatNode): FormatNode => {
    const masked = maskedByPath.get(node.path);
    if (masked !== undefined)
      return { ...node, text: masked.word, sensitivity: 'patient', maskAs: masked.kind, meaning: null };
    const isShown = !node.hasChildren || node.text === null;
    return {
      ...node,
      text: isShown ? node.text : text.slice(...spanOf(node.span)),
      meaning: maskMeaning(node, known),
      children: () => node.children().map(maskNode),
    };
  };
  visitNodes(parsed.nodes, (node) => spansByPath.set(node.path, spanOf(node.span)));
  return { text, spansByPath, nodes: parsed.nodes.map(maskNode) };
}

/** `fnr •••••`: two dots up to 4 characters, five up to 12, else eight. */
export function maskWord(kind: MaskKind, length: number): string {
  return `${kind} ${'•'.repeat(length <= 4 ? 2 : length <= 12 ? 5 : 8)}`;
}

/** One masked leaf: where, as what, and the word that stands for it. */
export type MaskedLeaf = { span: Span; kind: MaskKind; word: string };

function findMasked(parsed: ParsedMessage, known: RegExp | null): Map<string, MaskedLeaf> {
  const masked = new Map<string, MaskedLeaf>();
  visitNodes(parsed.nodes, (leaf) => {
    const found = leaf.hasChildren ? null : maskLeaf(leaf, known);
    if (found !== null) masked.set(leaf.path, found);
  });
  return masked;
}

/**
 * How one leaf is masked; null = it may be shown. An embedded document is content, whatever its place says.
 * @param known from `createSpreadingPattern`, null = nothing of the patient is known
 */
export function maskLeaf(leaf: FormatNode, known: RegExp | null): MaskedLeaf | null {
  const kind = leaf.maskAs ?? (isEmbedded(leaf) ? 'text' : kindByContent(leaf.text, known));
  if (kind === null || leaf.span[0] === leaf.span[1] || leaf.isExplicitNull) return null;
  return { span: leaf.span, kind, word: maskWord(kind, leaf.text?.length ?? leaf.span[1] - leaf.span[0]) };
}

/**
 * The meaning of a value that may be shown. It may be in the sender's own words: then not where they tell of the patient.
 * @param known from `createSpreadingPattern`
 */
export function maskMeaning({ meaning }: FormatNode, known: RegExp | null): FormatNode['meaning'] {
  return kindByContent(meaning?.en ?? null, known) === null ? meaning : null;
}

/** Whether a leaf is a file or picture written as base64: by its place, or because that much of nothing else looks so. */
export function isEmbedded(leaf: Pick<FormatNode, 'content' | 'text' | 'hasChildren'>): boolean {
  if (leaf.hasChildren || leaf.text === null || leaf.text.length < minEmbeddedLength) return false;
  const head = leaf.text.slice(0, 400);
  return leaf.content === 'document' || (/^[A-Za-z0-9+/=\s]+$/.test(head) && isMixed(head.replace(/\s/g, '')));
}

/** Real base64 has letters of both cases and hardly a blank; a long number, a word or prose has not. */
function isMixed(head: string): boolean {
  return /[A-Z]/.test(head) && /[a-z]/.test(head) && head.length > 370;
}

const minEmbeddedLength = 1024;

/**
 * Finds what means the patient wherever it stands; null when there is nothing.
 * A town or a code from the address is not searched for: it is in the name of the hospital too.
 */
export function createSpreadingPattern(parsed: Pick<ParsedMessage, 'nodes' | 'tellingValues'>): RegExp | null {
  const isTelling = ({ kind, text }: PatientValue) =>
    kind !== 'text' && (kind !== 'address' || /\p{L}.*\d/su.test(text)) && text.length >= (kind === 'name' ? 2 : 4);
  const values = parsed.tellingValues?.() ?? readPatientValues(parsed);
  return createValuePattern(values.filter(isTelling).flatMap(formsOf));
}

function kindByContent(text: string | null, known: RegExp | null): MaskKind | null {
  if (text === null || text === '') return null;
  if (known !== null && text.search(known) >= 0) return holdsNationalNumber(text) ? identifierKind(text) : 'text';
  return null;
}

/** The whole body in order: masked values and what is between them. */
function cutPieces(map: TextMap, sizeBytes: number, masked: MaskedLeaf[]): Piece[] {
  const pieces: Piece[] = [];
  let byteAt = 0;
  let textAt = 0;
  const add = (byteEnd: number, text: string, isMasked: boolean) => {
    if (byteEnd === byteAt) return;
    pieces.push({ byteStart: byteAt, byteEnd, textStart: textAt, text, isMasked });
    byteAt = byteEnd;
    textAt += text.length;
  };
  const plain = (end: number) =>
    add(end, map.text.slice(map.byteToTextOffset(byteAt), map.byteToTextOffset(end)), false);
  for (const { span, word } of masked.toSorted((a, b) => a.span[0] - b.span[0])) {
    if (span[0] < byteAt) continue; // lies in what is masked already
    plain(span[0]);
    add(span[1], word, true);
  }
  plain(sizeBytes);
  return pieces;
}

function toMaskedOffset(map: TextMap, pieces: Piece[], byte: number): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle]?.byteEnd ?? 0) < byte) low = middle + 1;
    else high = middle;
  }
  const piece = pieces[low];
  if (piece === undefined || byte <= piece.byteStart) return piece?.textStart ?? 0;
  if (byte >= piece.byteEnd || piece.isMasked) return piece.textStart + piece.text.length;
  return piece.textStart + map.byteToTextOffset(byte) - map.byteToTextOffset(piece.byteStart);
}
