import type { FormatNode, Label, ParsedMessage } from '../../format.ts';
import { alignParts } from './align-parts.ts';

/**
 * One place that differs. `path` is its address in the first message, in the second where only that has it; `pathInOther` null when both are
 * the same. `before`, `after`: null where that message does not have the place at all.
 */
export type Difference = {
  kind: 'changed' | 'added' | 'removed';
  path: string;
  pathInOther: string | null;
  label: Label | null;
  before: FormatNode | null;
  after: FormatNode | null;
};

/** `ignore`: addresses that are not compared, with all below them (`MSH-7`; of a segment that repeats, in every occurrence). */
export type CompareOptions = { ignore: readonly string[] };

export type Comparison = { differences: Difference[]; isComplete: boolean };

const maxDifferences = 2000;

/**
 * What differs between two messages of one format, place by place, in the order of the first. Segments and elements are matched by what they
 * are about, not by their number, so that one more result is one difference and not ten. Trailing empty parts are no difference.
 */
export function compareMessages(before: ParsedMessage, after: ParsedMessage, options: CompareOptions): Comparison {
  const found: Difference[] = [];
  compareLevel({ before: before.nodes, after: after.nodes, label: null }, new Set(options.ignore), found);
  return { differences: found.slice(0, maxDifferences), isComplete: found.length <= maxDifferences };
}

type Level = { before: readonly FormatNode[]; after: readonly FormatNode[]; label: Label | null };

function compareLevel({ before, after, label }: Level, ignore: ReadonlySet<string>, found: Difference[]): void {
  for (const { old, now } of alignParts(before, after)) {
    if (found.length > maxDifferences) return;
    const node = old ?? now;
    if (node === null || ignore.has(addressOf(node.path))) continue;
    if (old !== null && now !== null) comparePair(old, now, { label, ignore, found });
    else addWhole(node, old !== null, { label, ignore, found });
  }
}

type Context = { label: Label | null; ignore: ReadonlySet<string>; found: Difference[] };

function comparePair(old: FormatNode, now: FormatNode, { label, ignore, found }: Context): void {
  const own = old.label ?? label;
  if (old.hasChildren && now.hasChildren) {
    compareLevel({ before: old.children(), after: now.children(), label: own }, ignore, found);
    return;
  }
  // A value with parts beside one without: the first part is the value.
  if (old.hasChildren !== now.hasChildren && (old.text === null || now.text === null)) {
    const [parts, single] = old.hasChildren ? [old, now] : [now, old];
    if (single.text === null || single.text === '') {
      addWhole(parts, parts === old, { label: own, ignore, found });
      return;
    }
  }
  if (old.text === now.text && old.isExplicitNull === now.isExplicitNull && old.isEmpty === now.isEmpty) return;
  found.push({
    kind: 'changed',
    path: old.path,
    pathInOther: old.path === now.path ? null : now.path,
    label: own,
    before: old,
    after: now,
  });
}

/** A part that only one of the two has: its values one by one, empty ones left out. */
function addWhole(node: FormatNode, isOld: boolean, { label, ignore, found }: Context): void {
  if (found.length > maxDifferences || ignore.has(addressOf(node.path))) return;
  const own = node.label ?? label;
  if (node.hasChildren) {
    for (const child of node.children()) addWhole(child, isOld, { label: own, ignore, found });
    return;
  }
  if (node.text === null || node.text === '') return;
  found.push({
    kind: isOld ? 'removed' : 'added',
    path: node.path,
    pathInOther: null,
    label: own,
    before: isOld ? node : null,
    after: isOld ? null : node,
  });
}

/** Without message, occurrence and repetition numbers: `2/OBX[3]-5[1].1` is `OBX-5.1`. */
export function addressOf(path: string): string {
  return path.replace(/^\d+\//, '').replace(/\[\d+\]/g, '');
}
