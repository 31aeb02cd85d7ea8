import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { FrameReader, toFrame } from './frame-reader.ts';
import { type MllpListener, openMllpListener } from './mllp-listener.ts';
import { sendFrame } from './mllp-sender.ts';

const target = (port: number, responseTimeoutMs = 5_000) => ({
  host: '127.0.0.1',
  port,
  responseTimeoutMs,
  maxResponseBytes: 1_000_000,
});
const never = new AbortController().signal;

describe('FrameReader', () => {
  it('joins a frame that arrives one byte at a time', () => {
    const reader = new FrameReader(100);
    const frames = [...toFrame(Buffer.from('MSH|x'))].flatMap((byte) => reader.push(Buffer.of(byte)).frames);
    expect(frames.map(String)).toEqual(['MSH|x']);
  });

  it('gives every frame of a chunk and counts garbage between them', () => {
    const chunk = Buffer.concat([
      Buffer.from('junk'),
      toFrame(Buffer.from('a')),
      Buffer.from('\r\n'),
      toFrame(Buffer.from('b')),
    ]);
    const result = new FrameReader(100).push(chunk);
    expect(result.frames.map(String)).toEqual(['a', 'b']);
    expect(result.garbageBytes).toBe(6);
  });

  it('keeps a file separator inside a body when no carriage return follows it', () => {
    const { frames } = new FrameReader(100).push(toFrame(Buffer.from('a\x1cb')));
    expect(frames.map(String)).toEqual(['a\x1cb']);
  });

  it('reports an endless frame as oversize and reads no further', () => {
    const reader = new FrameReader(10);
    expect(reader.push(Buffer.from(`\x0b${'x'.repeat(20)}`)).isOversize).toBe(true);
    expect(reader.push(toFrame(Buffer.from('a'))).frames).toEqual([]);
  });

  it('gives an empty body for an empty frame', () => {
    expect(new FrameReader(10).push(toFrame(Buffer.alloc(0))).frames).toEqual([Buffer.alloc(0)]);
  });
});

describe('MLLP over real sockets', () => {
  let listener: MllpListener | null = null;
  afterEach(async () => listener?.close());

  it('carries every byte both ways', async () => {
    const seen: Buffer[] = [];
    listener = await openMllpListener({
      port: 0,
      maxFrameBytes: 1_000,
      onFrame: async (body) => {
        seen.push(body);
        return Buffer.from('ACK');
      },
    });
    const body = Buffer.from([...Array(256).keys()].filter((byte) => byte !== 0x0b && byte !== 0x1c));
    const result = await sendFrame(target(listener.port), body, never);
    expect(result).toEqual({ kind: 'answered', response: Buffer.from('ACK') });
    expect(seen).toEqual([body]);
  });

  it('says refused when nobody listens', async () => {
    listener = await openMllpListener({ port: 0, maxFrameBytes: 10, onFrame: async () => null });
    const { port } = listener;
    await listener.close();
    expect(await sendFrame(target(port), Buffer.from('x'), never)).toEqual({ kind: 'refused' });
  });

  it('says response-timeout when the receiver stays silent', async () => {
    listener = await openMllpListener({ port: 0, maxFrameBytes: 10, onFrame: async () => null });
    expect(await sendFrame(target(listener.port, 30), Buffer.from('x'), never)).toEqual({ kind: 'response-timeout' });
  });

  it('says closed when the receiver cuts the connection because the frame is too large', async () => {
    listener = await openMllpListener({ port: 0, maxFrameBytes: 10, onFrame: async () => null });
    expect(await sendFrame(target(listener.port), Buffer.alloc(5_000, 65), never)).toEqual({ kind: 'closed' });
  });

  it('says closed when what takes the frame fails, and goes on listening', async () => {
    let isFailing = true;
    listener = await openMllpListener({
      port: 0,
      maxFrameBytes: 100,
      onFrame: async (body) => {
        if (isFailing) throw new RangeError('disk full');
        return body;
      },
    });
    expect(await sendFrame(target(listener.port), Buffer.from('x'), never)).toEqual({ kind: 'closed' });
    isFailing = false;
    expect(await sendFrame(target(listener.port), Buffer.from('x'), never)).toMatchObject({ kind: 'answered' });
  });

  it('says cancelled when the caller gives up', async () => {
    const controller = new AbortController();
    listener = await openMllpListener({
      port: 0,
      maxFrameBytes: 10,
      onFrame: async () => {
        controller.abort();
        return null;
      },
    });
    expect(await sendFrame(target(listener.port), Buffer.from('x'), controller.signal)).toEqual({ kind: 'cancelled' });
  });

  it('answers the frames of one connection in their order when the first takes longer', async () => {
    const order: string[] = [];
    let releaseFirst: () => void = () => undefined;
    const firstMayEnd = new Promise<void>((resolve) => {
      releaseFirst = resolve;
    });
    listener = await openMllpListener({
      port: 0,
      maxFrameBytes: 100,
      onFrame: async (body) => {
        if (body.toString() === 'first') await firstMayEnd;
        order.push(body.toString());
        return body;
      },
    });
    const socket = connect(listener.port, '127.0.0.1');
    const done = new Promise<void>((resolve) => {
      const reader = new FrameReader(100);
      let count = 0;
      socket.on('data', (chunk) => {
        count += reader.push(chunk).frames.length;
        if (count === 2) resolve();
      });
    });
    socket.write(Buffer.concat([toFrame(Buffer.from('first')), toFrame(Buffer.from('second'))]), () => releaseFirst());
    await done;
    socket.destroy();
    expect(order).toEqual(['first', 'second']);
  });

  it('finds its port again after it closed for a while', async () => {
    const options = { maxFrameBytes: 100, onFrame: async () => null };
    const first = await openMllpListener({ ...options, port: 0 });
    await first.close();
    listener = await openMllpListener({ ...options, port: first.port });
    expect(listener.port).toBe(first.port);
    expect(first.port).toBeLessThan(32_000);
  });
});
