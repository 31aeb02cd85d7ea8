import { describe, expect, it } from 'vitest';
import type { PushedEvent } from '../../src-shared/contract/index.ts';
import { createEventStream, type EventPush, type EventStream } from './event-stream.ts';

function anEvent(sequence: number): PushedEvent {
  return { name: 'practice.changed', payload: {}, sequence };
}

function append(stream: EventStream, from: number, to: number): void {
  for (let sequence = from; sequence <= to; sequence++) stream.append(anEvent(sequence));
}

/** What a reader gets in one turn. */
function aReader() {
  const pushes: EventPush[] = [];
  const state = { canSend: true };
  return {
    pushes,
    state,
    target: { send: (push: EventPush) => void pushes.push(push), canSend: () => state.canSend },
    sequences: () => pushes.flatMap((push) => (push.kind === 'events' ? push.events.map((each) => each.sequence) : [])),
    kinds: () => pushes.map((push) => push.kind),
  };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const start = { epoch: 'a', sequence: 0 };

describe('event stream', () => {
  it('begins with a gap and goes on with events of one turn together', async () => {
    const stream = createEventStream(start);
    const reader = aReader();
    stream.openFeed(reader.target, null);
    await turn();
    append(stream, 1, 3);
    await turn();
    expect(reader.pushes).toEqual([
      { kind: 'gap', position: start },
      { kind: 'events', events: [anEvent(1), anEvent(2), anEvent(3)], position: { epoch: 'a', sequence: 3 } },
    ]);
  });

  it('resumes behind a position it still knows', async () => {
    const stream = createEventStream(start);
    append(stream, 1, 10);
    const reader = aReader();
    stream.openFeed(reader.target, { epoch: 'a', sequence: 7 });
    await turn();
    expect(reader.kinds()).toEqual(['events']);
    expect(reader.sequences()).toEqual([8, 9, 10]);
  });

  it('tells of a gap behind a position that is too old, of the future or of another epoch', async () => {
    const stream = createEventStream(start, 4);
    append(stream, 1, 20);
    for (const after of [
      { epoch: 'a', sequence: 2 },
      { epoch: 'a', sequence: 21 },
      { epoch: 'b', sequence: 20 },
    ]) {
      const reader = aReader();
      stream.openFeed(reader.target, after);
      await turn();
      expect(reader.pushes).toEqual([{ kind: 'gap', position: { epoch: 'a', sequence: 20 } }]);
    }
  });

  it('sends nothing to a full reader, and everything in order once it has room', async () => {
    const stream = createEventStream(start);
    const reader = aReader();
    const feed = stream.openFeed(reader.target, start);
    reader.state.canSend = false;
    append(stream, 1, 1500);
    await turn();
    expect(reader.pushes).toEqual([]);
    reader.state.canSend = true;
    feed.pump();
    expect(reader.sequences()).toEqual(Array.from({ length: 1500 }, (_, index) => index + 1));
    expect(reader.pushes.every((push) => push.kind === 'events' && push.events.length <= 500)).toBe(true);
  });

  it('gives a reader that stays full one gap instead of what has been dropped', async () => {
    const stream = createEventStream(start, 100);
    const reader = aReader();
    const feed = stream.openFeed(reader.target, start);
    reader.state.canSend = false;
    append(stream, 1, 1000);
    reader.state.canSend = true;
    feed.pump();
    append(stream, 1001, 1002);
    await turn();
    expect(reader.kinds()).toEqual(['gap', 'events']);
    expect(reader.sequences()).toEqual([1001, 1002]);
  });

  it('tells every reader of a hole in the numbers and of another core', async () => {
    const stream = createEventStream(start);
    const reader = aReader();
    stream.openFeed(reader.target, start);
    append(stream, 1, 2);
    await turn();
    stream.append(anEvent(9));
    await turn();
    stream.reset({ epoch: 'b', sequence: 0 });
    await turn();
    expect(reader.pushes.slice(1)).toEqual([
      { kind: 'gap', position: { epoch: 'a', sequence: 9 } },
      { kind: 'gap', position: { epoch: 'b', sequence: 0 } },
    ]);
  });

  it('sends nothing after a feed is closed', async () => {
    const stream = createEventStream(start);
    const reader = aReader();
    const feed = stream.openFeed(reader.target, start);
    feed.close();
    append(stream, 1, 2);
    await turn();
    expect(reader.pushes).toEqual([]);
  });
});
