import type { Body } from '../../../../src-shared/domain/message.ts';
import type { FormatNode, Problem, Span } from '../../../../src-shared/formats/format.ts';
import { detectFormat, formatOf } from '../../../../src-shared/formats/index.ts';
import { type Charset, findCharset, windows1252 } from '../../../../src-shared/formats/shared/charset.ts';
import type { NodeLevel } from '../../../../src-shared/formats/shared/node-level.ts';
import { hl7Dictionaries } from '../../../platform/hl7-dictionaries.ts';
import { holdsSignature } from '../open-body.ts';
import { hl7Nodes } from './hl7-nodes.ts';
import { createKeptChildren, overlappingIn } from './kept-children.ts';
import { parsedNodes } from './parsed-nodes.ts';
import { indexRows, type RowIndex } from './row-index.ts';
import type { TopNodes } from './top-nodes.ts';

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
  /** Carries a signature over its content; any change would break it. */
  isSigned: boolean;
  partCount: number;
  childrenOf(node: FormatNode): NodeLevel;
  /** Indexes of those children that share a byte with the span, or hold it when it is empty. */
  childrenIn(node: FormatNode, span: Span): number[];
};

export function openDocument(body: Body): BodyDocument {
  const { bytes, encoding } = body;
  const id = detectFormat(bytes);
  const options = { statedEncoding: encoding, dictionaries: hl7Dictionaries };
  const read = id === 'hl7v2' ? hl7Nodes(bytes, options) : parsedNodes(formatOf(id).parse(bytes, options));
  let isSigned: boolean | null = null;
  const childrenOf = createKeptChildren(maxKeptNodes);
  return {
    body,
    bytes,
    format: read.format,
    charset: findCharset(read.charset.name) ?? windows1252,
    charsetReason: read.charset.reason,
    rows: indexRows(bytes),
    top: read.top,
    problems: read.problems,
    get isSigned() {
      isSigned ??= holdsSignature(bytes);
      return isSigned;
    },
    partCount: read.partCount,
    childrenOf,
    childrenIn: (node, span) => overlappingIn(childrenOf(node), span),
  };
}

const maxKeptNodes = 100_000;
