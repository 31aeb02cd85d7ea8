import type { FormatNode } from '../../../src-shared/formats/format.ts';
import { parseMessage } from '../../../src-shared/formats/index.ts';

/**
 * Whether a message holds `value` at an address, in any segment and repetition that the address does not name. At the level of a field any of
 * its components will do. Places with patient data or secrets never match, so that no question tells what a mask hides.
 */
export function fieldMatches(body: { bytes: Uint8Array; encoding: string | null }, asked: FieldQuestion): boolean {
  try {
    const { nodes } = parseMessage(body.bytes, { statedEncoding: body.encoding });
    return nodes.some((node) => matches(node, { ...asked, value: asked.value.toLowerCase() }));
  } catch {
    return false; // a message that its format stumbles over holds nothing that can be found by address
  }
}

export type FieldQuestion = { path: string; value: string; isPrefix: boolean };

function matches(node: FormatNode, asked: FieldQuestion): boolean {
  if (node.sensitivity !== 'none') return false;
  const place = placeOf(node.path, asked.path);
  if (place === 'elsewhere') return false;
  if (place === 'there' && isValue(node.text, asked)) return true;
  return node.hasChildren && node.children().some((child) => matches(child, asked));
}

function isValue(text: string | null, { value, isPrefix }: FieldQuestion): boolean {
  if (text === null) return false;
  const lower = text.trim().toLowerCase();
  return isPrefix ? lower.startsWith(value) : lower === value;
}

/** *above*: the address may be below this node. Numbers in brackets count only where the address gives them. */
function placeOf(nodePath: string, askedPath: string): 'above' | 'there' | 'elsewhere' {
  const path = askedPath.includes('[') ? nodePath.replaceAll('[1]', '') : nodePath.replaceAll(/\[\d+\]/g, '');
  const asked = askedPath.replaceAll('[1]', '');
  if (path === asked || isBelow(path, asked)) return 'there';
  return isBelow(asked, path) ? 'above' : 'elsewhere';
}

/** A segment ends before `-`, everything else before `.` or `/`. */
function isBelow(path: string, above: string): boolean {
  return path.startsWith(above) && /^[-./[]/.test(path.slice(above.length));
}
