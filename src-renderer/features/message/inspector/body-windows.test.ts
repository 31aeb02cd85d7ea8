import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CallError } from '../../../bridge/call-error.ts';
import type { Client } from '../../../bridge/client.ts';
import { type BodyFacts, blockBytes, createBodyWindows } from './body-windows.ts';

const input = {
  ref: { connectionId: 'c', channelId: 'ch', nativeId: '1' },
  connectorId: '0',
  stage: 'raw',
} as const;
const facts = { rowCount: 100_000, rows: { items: [] }, nodes: { items: [] } } as unknown as BodyFacts;
const aRow = { line: 1, text: 'PID', ending: 'cr', documentBytes: null, foldTo: null };

function refused(messageKey: string | null): CallError {
  return new CallError({ code: 'NOT_FOUND', message: 'No.', messageKey, params: {}, retryable: false, traceId: 't' });
}

/** Windows on a core that refuses the next calls for these reasons and then answers. */
function openWindows(refusals: CallError[] = []) {
  const call = vi.fn(async (name: string, { count }: { count: number }) => {
    const refusal = refusals.shift();
    if (refusal) throw refusal;
    if (name === 'message.readBytes') return { bytes: new Uint8Array(blockBytes), row: 0 };
    return { items: Array.from({ length: count }, () => aRow) };
  });
  const onLost = vi.fn(async () => undefined);
  const windows = createBodyWindows({ call: call as unknown as Client['call'], input, facts, onLost });
  // As the page does: whatever is drawn and not here is asked for again.
  const draw = () => {
    if (windows.rowAt(500) === null) windows.wantRows(500, 501);
  };
  windows.subscribe(draw);
  return { windows, call, onLost, draw };
}

describe('the windows of a body', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('ask again for rows after the body was opened again, although it is the same', async () => {
    const { windows, call, onLost, draw } = openWindows([refused('message.refused.notOpened')]);
    draw();
    await vi.advanceTimersByTimeAsync(0);
    expect(windows.rowAt(500)).toEqual(aRow);
    expect(onLost).toHaveBeenCalledOnce();
    expect(call).toHaveBeenCalledTimes(2);
  });

  it('do not open the body again for another failure, and wait longer each time', async () => {
    const { windows, call, onLost, draw } = openWindows([refused(null), refused(null)]);
    draw();
    draw();
    await vi.advanceTimersByTimeAsync(900);
    draw();
    expect(call).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(call).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(2000);
    expect(windows.rowAt(500)).toEqual(aRow);
    expect(onLost).not.toHaveBeenCalled();
  });

  it('open a body that is lost again and again no faster than they wait', async () => {
    const { onLost, draw } = openWindows(Array.from({ length: 100 }, () => refused('message.refused.notOpened')));
    draw();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(onLost.mock.calls.length).toBeLessThan(6);
  });

  it('ask for nothing once they are closed', async () => {
    const { windows, call, draw } = openWindows([refused(null)]);
    draw();
    await vi.advanceTimersByTimeAsync(10);
    windows.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(call).toHaveBeenCalledTimes(1);
  });

  it('have bytes again that went when many others came', async () => {
    const { windows } = openWindows();
    for (let block = 0; block < 100; block += 1) {
      windows.wantBlock(block);
      await vi.advanceTimersByTimeAsync(0);
    }
    expect(windows.blockAt(99)).not.toBeNull();
    expect(windows.blockAt(0)).toBeNull();
    windows.wantBlock(0);
    await vi.advanceTimersByTimeAsync(0);
    expect(windows.blockAt(0)).not.toBeNull();
  });
});
