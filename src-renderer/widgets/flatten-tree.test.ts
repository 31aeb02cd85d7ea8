import { describe, expect, it } from 'vitest';
import type { TreeNode } from '../../src-shared/contract/message.ts';
import { findNodeAt, findNodeByPath, flattenTree } from './flatten-tree.ts';

function aNode(path: string, textSpan: [number, number], children: TreeNode[] = [], isEmpty = false): TreeNode {
  return {
    path,
    name: path,
    label: null,
    textSpan,
    value: isEmpty ? '' : 'x',
    sensitivity: 'none',
    clinical: false,
    isEmpty,
    isExplicitNull: false,
    lockReasonKey: null,
    children,
  };
}

const tree = [
  aNode('PID', [0, 20], [aNode('PID-3', [4, 10], [aNode('PID-3.1', [4, 7])]), aNode('PID-4', [11, 11], [], true)]),
];

describe('flattenTree', () => {
  it('shows only the roots when nothing is open', () => {
    expect(flattenTree(tree, new Set(), false).map((row) => row.node.path)).toEqual(['PID']);
  });

  it('leaves empty leaves out unless asked for', () => {
    const paths = (showEmpty: boolean) => flattenTree(tree, new Set(['PID']), showEmpty).map((row) => row.node.path);
    expect(paths(false)).toEqual(['PID', 'PID-3']);
    expect(paths(true)).toEqual(['PID', 'PID-3', 'PID-4']);
  });
});

describe('findNodeAt', () => {
  it('finds the deepest node and the way to it', () => {
    expect(findNodeAt(tree, 5)).toMatchObject({ node: { path: 'PID-3.1' }, ancestors: ['PID', 'PID-3'] });
  });

  it('finds nothing beyond the last node', () => {
    expect(findNodeAt(tree, 99)).toBeNull();
  });
});

describe('findNodeByPath', () => {
  it('gives the ancestors to open', () => {
    expect(findNodeByPath(tree, 'PID-3.1')?.ancestors).toEqual(['PID', 'PID-3']);
  });
});
