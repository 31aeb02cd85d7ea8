import type { WritableDatabase } from '../sqlite/database.ts';
import { bodiesOfMessage, failuresOfMessage, widenBodyBlock, widenFailureBlock } from './text-queries.ts';

/** Keys of one text table that are that have one span: 1 << 6. */
export const keysPerBlock = 64;

type Span = { oldestAt: number; newestAt: number };

/**
 * Lets the blocks of these messages reach over the times at which they failed. At the end of a transaction, whatever it has written of them:
 * a failure, a body, or another time.
 */
export function widenBlocks(
  database: WritableDatabase,
  messages: Iterable<{ channelKey: number; nativeId: string }>,
): void {
  const failureBlocks = new Map<number, Span>();
  const bodyBlocks = new Map<number, Span>();
  for (const message of messages) {
    const failures = database.all<{ key: number; at: number }>(failuresOfMessage, message);
    if (failures.length === 0) continue;
    const bodies = database.all<{ key: number }>(bodiesOfMessage, message);
    for (const { key, at } of failures) {
      widen(failureBlocks, key, at);
      for (const body of bodies) widen(bodyBlocks, body.key, at);
    }
  }
  for (const [block, span] of failureBlocks) database.run(widenFailureBlock, { block, ...span });
  for (const [block, span] of bodyBlocks) database.run(widenBodyBlock, { block, ...span });
}

function widen(blocks: Map<number, Span>, key: number, at: number): void {
  const block = Math.floor(key / keysPerBlock);
  const { oldestAt, newestAt } = blocks.get(block) ?? { oldestAt: at, newestAt: at };
  blocks.set(block, { oldestAt: Math.min(oldestAt, at), newestAt: Math.max(newestAt, at) });
}
