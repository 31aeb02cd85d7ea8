import type { Body } from '../../../src-shared/domain/message.ts';
import type { FormatNode, Span } from '../../../src-shared/formats/format.ts';
import { parseMessage } from '../../../src-shared/formats/index.ts';
import { createTextMap } from '../../../src-shared/formats/shared/text-map.ts';
import { hl7IndexText } from './hl7-index-text.ts';

/** Longer bodies are indexed up to here: a search that goes further has to read them. */
const maxIndexedBytes = 256 * 1024;

/**
 * The text of a body that the index may hold: every span that its format calls patient or secret is replaced by a blank.
 * Empty for bodies that are not text.
 */
export function indexTextOf(body: Body): string {
  const bytes = body.bytes.subarray(0, maxIndexedBytes);
  const options = { statedEncoding: body.encoding };
  return hl7IndexText(bytes, options) ?? textOfNodes(bytes, options);
}

/** For any format, by its own nodes. Slower than `hl7IndexText`, which is measured against it. */
export function textOfNodes(bytes: Uint8Array, options: { statedEncoding: string | null }): string {
  const parsed = parseMessage(bytes, options);
  if (parsed.format === 'binary') return '';
  const { text, byteToTextOffset } = createTextMap(bytes, parsed.charset.name);
  const parts: string[] = [];
  let shownFrom = 0;
  for (const [start, end] of hiddenSpans(parsed.nodes)) {
    if (end <= shownFrom) continue;
    parts.push(text.slice(byteToTextOffset(shownFrom), byteToTextOffset(Math.max(start, shownFrom))));
    shownFrom = end;
  }
  parts.push(text.slice(byteToTextOffset(shownFrom)));
  return parts.join(' ');
}

/** In order of their beginning. Nothing below a hidden node is opened; the stack keeps deep messages from deep recursion. */
function hiddenSpans(nodes: readonly FormatNode[]): Span[] {
  const spans: Span[] = [];
  const open = [...nodes];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.sensitivity !== 'none') spans.push(node.span);
    else if (node.hasChildren) open.push(...node.children());
  }
  return spans.sort((a, b) => a[0] - b[0]);
}
