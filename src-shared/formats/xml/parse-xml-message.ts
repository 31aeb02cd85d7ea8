import type { FormatId, FormatNode, ParsedMessage, ParseOptions, PatientValue, Span } from '../format.ts';
import { parseXml, type XmlDocument } from './parse-xml.ts';
import { chooseXmlCharset } from './xml-charset.ts';
import type { XmlElement } from './xml-element.ts';
import { createXmlNode, rootPlace, type XmlReader } from './xml-nodes.ts';

/** A tree that leaves parts of the body out would show them unmasked in the text: then the body is one place. */
const uncovered = new Set(['xml.too-deep', 'xml.too-many-elements', 'xml.no-root', 'problems.more']);

type Decode = (span: Span) => string;

/**
 * What is known of the message beside that it is XML: `read` reads it from its root; `tellingValues` are those that `read` masks as anything
 * but *text*, found without its nodes.
 */
export type XmlDialect = {
  format: FormatId;
  read: XmlReader;
  tellingValues(root: XmlElement): PatientValue[];
};

/** Any XML as a message, its places read by the dialect. What is outside the tree is shown beside the root and masked. */
export function parseXmlMessage(body: Uint8Array, options: ParseOptions, dialect: XmlDialect): ParsedMessage {
  const { charset, reason, problems } = chooseXmlCharset(body, options);
  const document = parseXml(body, { decode: charset.decode });
  const { root } = document;
  const decode = (span: Span) => charset.decode(body.subarray(...span));
  const isCovered = root !== null && !document.problems.some(({ rule }) => uncovered.has(rule));
  const nodes = isCovered
    ? [createXmlNode(rootPlace(root), dialect.read), ...restNodes(body, document, root, decode)]
    : [restNode('content()', [0, body.length], decode)];
  return {
    format: dialect.format,
    sizeBytes: body.length,
    charset: { name: charset.name, reason },
    nodes,
    problems: [...problems, ...document.problems],
    partCount: document.elementCount,
    // What stands beside the root is masked as text.
    tellingValues: () => (isCovered ? dialect.tellingValues(root) : []),
  };
}

/**
 * Comments, instructions and what stands outside the root or is cut off: shown, never edited, and masked like any value.
 * From the first thing behind the root that does not belong there, the rest of the body is one place.
 */
function restNodes(body: Uint8Array, { problems, notes }: XmlDocument, root: XmlElement, decode: Decode): FormatNode[] {
  const loose = problems
    .filter(({ rule }) => rule === 'xml.outside-root' || rule === 'xml.cut-off')
    .map(({ span }) => span)
    .sort((a, b) => a[0] - b[0]);
  const tailStart = loose.find(([start]) => start >= root.span[1])?.[0] ?? body.length;
  const rests = loose.filter(([start]) => start < tailStart);
  if (tailStart < body.length) rests.push([tailStart, body.length]);
  const shown = notes.filter(({ kind, start }) => start < tailStart && (kind !== 'instruction' || start > 3));
  const places = [
    ...shown.map(({ kind, start, end }) => ({ name: `${kind}()`, span: [start, end] as Span })),
    ...rests.map((span) => ({ name: 'rest()', span })),
  ];
  const counts = new Map<string, number>();
  return places.map(({ name, span }) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return restNode(count === 1 ? name : `${name}[${count}]`, span, decode);
  });
}

function restNode(path: string, span: Span, decode: Decode): FormatNode {
  return {
    path,
    name: path,
    label: null,
    span,
    text: decode(span),
    sensitivity: 'patient',
    maskAs: 'text',
    clinical: true,
    content: 'free-text',
    dataType: null,
    meaning: null,
    isEmpty: span[0] === span[1],
    isExplicitNull: false,
    hasChildren: false,
    children: () => [],
  };
}
