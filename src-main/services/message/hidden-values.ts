import type { FormatNode, ParsedMessage } from '../../../src-shared/formats/format.ts';
import { createSpreadingPattern, maskLeaf, maskWord } from '../../../src-shared/formats/shared/mask.ts';
import { visitNodes } from '../../../src-shared/formats/shared/patient-values.ts';
import { personSegments } from './window/hl7-nodes.ts';

/**
 * What a message hides while it is masked, wherever an edit puts it.
 * @method holds whether a place holds anything hidden, itself or below
 * @method show the text, or a word for its kind and length class
 */
export type Hidden = { holds(node: FormatNode): boolean; show(text: string, node: FormatNode | null): string };

/** @param parsed the message before the edit: afterwards a place may look harmless whose value is not */
export function createHidden(parsed: ParsedMessage): Hidden {
  const known = createSpreadingPattern({ nodes: tellingNodes(parsed) });
  const texts = hiddenTexts(parsed, known);
  const isHidden = (node: FormatNode) => maskLeaf(node, known) !== null || texts.has(node.text ?? '');
  const holds = (node: FormatNode): boolean => {
    let isFound = false;
    visitNodes([node], (each) => {
      isFound ||= isHidden(each);
    });
    return isFound;
  };
  return {
    holds,
    show(text, node) {
      if (text === '' || (!texts.has(text) && (node === null || !holds(node)))) return text;
      return maskWord(node?.maskAs ?? 'text', text.length);
    },
  };
}

/** Of HL7 v2 the segments about persons: what stands in them means the patient elsewhere too. */
function tellingNodes(parsed: ParsedMessage): FormatNode[] {
  const { parts } = parsed;
  if (parts === undefined) return parsed.nodes;
  const telling: FormatNode[] = [];
  for (let index = 0; index < parts.count; index += 1) {
    const node = parts.nodeAt(index);
    if (node !== null && personSegments.includes(node.name.toUpperCase())) telling.push(node);
  }
  return telling;
}

/** What a place means lies in its address in HL7 v2; in other formats an edit of a type or a code may give it another meaning. */
function hiddenTexts(parsed: ParsedMessage, known: RegExp | null): ReadonlySet<string> {
  const texts = new Set<string>();
  if (parsed.format === 'hl7v2') return texts;
  visitNodes(parsed.nodes, (leaf) => {
    if (!leaf.hasChildren && leaf.text !== null && maskLeaf(leaf, known) !== null) texts.add(leaf.text);
  });
  return texts;
}
