/** An open node: where it is and how many rows are directly below it. `chain`: its index at each level, from the top down. */
export type OpenNode = { path: string; chain: readonly number[]; childCount: number };

/** A row of the tree: which level it is in, and where. */
export type TreePlace = { parentPath: string | null; index: number; chain: readonly number[]; depth: number };

/**
 * The rows of a tree of which only open nodes are known: how many there are, and what stands in each.
 * @method rowOf the row of a node; of its nearest shown ancestor when one of them is closed
 */
export type TreeRows = {
  count: number;
  placeAt(row: number): TreePlace | null;
  rowOf(chain: readonly number[]): number;
};

type Branch = {
  path: string | null;
  chain: readonly number[];
  total: number;
  below: { index: number; branch: Branch }[];
  size: number;
};

export function createTreeRows(topCount: number, open: readonly OpenNode[]): TreeRows {
  const root: Branch = { path: null, chain: [], total: topCount, below: [], size: 0 };
  const byChain = new Map<string, Branch>([['', root]]);
  for (const node of [...open].sort((a, b) => a.chain.length - b.chain.length)) {
    const parent = byChain.get(node.chain.slice(0, -1).join('.'));
    if (parent === undefined) continue;
    const branch: Branch = { path: node.path, chain: node.chain, total: node.childCount, below: [], size: 0 };
    byChain.set(node.chain.join('.'), branch);
    parent.below.push({ index: node.chain.at(-1)!, branch });
  }
  measure(root);
  return {
    count: root.size,
    placeAt: (row) => (row < 0 || row >= root.size ? null : placeIn(root, row)),
    rowOf: (chain) => rowIn(root, chain),
  };
}

function measure(branch: Branch): number {
  branch.below.sort((a, b) => a.index - b.index);
  branch.size = branch.total + branch.below.reduce((sum, { branch: each }) => sum + measure(each), 0);
  return branch.size;
}

function placeIn(branch: Branch, row: number): TreePlace {
  let passed = 0;
  for (const { index, branch: below } of branch.below) {
    const at = index + passed;
    if (row <= at) break;
    if (row <= at + below.size) return placeIn(below, row - at - 1);
    passed += below.size;
  }
  const index = row - passed;
  return { parentPath: branch.path, index, chain: [...branch.chain, index], depth: branch.chain.length };
}

function rowIn(branch: Branch, [index, ...rest]: readonly number[]): number {
  if (index === undefined) return 0;
  const before = branch.below.filter((each) => each.index < index).reduce((sum, each) => sum + each.branch.size, 0);
  const own = index + before;
  const below = branch.below.find((each) => each.index === index);
  return below === undefined || rest.length === 0 ? own : own + 1 + rowIn(below.branch, rest);
}
