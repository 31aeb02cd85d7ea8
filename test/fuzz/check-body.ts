import { hl7Dictionaries } from '../../src-main/platform/hl7-dictionaries.ts';
import type { Format, FormatNode, ParsedMessage, Span } from '../../src-shared/formats/format.ts';
import { detectFormat, formatOf, formats, validateMessage } from '../../src-shared/formats/index.ts';

/** As the core reads for people: with names and tables. */
const options = { statedEncoding: null, dictionaries: hl7Dictionaries };
const validateOptions = { ...options, profiles: [], now: Date.UTC(2026, 10, 26) };

/** How much of a body is looked at: *shallow* opens the first parts only, *whole* everything, with summary, measurements and findings. */
export type Depth = 'shallow' | 'whole';

/** What every format promises of any bytes. @throws Error that says which promise was broken */
export function checkBody(body: Uint8Array, depth: Depth): void {
  const format = formatOf(detectFormat(body));
  checkFormat(body, format, depth);
  // A damaged message is also read as what it was: the person may know better than the first bytes tell.
  const other = formats[body.length % formats.length];
  if (depth === 'whole' && other !== undefined && other !== format) checkFormat(body, other, depth);
  if (depth === 'shallow') return;
  for (const { span, rule } of validateMessage(body, validateOptions)) checkInside(span, [0, body.length], rule);
}

/** The same of one format. @throws Error */
export function checkFormat(body: Uint8Array, format: Format, depth: Depth): void {
  const parsed = format.parse(body, options);
  checkSpans(body, parsed, depth);
  const spliced = format.splice(body, [], options);
  if (spliced.kind !== 'spliced') throw new Error(`${format.id}: no edit at all is rejected`);
  if (Buffer.compare(spliced.bytes, body) !== 0) throw new Error(`${format.id}: no edit changes bytes`);
  for (const { span, rule } of parsed.problems) checkInside(span, [0, body.length], rule);
  if (depth === 'shallow') return;
  format.summary(body, options);
  for (const { span, path } of format.measurements(body, options)) checkInside(span, [0, body.length], path);
  for (const { span, rule } of format.validate(body, validateOptions)) checkInside(span, [0, body.length], rule);
}

function checkSpans(body: Uint8Array, parsed: ParsedMessage, depth: Depth): void {
  let left = depth === 'whole' ? 5000 : 40;
  const open: { node: FormatNode; around: Span }[] = parsed.nodes
    .slice(0, left)
    .map((node) => ({ node, around: [0, body.length] as const }))
    .reverse();
  for (let next = open.pop(); next !== undefined && left > 0; next = open.pop()) {
    left -= 1;
    checkInside(next.node.span, next.around, next.node.path);
    if (!next.node.hasChildren) continue;
    for (const child of next.node.children()) open.push({ node: child, around: next.node.span });
  }
}

function checkInside([start, end]: Span, [from, to]: Span, what: string): void {
  if (!(start >= from && start <= end && end <= to))
    throw new Error(`${what}: ${start}-${end} is outside ${from}-${to}`);
}
