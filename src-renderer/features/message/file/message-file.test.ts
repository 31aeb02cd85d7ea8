import { describe, expect, it } from 'vitest';
import { filePieceBytes } from '../../../../src-shared/contract/message-file.ts';
import { fileConnectionId } from '../../../../src-shared/domain/message.ts';
import { CallError } from '../../../bridge/call-error.ts';
import type { Client } from '../../../bridge/client.ts';
import { createMessageFile, type FileState } from './message-file.ts';

/** A core that holds what it is given, and can be made to wait before it answers a piece or an opening. */
function aCore() {
  const held = new Map<string, number>();
  const states: FileState[] = [];
  let gate = Promise.resolve();
  let isRefusing = false;
  const call = async (name: string, input: { fileId: string; bytes: Uint8Array; ref: { nativeId: string } }) => {
    if (name === 'message.closeFile') return { done: held.delete(input.ref.nativeId) };
    if (name === 'message.putFile') held.set(input.fileId, (held.get(input.fileId) ?? 0) + input.bytes.length);
    await gate;
    if (isRefusing) throw new CallError({ ...refusal });
    const ref = { connectionId: fileConnectionId, channelId: 'me', nativeId: input.fileId };
    return name === 'message.openFile' ? { ref, sizeBytes: held.get(input.fileId) ?? 0, sha256: '' } : { done: true };
  };
  const file = createMessageFile({
    call: call as unknown as Client['call'],
    accountId: () => 'me',
    onState: (state) => void states.push(state),
  });
  return {
    file,
    held,
    state: () => states.at(-1),
    refuse() {
      isRefusing = true;
    },
    wait() {
      let release = () => {};
      gate = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
  };
}

const refusal = {
  code: 'BAD_INPUT',
  message: 'No.',
  messageKey: 'file.refused.piece',
  params: {},
  retryable: false,
  traceId: 't',
} as const;
const twoPieces = new Blob([new Uint8Array(filePieceBytes + 1)]);
const passed = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('a message file', () => {
  it('is given in pieces and then open', async () => {
    const { file, held, state } = aCore();
    await file.open(twoPieces, 'one');
    expect(state()).toMatchObject({ kind: 'open', file: { name: 'one', sizeBytes: filePieceBytes + 1 } });
    expect(held.size).toBe(1);
  });

  it('gives way to one that is opened while it is read, and is closed', async () => {
    const { file, held, state, wait } = aCore();
    const release = wait();
    const first = file.open(twoPieces, 'first');
    await passed();
    const second = file.open(new Blob(['second']), 'second');
    await passed();
    release();
    await Promise.all([first, second]);
    expect(state()).toMatchObject({ kind: 'open', file: { name: 'second', sizeBytes: 6 } });
    expect([...held.values()]).toEqual([6]);
  });

  it('is neither opened nor kept when the page is left while it is read', async () => {
    const { file, held, state, wait } = aCore();
    const release = wait();
    const opening = file.open(new Blob(['body']), 'left');
    await passed();
    await file.close();
    release();
    await opening;
    expect(state()).toEqual({ kind: 'none' });
    expect(held.size).toBe(0);
  });

  it('says why it cannot be read, and keeps nothing of it', async () => {
    const { file, held, state, refuse } = aCore();
    refuse();
    await file.open(new Blob(['body']), 'refused');
    expect(state()).toMatchObject({ kind: 'failed', error: { shape: { messageKey: 'file.refused.piece' } } });
    expect(held.size).toBe(0);
  });
});
