import { setImmediate } from 'node:timers/promises';
import type { EditOfOne } from '../../../src-shared/contract/message-edit.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { EditStep } from '../../../src-shared/domain/edit-step.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import type { EditDeps } from './edit-deps.ts';
import { sourceId } from './stored-bodies.ts';

export type OneWish = { ref: MessageRef; steps: EditStep[]; masked: boolean };

/** So many bodies are read at a time: engines answer one after the other anyway. */
const readers = 4;
/** What the engine has not given by then counts as unreachable: the other messages are not kept waiting for it. */
const readLimitMs = 60_000;

/**
 * One item for each wish, in their order. What goes wrong with one message is its own outcome.
 * @throws AppError CANCELLED
 */
export async function previewMany(
  deps: EditDeps,
  wishes: readonly OneWish[],
  signal: AbortSignal,
): Promise<EditOfOne[]> {
  const ending = new AbortController();
  const stopLimit = deps.after(readLimitMs, () => ending.abort());
  const reading = AbortSignal.any([signal, ending.signal]);
  const items: EditOfOne[] = [];
  const queue = wishes.entries();
  const serve = async (): Promise<void> => {
    for (const [index, wish] of queue) {
      items[index] = await previewOne(deps, wish, { signal, reading });
      // Small bodies are read here, one right after the other: others get their turn between two of them.
      await setImmediate();
    }
  };
  try {
    await Promise.all(Array.from({ length: readers }, serve));
    return items;
  } finally {
    stopLimit();
  }
}

type Signals = { signal: AbortSignal; reading: AbortSignal };

async function previewOne(
  { bodies, work, siteOf, isGone }: EditDeps,
  { ref, steps, masked }: OneWish,
  { signal, reading }: Signals,
): Promise<EditOfOne> {
  const outcomeOnly = (outcome: EditOfOne['outcome']): EditOfOne => ({ ...blank, ref, masked, outcome });
  try {
    const body = await bodies.read({ ref, connectorId: sourceId, stage: 'raw' }, reading);
    if (body === null) return outcomeOnly((await isGone(ref, reading)) ? 'gone' : 'not-stored');
    const item = await work.run('previewEditOfMany', { body, steps, site: siteOf(ref), masked }, signal);
    return { ref, ...item };
  } catch (error) {
    if (signal.aborted || !(error instanceof AppError)) throw error;
    if (error.code === 'NOT_FOUND') return outcomeOnly('gone');
    if (error.code === 'INTERNAL') return { ...outcomeOnly('refused'), refusalKey: 'edit.refused.unreadable' };
    return outcomeOnly('unreachable');
  }
}

const blank = {
  refusalKey: null,
  refusalParams: {},
  messageType: null,
  messageControlId: null,
  changes: [],
  changeCount: 0,
  introducedErrors: 0,
  isJudged: true,
  bodyHash: '',
};
