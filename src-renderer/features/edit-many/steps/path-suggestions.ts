import type { BodyNode } from '../../../../src-shared/contract/message-body.ts';

/** One address that could be meant. `isEvery`: it stands for every repetition of what is there several times. */
export type PathSuggestion = { path: string; label: BodyNode['label']; isEvery: boolean };

/** A node below which the address goes on, and how the person wrote it. */
export type WrittenParent = { node: BodyNode; written: string };

const separators = /[-./@]/;
const index = /\[(?:\*|\d+)\]/g;
const most = 40;

/** What is in an address up to the last name, so that the same nodes serve while that name is written. */
export function pathStem(typed: string): string {
  const end = Math.max(...['-', '.', '/', '@'].map((each) => typed.lastIndexOf(each)));
  return typed.slice(0, end + 1);
}

/** The node among these below which the address goes on; null = there is none. Which repetition was written does not matter. */
export function findParent(nodes: readonly BodyNode[], typed: string): WrittenParent | null {
  for (let end = 1; end < typed.length; end += 1) {
    if (!separators.test(typed[end]!) || /^\[[^\]]*$/.test(typed.slice(typed.lastIndexOf('[', end), end))) continue;
    const written = typed.slice(0, end);
    const node = nodes.find(({ path }) => bare(path) === bare(written));
    if (node && node.fullCount > 0) return { node, written };
  }
  return null;
}

/**
 * Addresses that begin as typed, or whose name in any language holds what is typed of it.
 * @param parent null = the nodes are the top of the message
 */
export function suggestPaths(
  nodes: readonly BodyNode[],
  parent: WrittenParent | null,
  typed: string,
): PathSuggestion[] {
  const wordTyped = typed.slice(pathStem(typed).length).toLowerCase();
  const byBare = new Map<string, { first: PathSuggestion; count: number }>();
  for (const node of nodes) {
    const path = asWritten(node.path, parent);
    const key = bare(path);
    const known = byBare.get(key);
    if (known) known.count += 1;
    else if (key.startsWith(bare(typed)) || isNamed(node, wordTyped))
      byBare.set(key, { first: { path, label: node.label, isEvery: false }, count: 1 });
  }
  return [...byBare.values()]
    .flatMap(({ first, count }) =>
      count > 1 ? [first, { ...first, path: `${first.path.replace(/\[\d+\]$/, '')}[*]`, isEvery: true }] : [first],
    )
    .slice(0, most);
}

/** The node's address with its beginning as the person wrote it; the first repetition needs no number in HL7 v2. */
function asWritten(path: string, parent: WrittenParent | null): string {
  const rest = parent && path.startsWith(parent.node.path) ? path.slice(parent.node.path.length) : path;
  const whole = parent && path.startsWith(parent.node.path) ? parent.written + rest : rest;
  return rest.startsWith('[1].') ? whole.slice(0, whole.length - rest.length) + rest.slice('[1]'.length) : whole;
}

function isNamed({ label }: BodyNode, word: string): boolean {
  return word.length > 1 && label !== null && Object.values(label).some((name) => name.toLowerCase().includes(word));
}

function bare(path: string): string {
  return path.replaceAll(index, '').toLowerCase();
}
