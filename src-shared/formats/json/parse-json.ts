import type { FormatId, FormatNode, ParsedMessage } from '../format.ts';
import { childrenOf, type JsonDocument, rawText } from './json-document.ts';
import { createJsonNodes, createTextNode, type JsonScheme } from './json-nodes.ts';
import { readTellingValues } from './read-telling-values.ts';

/**
 * A JSON body as nodes by the meaning that a format gives them. Comments and what follows the root are places of their own, masked, and so is
 * the whole body when it cannot be read as a whole: what is in no node would be shown in the text unmasked.
 */
export function parseJsonMessage<C>(document: JsonDocument, format: FormatId, scheme: JsonScheme<C>): ParsedMessage {
  const { bytes, index, charset } = document;
  const isCovered = index.isComplete && index.tokens.count > 0;
  const nodes = isCovered
    ? [...createJsonNodes(document, scheme), ...looseNodes(document)]
    : [createTextNode('content()', [0, bytes.length], charset.charset.decode(bytes))];
  return {
    format,
    sizeBytes: bytes.length,
    charset: { name: charset.charset.name, reason: charset.reason },
    nodes,
    problems: [...charset.problems, ...index.problems],
    partCount: isCovered ? childrenOf(document, 0).length : 0,
    ...(isCovered ? { tellingValues: () => readTellingValues(document, scheme) } : {}),
  };
}

function looseNodes(document: JsonDocument): FormatNode[] {
  const counts = { comment: 0, rest: 0 };
  return document.index.loose.map(({ kind, span }) => {
    counts[kind] += 1;
    const path = counts[kind] === 1 ? `${kind}()` : `${kind}()[${counts[kind]}]`;
    return createTextNode(path, span, rawText(document, span));
  });
}
