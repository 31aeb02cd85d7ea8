import type { TreeNode } from '../../src-shared/contract/message.ts';

export type TreeRow = { node: TreeNode; depth: number; isOpen: boolean };

/** The rows a tree shows: children only of open nodes. Empty leaves are left out unless asked for. */
export function flattenTree(nodes: readonly TreeNode[], openPaths: ReadonlySet<string>, showEmpty: boolean): TreeRow[] {
  const rows: TreeRow[] = [];
  const walk = (level: readonly TreeNode[], depth: number): void => {
    for (const node of level) {
      if (node.isEmpty && !showEmpty && node.children.length === 0) continue;
      const isOpen = openPaths.has(node.path);
      rows.push({ node, depth, isOpen });
      if (isOpen) walk(node.children, depth + 1);
    }
  };
  walk(nodes, 0);
  return rows;
}

/** The deepest node whose text holds `offset`, with its ancestors' paths from the root; null between nodes. */
export function findNodeAt(nodes: readonly TreeNode[], offset: number): { node: TreeNode; ancestors: string[] } | null {
  let found: { node: TreeNode; ancestors: string[] } | null = null;
  let level = nodes;
  const ancestors: string[] = [];
  for (;;) {
    const next = level.find((node) => offset >= node.textSpan[0] && offset <= node.textSpan[1]);
    if (!next) return found;
    found = { node: next, ancestors: [...ancestors] };
    ancestors.push(next.path);
    level = next.children;
  }
}

export function findNodeByPath(
  nodes: readonly TreeNode[],
  path: string,
): { node: TreeNode; ancestors: string[] } | null {
  for (const node of nodes) {
    if (node.path === path) return { node, ancestors: [] };
    const below = findNodeByPath(node.children, path);
    if (below) return { node: below.node, ancestors: [node.path, ...below.ancestors] };
  }
  return null;
}
