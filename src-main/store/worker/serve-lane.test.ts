import { once } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import type { LaneReply, LaneRequest } from './protocol.ts';
import { serveRequests } from './serve-lane.ts';

const asked = (...names: string[]): LaneRequest[] => names.map((name, id) => ({ id, name, args: null }));

/** @returns every message that came back before the port was closed */
async function served(run: (request: LaneRequest) => unknown, requests: LaneRequest[]): Promise<LaneReply[][]> {
  const { port1, port2 } = new MessageChannel();
  serveRequests(port2, run);
  const messages: LaneReply[][] = [];
  port1.on('message', (replies: LaneReply[]) => messages.push(replies));
  port1.postMessage([...requests, { id: requests.length, name: 'close', args: null }]);
  await once(port1 as MessagePort, 'close');
  return messages;
}

function busyFor(ms: number): void {
  for (const endsAt = performance.now() + ms; performance.now() < endsAt; );
}

describe('serving a lane', () => {
  it('answers together what is ready together', async () => {
    const [first] = await served(({ name }) => name, asked('a', 'b', 'c'));
    expect(first?.slice(0, 3)).toEqual(['a', 'b', 'c'].map((value, id) => ({ id, ok: true, value })));
  });

  it('answers what is ready before long work that came with it, and begins in the order of asking', async () => {
    const begun: string[] = [];
    const messages = await served(
      ({ name }) => {
        begun.push(name);
        if (name === 'slow') busyFor(20);
      },
      asked('slow', 'a', 'b'),
    );
    expect(begun).toEqual(['slow', 'a', 'b', 'close']);
    expect(messages[0]?.map(({ id }) => id)).toEqual([0]);
  });

  it('tells an answer that cannot cross as an error, beside the others', async () => {
    const messages = await served(({ name }) => (name === 'bad' ? () => 1 : name), asked('a', 'bad', 'c'));
    const isOkById = new Map(messages.flat().map(({ id, ok }) => [id, ok]));
    expect([0, 1, 2].map((id) => isOkById.get(id))).toEqual([true, false, true]);
  });
});
