import type { Socket } from 'node:net';
import { cancelled } from '../../platform/network/network-faults.ts';
import { createTurns } from '../../platform/turns.ts';
import { type ExchangeBounds, type Exchanged, exchange } from './mllp-exchange.ts';
import { FrameReader } from './mllp-frames.ts';
import { type Answer, type Outgoing, readAnswer } from './mllp-mapping.ts';
import { type MllpTarget, openSocket } from './mllp-socket.ts';

export type LaneBounds = ExchangeBounds & { restMs: number; listenLateMs: number };
export type LaneJob = { message: Outgoing; frame: Buffer; onLate: (answer: Answer) => void };

/** One connection, opened when it is needed, with one message in flight. Those given to it go in the order given. */
export type Lane = {
  send(job: LaneJob, signal: AbortSignal): Promise<Exchanged>;
  /** Messages given and not done. */
  load(): number;
  close(): void;
};

/** What can happen to a connection that rests. */
const unasked = ['data', 'end', 'close', 'error', 'timeout'] as const;

export function createLane(target: MllpTarget, bounds: LaneBounds): Lane {
  const inTurn = createTurns();
  let resting: { socket: Socket; wake: () => void } | null = null;
  let listening: Socket | null = null;
  let load = 0;

  /** An idle connection that ends, or on which something comes unasked, is not used again: what came could be taken for the next one's answer. */
  function rest(socket: Socket): void {
    const drop = () => {
      if (resting?.socket === socket) resting = null;
      socket.destroy();
    };
    const wake = () => {
      for (const name of unasked) socket.off(name, drop);
      socket.setTimeout(0);
      socket.ref();
    };
    for (const name of unasked) socket.on(name, drop);
    socket.setTimeout(bounds.restMs);
    socket.unref();
    resting = { socket, wake };
  }

  function takeResting(): Socket | null {
    const rested = resting;
    resting = null;
    if (rested === null || rested.socket.destroyed || !rested.socket.writable) return null;
    rested.wake();
    return rested.socket;
  }

  /** After a time-out the connection carries nothing more, but is listened to for a while: a late answer there is this message's alone. */
  function listenLate(socket: Socket, { message, onLate }: LaneJob): void {
    const reader = new FrameReader(bounds.maxAnswerBytes);
    const drop = () => {
      if (listening === socket) listening = null;
      socket.destroy();
    };
    socket.on('data', (chunk: Buffer) => {
      const read = reader.push(chunk);
      for (const frame of read.frames) {
        const answer = readAnswer(frame);
        if (answer?.controlId === message.controlId) onLate(answer);
      }
      if (read.isBroken || read.isTooLarge) drop();
    });
    socket.once('end', drop).once('close', drop).once('error', drop).once('timeout', drop);
    socket.setTimeout(bounds.listenLateMs);
    socket.unref();
    listening = socket;
  }

  async function run(job: LaneJob, signal: AbortSignal): Promise<Exchanged> {
    if (signal.aborted) throw cancelled();
    // Some receivers serve one connection at a time: an old one must not stand in the way.
    listening?.destroy();
    const socket = takeResting() ?? (await openSocket(target, signal));
    if (signal.aborted) {
      socket.destroy();
      throw cancelled();
    }
    const exchanged = await exchange(socket, job, bounds, signal);
    if (exchanged.isReusable) rest(socket);
    else if (exchanged.unclear === 'no-answer' && !socket.destroyed) listenLate(socket, job);
    else socket.destroy();
    return exchanged;
  }

  return {
    load: () => load,
    send(job, signal) {
      load += 1;
      return inTurn(() => run(job, signal)).finally(() => {
        load -= 1;
      });
    },
    close() {
      resting?.socket.destroy();
      listening?.destroy();
    },
  };
}
