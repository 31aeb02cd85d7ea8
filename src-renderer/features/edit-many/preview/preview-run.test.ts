import { describe, expect, it } from 'vitest';
import type { EditOfOne } from '../../../../src-shared/contract/message-edit.ts';
import type { EditStep } from '../../../../src-shared/domain/edit-step.ts';
import type { MessageRef } from '../../../../src-shared/domain/message.ts';
import { anEditOfOne } from '../../../../test/fakes/edit-of-one.ts';
import { createPreviewRun, nothingAsked, type PreviewState } from './preview-run.ts';

const steps: EditStep[] = [{ kind: 'set', path: 'PV1-3.1', text: 'KIR2', when: [] }];
const refOf = (place: number): MessageRef => ({
  connectionId: 'engine',
  channelId: 'channel',
  nativeId: String(place),
});
const refs = (count: number): MessageRef[] => Array.from({ length: count }, (_, place) => refOf(place));
const itemOf = (ref: MessageRef): EditOfOne => anEditOfOne({ ref, messageControlId: ref.nativeId });

type Asked = { refs: MessageRef[]; signal: AbortSignal; answer: () => void; refuse: () => void };

/** A core that answers when it is told to. */
function aRun() {
  const asked: Asked[] = [];
  let state: PreviewState = nothingAsked;
  const run = createPreviewRun({
    call: (wanted, _, signal) =>
      new Promise((resolve, reject) => {
        asked.push({
          refs: wanted,
          signal,
          answer: () => resolve(wanted.map(itemOf)),
          refuse: () => reject(new Error('refused')),
        });
      }),
    onChange: (next) => {
      state = next;
    },
  });
  const settle = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve));
  };
  return {
    run,
    asked,
    now: () => state,
    async answer() {
      asked.at(-1)?.answer();
      await settle();
    },
    async refuse() {
      asked.at(-1)?.refuse();
      await settle();
    },
  };
}

describe('the preview of many', () => {
  it('asks for a few at first and then in parts of a hundred, one part at a time', async () => {
    const { run, asked, now, answer } = aRun();
    run.start(refs(250), steps);
    for (let part = 0; part < 4; part += 1) await answer();
    expect(asked.map((each) => each.refs.length)).toEqual([20, 100, 100, 30]);
    expect(now()).toMatchObject({ total: 250, isRunning: false, error: null });
    expect(now().itemById.size).toBe(250);
  });

  it('says how far it has come', async () => {
    const { run, now, answer } = aRun();
    run.start(refs(50), steps);
    await answer();
    expect(now()).toMatchObject({ total: 50, isRunning: true });
    expect(now().itemById.size).toBe(20);
  });

  it('asks for nothing without steps', () => {
    const { run, asked, now } = aRun();
    run.start(refs(3), null);
    expect(asked).toEqual([]);
    expect(now().isRunning).toBe(false);
  });

  it('cancels what is asked when the steps change, and takes no late answer', async () => {
    const { run, asked, now, answer } = aRun();
    run.start(refs(3), steps);
    run.start(refs(2), steps);
    expect(asked[0]?.signal.aborted).toBe(true);
    asked[0]?.answer();
    await answer();
    expect([...now().itemById.keys()]).toEqual(['engine/channel/0', 'engine/channel/1']);
  });

  it('stops at an error, keeps what it knows, and goes on with the rest when told to', async () => {
    const { run, asked, now, answer, refuse } = aRun();
    run.start(refs(30), steps);
    await answer();
    await refuse();
    expect(now()).toMatchObject({ isRunning: false });
    expect(now().error).not.toBeNull();
    expect(now().itemById.size).toBe(20);
    run.goOn();
    expect(asked.at(-1)?.refs).toHaveLength(10);
    await answer();
    expect(now().itemById.size).toBe(30);
    expect(now().error).toBeNull();
  });

  it('forgets at once what it asks anew', async () => {
    const { run, asked, now, answer } = aRun();
    run.start(refs(3), steps);
    await answer();
    run.again([refOf(1)]);
    expect([...now().itemById.keys()]).toEqual(['engine/channel/0', 'engine/channel/2']);
    expect(asked.at(-1)?.refs).toEqual([refOf(1)]);
    await answer();
    expect(now().itemById.size).toBe(3);
  });

  it('takes no answer that was asked for before a message is to be asked anew', async () => {
    const { run, asked, now, answer } = aRun();
    run.start(refs(3), steps);
    run.again([refOf(1)]);
    await answer();
    expect([...now().itemById.keys()]).toEqual(['engine/channel/0', 'engine/channel/2']);
    expect(asked.at(-1)?.refs).toEqual([refOf(1)]);
    await answer();
    expect(now().itemById.size).toBe(3);
  });

  it('is cancelled when it stops', () => {
    const { run, asked } = aRun();
    run.start(refs(3), steps);
    run.stop();
    expect(asked[0]?.signal.aborted).toBe(true);
  });
});
