import type { InputOf, OutputOf } from '../../../../src-shared/contract/index.ts';
import type { BodyNode, BodyRow } from '../../../../src-shared/contract/message-body.ts';
import { CallError } from '../../../bridge/call-error.ts';
import type { Client } from '../../../bridge/client.ts';
import { createKept, type Kept } from './kept.ts';

export type BodyInput = InputOf<'message.openBody'>;
export type BodyFacts = OutputOf<'message.openBody'>;
/** One level of the tree: the children of a path, null = the top. */
export type LevelName = { parentPath: string | null; withEmpty: boolean };

/** Bytes are asked for by blocks of that many. */
export const blockBytes = 16 * 1024;

/**
 * The windows of one open body: rows, nodes and blocks of bytes that are here already; what is wanted and not here is asked for. Nothing of it outlives the body's opening.
 * @method subscribe hears when more has come, and when it is time to ask again for what could not be had
 */
export type BodyWindows = {
  facts: BodyFacts;
  input: BodyInput;
  rowAt(row: number): BodyRow | null;
  wantRows(from: number, to: number): void;
  nodeAt(level: LevelName, index: number): BodyNode | null;
  wantNodes(level: LevelName, from: number, to: number): void;
  blockAt(block: number): Uint8Array | null;
  wantBlock(block: number): void;
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
  /** The core no longer holds the body: opens it again. */
  onLost: () => Promise<unknown>;
};

const askedAtOnce = 200;
const maxKept = 20_000;
const maxBlocks = 64;
/** Before a failed window is asked for once more: at once where opening again mends it, else longer each time. */
const firstPauseMs = 500;
const longestPauseMs = 30_000;

export function createBodyWindows({ call, input, facts, onLost }: BodyWindowsDeps): BodyWindows {
  const listeners = new Set<() => void>();
  let ended = new AbortController();
  let version = 0;
  let failures = 0;

  function changed(): void {
    version += 1;
    for (const listener of listeners) listener();
  }

  async function fetchInto<T>(kept: Kept<T>, from: number, answer: Promise<readonly T[]>): Promise<void> {
    const { signal } = ended;
    kept.asking.add(from);
    try {
      const items = await answer;
      if (signal.aborted) return;
      failures = 0;
      items.forEach((item, index) => void kept.put(from + index, item));
    } catch (error) {
      if (signal.aborted) return;
      await recover(error);
      if (signal.aborted) return;
    }
    kept.asking.delete(from);
    changed();
  }

  /** Until it is over nothing is asked for: each new opening is an entry in the audit log. */
  async function recover(error: unknown): Promise<void> {
    failures += 1;
    const isLost = error instanceof CallError && error.shape.messageKey === 'message.refused.notOpened';
    if (!isLost || failures > 1) await pause(Math.min(longestPauseMs, firstPauseMs * 2 ** failures), ended.signal);
    if (isLost && !ended.signal.aborted) await onLost();
  }

  const rows = createKept<BodyRow>(maxKept, facts.rows.items);
  const blocks = createKept<Uint8Array>(maxBlocks);
  const levels = new Map<string, Kept<BodyNode>>();
  const top = createKept<BodyNode>(maxKept, facts.nodes.items);

  function levelOf({ parentPath, withEmpty }: LevelName): Kept<BodyNode> {
    if (parentPath === null) return top;
    const name = `${withEmpty}${parentPath}`;
    const level = levels.get(name) ?? createKept<BodyNode>(maxKept);
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
      const asked = { ...input, from: missing, count: askedAtOnce };
      void fetchInto(rows, missing, call('message.readRows', asked, ended.signal).then(itemsOf));
    },
    nodeAt: (level, index) => levelOf(level).get(index),
    wantNodes(level, from, to) {
      const kept = levelOf(level);
      const missing = kept.firstMissing(from, to);
      if (missing === null || kept.asking.size > 0) return;
      const asked = { ...input, ...level, from: missing, count: askedAtOnce };
      void fetchInto(kept, missing, call('message.readNodes', asked, ended.signal).then(itemsOf));
    },
    blockAt: (block) => blocks.get(block),
    wantBlock(block) {
      if (blocks.get(block) !== null || blocks.asking.size > 0) return;
      const asked = { ...input, from: block * blockBytes, count: blockBytes };
      const answer = call('message.readBytes', asked, ended.signal);
      void fetchInto(
        blocks,
        block,
        answer.then(({ bytes }) => [bytes]),
      );
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
      for (const kept of [rows, top, blocks]) kept.asking.clear();
      levels.clear();
    },
  };
}

function itemsOf<T>({ items }: { items: T[] }): T[] {
  return items;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
