import type { Body } from '../../../../src-shared/domain/message.ts';
import type { FormatNode, Problem } from '../../../../src-shared/formats/format.ts';
import { detectFormat, formatOf } from '../../../../src-shared/formats/index.ts';
import { type Charset, findCharset, windows1252 } from '../../../../src-shared/formats/shared/charset.ts';
import { createSpreadingPattern } from '../../../../src-shared/formats/shared/mask.ts';
import { hl7Dictionaries } from '../../../platform/hl7-dictionaries.ts';
import { hl7Nodes } from './hl7-nodes.ts';
import { indexRows, type RowIndex } from './row-index.ts';
import { doesOverlap, type TopNodes } from './top-nodes.ts';

/** A body ready for windows: its rows and the top of its tree; all else is made when asked for. */
export type BodyDocument = {
  body: Body;
  bytes: Uint8Array;
  format: string;
  charset: Charset;
  charsetReason: string;
  rows: RowIndex;
  top: TopNodes;
  problems: Problem[];
  partCount: number;
  childrenOf(node: FormatNode): readonly FormatNode[];
};

export function openDocument(body: Body): BodyDocument {
  const { bytes, encoding } = body;
  const id = detectFormat(bytes);
  const options = { statedEncoding: encoding, dictionaries: hl7Dictionaries };
  const read = id === 'hl7v2' ? hl7Nodes(bytes, options) : parsedNodes(formatOf(id).parse(bytes, options));
  return {
    body,
    bytes,
    format: read.format,
    charset: findCharset(read.charset.name) ?? windows1252,
    charsetReason: read.charset.reason,
    rows: indexRows(bytes),
    top: read.top,
    problems: read.problems,
    partCount: read.partCount,
    childrenOf: rememberChildren(),
  };
}

type Parsed = ReturnType<ReturnType<typeof formatOf>['parse']>;

function parsedNodes({ format, charset, nodes, problems, partCount }: Parsed) {
  let pattern: RegExp | null | undefined;
  const top: TopNodes = {
    count: nodes.length,
    at: (index) => nodes[index]!,
    overlapping: (span) => nodes.flatMap((node, index) => (doesOverlap(node.span, span) ? [index] : [])),
    candidates: (path) => nodes.flatMap((node, index) => (mayHold(node.path, path) ? [index] : [])),
    spreadingAt: () => {
      pattern ??= createSpreadingPattern(nodes);
      return pattern;
    },
  };
  return { format, charset, top, problems, partCount };
}

/** Whether a node with that path can be the place or hold it: `PID-3` holds `PID-3[1].1`, not `PID-30`. */
export function mayHold(nodePath: string, path: string): boolean {
  return path === nodePath || (path.startsWith(nodePath) && !/[\w]/.test(path.charAt(nodePath.length)));
}

/** Lists of children are made anew at each call of a node; those looked at lately are kept. */
function rememberChildren(): (node: FormatNode) => readonly FormatNode[] {
  const kept = new Map<string, readonly FormatNode[]>();
  let size = 0;
  return (node) => {
    if (!node.hasChildren) return [];
    const found = kept.get(node.path);
    if (found !== undefined) return found;
    const children = node.children();
    size += children.length;
    if (size > maxKeptNodes) {
      kept.clear();
      size = children.length;
    }
    kept.set(node.path, children);
    return children;
  };
}

const maxKeptNodes = 100_000;
