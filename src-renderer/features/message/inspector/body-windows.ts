import type { InputOf, OutputOf } from '../../../../src-shared/contract/index.ts';
import type { BodyNode, BodyRow } from '../../../../src-shared/contract/message-body.ts';
import type { Client } from '../../../bridge/client.ts';

export type BodyInput = InputOf<'message.openBody'>;
export type BodyFacts = OutputOf<'message.openBody'>;
/** One level of the tree: the children of a path, null = the top. */
export type LevelName = { parentPath: string | null; withEmpty: boolean };

/**
 * The windows of one open body: rows and nodes that are here already; what is wanted and not here is asked for. Nothing of it outlives the body's opening.
 * @method subscribe hears when more has come
 */
export type BodyWindows = {
  facts: BodyFacts;
  input: BodyInput;
  rowAt(row: number): BodyRow | null;
  wantRows(from: number, to: number): void;
  nodeAt(level: LevelName, index: number): BodyNode | null;
  wantNodes(level: LevelName, from: number, to: number): void;
  subscribe(listener: () => void): () => void;
  version(): number;
  /** From then on answers count; after `close` they do not. */
  open(): void;
  close(): void;
};

export type BodyWindowsDeps = {
  call: Client['call'];
  input: BodyInput;
  facts: BodyFacts;
  /** A window could not be had: the body must be opened again. */
  onLost: () => void;
};

const askedAtOnce = 200;
const maxKept = 20_000;

export function createBodyWindows({ call, input, facts, onLost }: BodyWindowsDeps): BodyWindows {
  const listeners = new Set<() => void>();
  let ended = new AbortController();
  let version = 0;

  function changed(): void {
    version += 1;
    for (const listener of listeners) listener();
  }

  async function fetchInto<T>(kept: Kept<T>, answer: Promise<{ from: number; items: T[] }>, from: number) {
    const { signal } = ended;
    try {
      const { items } = await answer;
      if (signal.aborted) return;
      items.forEach((item, index) => void kept.put(from + index, item));
      kept.asking.delete(from);
      changed();
    } catch {
      kept.asking.delete(from);
      if (!signal.aborted) onLost();
    }
  }

  const rows = createKept<BodyRow>(facts.rows.items);
  const levels = new Map<string, Kept<BodyNode>>();
  const top = createKept<BodyNode>(facts.nodes.items);

  function levelOf({ parentPath, withEmpty }: LevelName): Kept<BodyNode> {
    if (parentPath === null) return top;
    const name = `${withEmpty}${parentPath}`;
    const level = levels.get(name) ?? createKept<BodyNode>([]);
    levels.set(name, level);
    return level;
  }

  return {
    facts,
    input,
    rowAt: (row) => rows.get(row),
    wantRows(from, to) {
      const missing = rows.firstMissing(from, Math.min(to, facts.rowCount));
      if (missing === null || rows.asking.size > 0) return;
      rows.asking.add(missing);
      const asked = { ...input, from: missing, count: askedAtOnce };
      void fetchInto(rows, call('message.readRows', asked, ended.signal), missing);
    },
    nodeAt: (level, index) => levelOf(level).get(index),
    wantNodes(level, from, to) {
      const kept = levelOf(level);
      const missing = kept.firstMissing(from, to);
      if (missing === null || kept.asking.size > 0) return;
      kept.asking.add(missing);
      const asked = { ...input, ...level, from: missing, count: askedAtOnce };
      void fetchInto(kept, call('message.readNodes', asked, ended.signal), missing);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    version: () => version,
    open() {
      if (ended.signal.aborted) ended = new AbortController();
    },
    close() {
      ended.abort();
      rows.asking.clear();
      top.asking.clear();
      levels.clear();
    },
  };
}

type Kept<T> = {
  asking: Set<number>;
  get(index: number): T | null;
  put(index: number, item: T): void;
  firstMissing(from: number, to: number): number | null;
};

function createKept<T>(first: readonly T[]): Kept<T> {
  const items = new Map(first.map((item, index) => [index, item]));
  return {
    asking: new Set(),
    get: (index) => items.get(index) ?? null,
    put(index, item) {
      if (items.size > maxKept) items.clear();
      items.set(index, item);
    },
    firstMissing(from, to) {
      for (let index = from; index < to; index += 1) if (!items.has(index)) return index;
      return null;
    },
  };
}
