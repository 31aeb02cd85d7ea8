import { ownValue } from '../../../domain/own-value.ts';
import type { FormatNode } from '../../format.ts';
import { matchInOrder } from '../match-in-order.ts';

export type Pair = { old: FormatNode | null; now: FormatNode | null };

/**
 * Pairs of parts of two messages that are about the same, in order: first what has the same key in both (longest common order), then, between
 * those, parts of the same name in turn. Fields and components are numbered and matched by their number.
 */
export function alignParts(before: readonly FormatNode[], after: readonly FormatNode[]): Pair[] {
  if (before.every(isNumbered) && after.every(isNumbered)) return byName(before, after);
  const matched = matchInOrder(before.map(keyOf), after.map(keyOf));
  const pairs: Pair[] = [];
  let [oldAt, nowAt] = [0, 0];
  for (const [nowIndex, oldIndex] of matched.entries()) {
    const [old, now] = oldIndex === null ? [] : [before[oldIndex], after[nowIndex]];
    if (oldIndex === null || old === undefined || now === undefined) continue;
    pairs.push(...byTurns(before.slice(oldAt, oldIndex), after.slice(nowAt, nowIndex)), { old, now });
    [oldAt, nowAt] = [oldIndex + 1, nowIndex + 1];
  }
  return [...pairs, ...byTurns(before.slice(oldAt), after.slice(nowAt))];
}

function isNumbered(node: FormatNode): boolean {
  return /^\[?\d+\]?$/.test(node.name);
}

function byName(before: readonly FormatNode[], after: readonly FormatNode[]): Pair[] {
  const nowByName = new Map(after.map((node) => [node.name, node]));
  const oldNames = new Set(before.map((node) => node.name));
  return [
    ...before.map((old): Pair => ({ old, now: nowByName.get(old.name) ?? null })),
    ...after.filter((node) => !oldNames.has(node.name)).map((now): Pair => ({ old: null, now })),
  ];
}

/** What a part is about: a result by its code, an order by its numbers, any other by its name. */
function keyOf(node: FormatNode): string {
  const about = ownValue(identifyingFields, node.name.toUpperCase());
  if (about === undefined || !node.hasChildren) return node.name;
  const texts = node
    .children()
    .filter((child) => about.includes(child.name))
    .map((child) => child.text ?? '');
  return `${node.name}|${texts.join('|')}`;
}

const identifyingFields: Record<string, readonly string[]> = {
  OBX: ['3', '4'],
  OBR: ['2', '3', '4'],
  ORC: ['2', '3'],
  NK1: ['2'],
  AL1: ['3'],
  DG1: ['3'],
  MSH: ['9'],
};

/** Parts of the same name in turn: what is left over came or went. */
function byTurns(before: readonly FormatNode[], after: readonly FormatNode[]): Pair[] {
  const waiting = new Map<string, { nodes: FormatNode[]; taken: number }>();
  for (const node of after) {
    const same = waiting.get(node.name);
    if (same === undefined) waiting.set(node.name, { nodes: [node], taken: 0 });
    else same.nodes.push(node);
  }
  const pairs = before.map((old): Pair => {
    const same = waiting.get(old.name);
    const now = same?.nodes[same.taken] ?? null;
    if (same !== undefined) same.taken += 1;
    return { old, now };
  });
  for (const { nodes, taken } of waiting.values()) for (const now of nodes.slice(taken)) pairs.push({ old: null, now });
  return pairs;
}
