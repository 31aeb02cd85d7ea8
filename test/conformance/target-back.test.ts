import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src-main/engines/engine.ts';
import {
  lookAtTarget,
  type Memory,
  type Target,
} from '../../src-main/services/replay/runs/when-back/look-at-target.ts';
import { never } from './mirth-fixture.ts';
import { hl7, mllpAt } from './mllp-fixture.ts';
import { type PracticeSubject, passThrough, startPracticeSubject } from './practice-subject.ts';

const aMemory = (): Memory => ({ wasAway: false, counters: new Map() });

describe('a receiver that a run waits for', () => {
  it('is back when it takes a connection, and is sent nothing to find out', async () => {
    const target: Target = { connectionId: 'receiver', channel: null };
    const bytes: Buffer[] = [];
    const server = createServer((socket) => socket.on('data', (part) => bytes.push(part)));
    const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const stop = () => new Promise<void>((resolve) => server.close(() => resolve()));
    await listen(0);
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await stop();
    const engine = mllpAt(port);
    const look = () => lookAtTarget(engine, { target, memory: aMemory() }, never);
    try {
      expect(await look()).toEqual({ name: 'Blood gas record', destination: null, why: 'no-answer' });
      await listen(port);
      expect(await look()).toBeNull();
      expect(Buffer.concat(bytes)).toHaveLength(0);
    } finally {
      await engine.close();
      await stop();
    }
  });

  it('is away as long as its connection is not in use', async () => {
    const target: Target = { connectionId: 'gone', channel: null };
    expect(await lookAtTarget(null, { target, memory: aMemory() }, never)).toMatchObject({ why: 'not-open' });
  });
});

describe('a channel that a run waits for', () => {
  let subject: PracticeSubject;
  let engine: Engine;
  beforeAll(async () => {
    subject = await startPracticeSubject();
    engine = subject.open();
  });
  afterAll(async () => {
    await engine.close();
    await subject.close();
  });

  const target: Target = {
    connectionId: 'c1',
    channel: { channelId: passThrough, name: 'Blood gas', connectorIds: new Set(['1']) },
  };
  const lookWith = async (memory: Memory) => (await lookAtTarget(engine, { target, memory }, never))?.why ?? null;

  it('is back when its destination got something through since it last failed', async () => {
    const memory = aMemory();
    expect(await lookWith(memory)).toBe('silent');
    await subject.setReceiver(passThrough, false);
    await subject.deliver(passThrough, hl7('BACK-1'));
    await expect.poll(() => lookWith(memory)).toBe('silent');
    await subject.setReceiver(passThrough, true);
    expect(await lookWith(memory)).toBe('silent');
    await subject.deliver(passThrough, hl7('BACK-2'));
    await expect.poll(() => lookWith(memory), { timeout: 10_000 }).toBeNull();
  });

  it('is back when it runs again after it was stopped, and away once more when it fails then', async () => {
    const memory = aMemory();
    const act = (action: 'stop' | 'start') =>
      engine.lifecycle!.act({ channelId: passThrough, connectorId: null, action }, never);
    await act('stop');
    await expect.poll(() => lookWith(memory), { timeout: 10_000 }).toBe('stopped');
    await act('start');
    await expect.poll(() => lookWith(memory), { timeout: 10_000 }).toBeNull();
    await subject.setReceiver(passThrough, false);
    await subject.deliver(passThrough, hl7('BACK-3'));
    await expect.poll(() => lookWith(memory), { timeout: 10_000 }).toBe('silent');
  });
});
