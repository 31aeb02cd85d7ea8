import type { Edit, Format, FormatNode, ParsedMessage, ParseOptions, Span, SpliceResult } from '../format.ts';
import type { Charset } from '../shared/charset.ts';
import { chooseCharset } from '../shared/choose-charset.ts';
import { emptySummary } from '../shared/empty-summary.ts';
import { createProblem } from '../shared/problem.ts';
import { type Replacement, rejectEdit, spliceBytes } from '../shared/splice.ts';

/** Any text, line by line. What it means is not known, so all of it counts as patient data. */
export const textFormat: Format = {
  id: 'text',
  detect: () => 0.1,
  parse: parseText,
  splice: spliceText,
  summary: () => emptySummary('text'),
  measurements: () => [],
  validate: () => [],
};

/** Beyond these the rest of the text is the last node: a tree of more helps nobody. */
const maxLines = 5000;

/** A node a line, `line[1]` and so on, without its line end. */
function parseText(body: Uint8Array, options: ParseOptions): ParsedMessage {
  const { charset, reason, problems } = choose(body, options);
  const lines = findLines(body);
  const controlAt = body.findIndex((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
  if (controlAt >= 0) problems.push(createProblem('text.control-characters', [controlAt, controlAt + 1]));
  return {
    format: 'text',
    sizeBytes: body.length,
    charset: { name: charset.name, reason },
    nodes: lines.map((span, index) => createLineNode(charset.decode(body.subarray(...span)), span, index)),
    problems,
    partCount: lines.length,
  };
}

function spliceText(body: Uint8Array, edits: readonly Edit[], options: ParseOptions): SpliceResult {
  const { charset } = choose(body, options);
  const lines = findLines(body);
  const replacements: Replacement[] = [];
  for (const { path, text } of edits) {
    const span = lines[Number(/^line\[(\d{1,7})\]$/.exec(path)?.[1] ?? 0) - 1];
    if (span === undefined) return rejectEdit(path, 'no-such-path');
    if (/[\r\n]/.test(text)) return rejectEdit(path, 'separator');
    const bytes = encode(charset, text, body.subarray(...span));
    if (bytes === null) return rejectEdit(path, 'not-encodable');
    replacements.push({ path, span, bytes });
  }
  return spliceBytes(body, replacements);
}

function encode(charset: Charset, text: string, current: Uint8Array): Uint8Array | null {
  return charset.decode(current) === text ? current : charset.encode(text);
}

function choose(body: Uint8Array, options: ParseOptions) {
  return chooseCharset(body, { stated: options.statedEncoding, declared: null });
}

function findLines(body: Uint8Array): Span[] {
  const lines: Span[] = [];
  let start = 0;
  for (let at = 0; at < body.length && lines.length < maxLines - 1; at += 1) {
    const byte = body[at];
    if (byte !== 0x0a && byte !== 0x0d) continue;
    lines.push([start, at]);
    if (byte === 0x0d && body[at + 1] === 0x0a) at += 1;
    start = at + 1;
  }
  if (start < body.length) lines.push([start, body.length]);
  return lines;
}

function createLineNode(text: string, span: Span, index: number): FormatNode {
  return {
    path: `line[${index + 1}]`,
    name: `${index + 1}`,
    label: null,
    span,
    text,
    sensitivity: 'patient',
    maskAs: 'text',
    clinical: true,
    content: 'free-text',
    dataType: null,
    meaning: null,
    isEmpty: text === '',
    isExplicitNull: false,
    hasChildren: false,
    children: () => [],
  };
}
