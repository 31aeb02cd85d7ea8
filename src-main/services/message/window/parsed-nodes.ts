import type { ParsedMessage } from '../../../../src-shared/formats/format.ts';
import { createSpreadingPattern } from '../../../../src-shared/formats/shared/mask.ts';
import { levelOf } from '../../../../src-shared/formats/shared/node-level.ts';
import { mayHold, overlappingIn } from './kept-children.ts';
import type { TopNodes } from './top-nodes.ts';

/** The tree of a body that was parsed whole, for windows. */
export function parsedNodes(parsed: ParsedMessage) {
  const { format, charset, nodes, problems, partCount } = parsed;
  const level = levelOf(nodes);
  let pattern: RegExp | null | undefined;
  const top: TopNodes = {
    count: nodes.length,
    at: (index) => nodes[index]!,
    overlapping: (span) => overlappingIn(level, span),
    candidates: (path) => nodes.flatMap((node, index) => (mayHold(node.path, path) ? [index] : [])),
    spreadingAt: () => {
      // Null is an answer too: nothing of a person stands there.
      if (pattern === undefined) pattern = createSpreadingPattern(parsed);
      return pattern;
    },
  };
  return { format, charset, top, problems, partCount };
}
