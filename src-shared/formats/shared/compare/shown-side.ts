import type { FormatNode, ParsedMessage } from '../../format.ts';
import { maskMessage } from '../mask.ts';
import { visitNodes } from '../patient-values.ts';

/** One message of two as it may be shown: its text, and what stands in each of its places. */
export type ShownSide = { text: string; textOf(node: FormatNode): string };

/** Masked as the inspector masks: by place, and wherever a value of the patient stands. */
export function maskedSide(bytes: Uint8Array, parsed: ParsedMessage): ShownSide {
  const { text, nodes } = maskMessage(bytes, parsed);
  const textByPath = new Map<string, string>();
  visitNodes(nodes, (node) => textByPath.set(node.path, node.text ?? ''));
  return { text, textOf: (node) => textByPath.get(node.path) ?? '' };
}
