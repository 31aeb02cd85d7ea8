import { expect } from 'vitest';
import type { FormatNode, Span, SpliceResult } from '../src-shared/formats/format.ts';

/** Every node, parents before their children. */
export function allNodes(nodes: readonly FormatNode[]): FormatNode[] {
  return nodes.flatMap((node) => [node, ...allNodes(node.children())]);
}

/** Nodes that carry a value of their own. */
export function allLeaves(nodes: readonly FormatNode[]): FormatNode[] {
  return allNodes(nodes).filter((node) => !node.hasChildren);
}

/** The bytes between the reported spans are the same before and after, and there is nothing else. */
export function expectOnlyReportedChanges(
  before: Uint8Array,
  result: Extract<SpliceResult, { kind: 'spliced' }>,
): void {
  let [beforeAt, afterAt] = [0, 0];
  for (const change of result.changes) {
    const kept = before.subarray(beforeAt, change.before[0]);
    expect(Buffer.from(kept).equals(result.bytes.subarray(afterAt, change.after[0]))).toBe(true);
    [beforeAt, afterAt] = [change.before[1], change.after[1]];
  }
  expect(Buffer.from(before.subarray(beforeAt)).equals(result.bytes.subarray(afterAt))).toBe(true);
}

/** Spans lie inside `around`, and those of children inside their parent's. */
export function expectInside(nodes: readonly FormatNode[], around: Span): void {
  for (const { span, path, children } of nodes) {
    expect(around[0] <= span[0] && span[0] <= span[1] && span[1] <= around[1], path).toBe(true);
    expectInside(children(), span);
  }
}
