import type { FormatNode, ParsedMessage } from '../../../src-shared/formats/format.ts';
import { createSpreadingPattern, maskLeaf, maskWord } from '../../../src-shared/formats/shared/mask.ts';
import { visitNodes } from '../../../src-shared/formats/shared/patient-values.ts';

/**
 * What a message hides while it is masked, wherever an edit puts it.
 * @method holds whether a place holds anything hidden, itself or below
 * @method show the text, or a word for its kind and length class
 */
export type Hidden = { holds(node: FormatNode): boolean; show(text: string, node: FormatNode | null): string };

/** @param parsed the message before the edit: afterwards a place may look harmless whose value is not */
export function createHidden(parsed: ParsedMessage): Hidden {
  const known = createSpreadingPattern(parsed.nodes);
  const texts = new Set<string>();
  visitNodes(parsed.nodes, (leaf) => {
    if (!leaf.hasChildren && leaf.text !== null && maskLeaf(leaf, known) !== null) texts.add(leaf.text);
  });
  const holds = (node: FormatNode): boolean => {
    let isHidden = false;
    visitNodes([node], (each) => {
      isHidden ||= maskLeaf(each, known) !== null || texts.has(each.text ?? '');
    });
    return isHidden;
  };
  return {
    holds,
    show(text, node) {
      if (text === '' || (!texts.has(text) && (node === null || !holds(node)))) return text;
      return maskWord(node?.maskAs ?? 'text', text.length);
    },
  };
}
