import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../src-main/engines/engine.ts';
import type { Connection } from '../../src-shared/domain/connection.ts';
import { ack, type Behaviour, type FaultReceiver, startFaultReceiver } from '../fakes/fault-receiver.ts';
import { never, refusalOf } from './mirth-fixture.ts';
import { hl7, mllpAt, requestFor } from './mllp-fixture.ts';

let receiver: FaultReceiver | null = null;
let engine: Engine | null = null;
afterEach(async () => {
  await engine?.close();
  await receiver?.close();
});

const soon = { answerTimeoutMs: 150 };

async function open(behave: Behaviour, options = {}, connection: Partial<Connection> = {}): Promise<Engine> {
  receiver = await startFaultReceiver(behave);
  engine = mllpAt(receiver.port, { options, connection });
  return engine;
}
const send = (controlId: string, how: Parameters<typeof hl7>[1] = {}, signal = never) =>
  engine!.replay!.replay(requestFor(hl7(controlId, how)), signal);
const unknown = (messageKey: string) => ({ code: 'OUTCOME_UNKNOWN', messageKey: `engine.reason.${messageKey}` });

describe('the MLLP adapter, when all goes well', () => {
  it('sends the bytes given, once, and takes AA for the word of the receiver', async () => {
    await open((socket, id) => void socket.write(ack('AA', id)));
    const receipt = await send('FINE1');
    expect(await engine!.replay!.confirm(receipt, never)).toMatchObject({
      kind: 'confirmed-by-receiver',
      receivers: [{ connectorId: 'receiver', name: 'Blood gas record', outcome: 'sent', acknowledgementCode: 'AA' }],
    });
    expect(receiver!.frames.map(({ body }) => body)).toEqual([hl7('FINE1')]);
    expect(engine!.state().state).toBe('up');
  });

  it('reads an acknowledgement that comes byte by byte', async () => {
    await open((socket, id) => {
      socket.setNoDelay(true);
      const bytes = [...ack('AA', id)];
      const next = (): void => {
        const byte = bytes.shift();
        if (byte !== undefined) socket.write(Buffer.of(byte), () => setImmediate(next));
      };
      next();
    });
    expect(await send('BYTES1')).toMatchObject({ evidence: [{ acknowledgementCode: 'AA' }] });
  });

  it('uses one connection for one message after the other', async () => {
    await open((socket, id) => void socket.write(ack('AA', id)));
    for (const id of ['A', 'B', 'C']) await send(id);
    expect(receiver!.connectionCount()).toBe(1);
  });

  it('keeps the order of a patient over several connections, with one message in flight on each', async () => {
    const inFlight = new Map<number, number>();
    let most = 0;
    await open(
      (socket, id, count) => {
        const { connection } = receiver!.frames[count]!;
        inFlight.set(connection, (inFlight.get(connection) ?? 0) + 1);
        most = Math.max(most, inFlight.get(connection) ?? 0);
        setTimeout(
          () => {
            inFlight.set(connection, (inFlight.get(connection) ?? 0) - 1);
            socket.write(ack('AA', id));
          },
          (count * 7) % 5,
        );
      },
      {},
      { mllp: { connectionCount: 3, answerTimeoutMs: 20_000 } },
    );
    const ids = Array.from({ length: 30 }, (_, index) => `${index % 4}-${String(index).padStart(2, '0')}`);
    await Promise.all(ids.map((id) => send(id, { patient: `P${id[0]}` })));
    const arrived = receiver!.frames.map(({ body }) => body.toString('latin1').split('|')[9] ?? '');
    for (const patient of ['0', '1', '2', '3']) {
      const own = arrived.filter((id) => id.startsWith(`${patient}-`));
      expect(own).toEqual(own.toSorted());
    }
    expect(arrived.toSorted()).toEqual(ids.toSorted());
    expect(receiver!.connectionCount()).toBe(3);
    expect(most).toBe(1);
  });
});

describe('the MLLP adapter, on the codes of acknowledgements', () => {
  it.each(['AE', 'AR', 'CE', 'CR'])('takes %s for a refusal by the receiver', async (code) => {
    await open((socket, id) => void socket.write(ack(code, id)));
    const outcome = await engine!.replay!.confirm(await send('NO1'), never);
    expect(outcome).toMatchObject({
      kind: 'failed-again',
      receivers: [{ outcome: 'errored', acknowledgementCode: code }],
    });
  });

  it('waits for the application after CA when the message asks for both', async () => {
    await open((socket, id) => {
      socket.write(ack('CA', id));
      setTimeout(() => socket.write(ack('AE', id)), 20);
    });
    const outcome = await engine!.replay!.confirm(await send('BOTH1', { mode: ['AL', 'AL'] }), never);
    expect(outcome).toMatchObject({ kind: 'failed-again', receivers: [{ acknowledgementCode: 'AE' }] });
  });

  it('takes both out of one packet', async () => {
    await open((socket, id) => void socket.write(Buffer.concat([ack('CA', id), ack('AA', id)])));
    expect(await send('PACKET1', { mode: ['AL', 'AL'] })).toMatchObject({ evidence: [{ acknowledgementCode: 'AA' }] });
  });

  it('is done with CA when the message asks for no more', async () => {
    await open((socket, id) => void socket.write(ack('CA', id)));
    const outcome = await engine!.replay!.confirm(await send('COMMIT1', { mode: ['AL', 'NE'] }), never);
    expect(outcome).toMatchObject({
      kind: 'processing',
      receivers: [{ outcome: 'pending', acknowledgementCode: 'CA' }],
    });
  });

  it('says with CA alone that the receiver has it, when its application never answers', async () => {
    await open((socket, id) => void socket.write(ack('CA', id)), soon);
    const outcome = await engine!.replay!.confirm(await send('COMMIT2', { mode: ['AL', 'AL'] }), never);
    expect(outcome).toMatchObject({ kind: 'processing' });
  });

  it.each([
    ['ERR|PID^1^3^204&Unknown key&HL70357\r', 'engine.ack.error.204 {"place":"PID-3","context":"place"}'],
    [
      'ERR||PID^1^5|101^Required field missing^HL70357|E|||x|y\r',
      'engine.ack.error.101 {"place":"PID-5","context":"place"}',
    ],
    ['ERR|||207^Application internal error^HL70357|E\r', 'engine.ack.error.207 {}'],
    ['ERR||PID^1^5|999^Own^L|E|||x|y\r', 'engine.ack.AE {}'],
  ])('explains %j', async (segment, explanation) => {
    await open((socket, id) => void socket.write(ack('AE', id, segment)));
    expect(await send('ERR1')).toMatchObject({ evidence: [{ explanation }] });
  });
});

describe('the MLLP adapter, when it is not known what became of a message', () => {
  it('says unknown when no acknowledgement comes in time, and does not send again', async () => {
    await open(() => undefined, soon);
    expect(await refusalOf(send('SILENT1'))).toEqual(unknown('mllpNoAnswer'));
    expect(receiver!.frames).toHaveLength(1);
    expect(engine!.state()).toMatchObject({ state: 'degraded', reasonKey: 'engine.reason.mllpNoAnswer' });
  });

  it('never takes the acknowledgement of another message for its own', async () => {
    await open((socket, id) => void socket.write(ack('AA', `${id}-OTHER`)), soon);
    expect(await refusalOf(send('FOREIGN1'))).toEqual(unknown('mllpMismatched'));
  });

  it('finds its own among those of others', async () => {
    await open((socket, id) => void socket.write(Buffer.concat([ack('AE', 'X1'), ack('AA', id)])));
    expect(await send('AMONG1')).toMatchObject({ evidence: [{ acknowledgementCode: 'AA' }] });
    await send('AMONG2');
    expect(receiver!.connectionCount()).toBe(2);
  });

  it('does not take a late acknowledgement for that of the same message sent again', async () => {
    let first: (() => void) | null = null;
    await open((socket, id, count) => {
      if (count === 0) first = () => socket.write(ack('AA', id));
      else first?.();
    }, soon);
    const request = requestFor(hl7('LATE1'));
    expect(await refusalOf(engine!.replay!.replay(request, never))).toEqual(unknown('mllpNoAnswer'));
    expect(await refusalOf(send('LATE1'))).toEqual(unknown('mllpNoAnswer'));
  });

  it('shows a late acknowledgement as mismatched, and settles nothing by it', async () => {
    let answer: (() => void) | null = null;
    await open((socket, id) => {
      answer = () => socket.write(ack('AA', id));
    }, soon);
    const request = requestFor(hl7('LATE2'));
    await refusalOf(engine!.replay!.replay(request, never));
    const receipt = { ...request, nativeId: null, acceptedAt: 0, bodyHash: null, evidence: [] };
    expect(await engine!.replay!.confirm(receipt, never)).toEqual({ kind: 'unknown' });
    answer!();
    await expect
      .poll(() => engine!.replay!.confirm(receipt, never))
      .toMatchObject({ kind: 'unknown', receivers: [{ outcome: 'mismatched', acknowledgementCode: 'AA' }] });
  });

  it.each([
    ['cut after the message', (socket: { destroy(): void }) => socket.destroy(), 'mllpCut'],
    ['ended in order', (socket: { end(): void }) => socket.end(), 'mllpCut'],
  ])('says unknown when the connection is %s', async (_name, cut, key) => {
    await open((socket) => void cut(socket));
    expect(await refusalOf(send('CUT1'))).toEqual(unknown(key));
  });

  it.each([
    ['truncated and then cut', (id: string) => ack('AA', id).subarray(0, 40), true, 'mllpTruncated'],
    ['truncated and then silent', (id: string) => ack('AA', id).subarray(0, 40), false, 'mllpTruncated'],
    ['without its carriage return', (id: string) => ack('AA', id).subarray(0, -1), false, 'mllpTruncated'],
    ['not framed', () => Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), false, 'mllpNotMllp'],
    ['a frame in a frame', (id: string) => Buffer.concat([Buffer.of(0x0b), ack('AA', id)]), false, 'mllpNotMllp'],
    ['without end', () => Buffer.concat([Buffer.of(0x0b), Buffer.alloc(5_000, 65)]), false, 'mllpTooLarge'],
  ])('says unknown when the acknowledgement is %s', async (_name, bytes, isCut, key) => {
    await open((socket, id) => void socket.write(bytes(id), () => isCut && socket.end()), {
      ...soon,
      maxAnswerBytes: 4_096,
    });
    expect(await refusalOf(send('BROKEN1'))).toEqual(unknown(key));
  });

  it('says unknown when it is cancelled after the message has left', async () => {
    const controller = new AbortController();
    await open(() => controller.abort());
    expect(await refusalOf(send('ABORT1', {}, controller.signal))).toEqual(unknown('mllpCancelled'));
  });

  it('says unknown of the message in flight when it is closed, and CANCELLED of those that wait', async () => {
    await open(() => void engine!.close());
    const [first, second] = await Promise.all([refusalOf(send('CLOSE1')), refusalOf(send('CLOSE2'))]);
    expect(first).toEqual(unknown('mllpCancelled'));
    expect(second).toMatchObject({ code: 'CANCELLED' });
    expect(receiver!.frames).toHaveLength(1);
  });
});

describe('the MLLP adapter, when nothing was sent', () => {
  it('says so when the connection is refused', async () => {
    await open(() => undefined);
    await receiver!.close();
    expect(await refusalOf(send('REFUSED1'))).toEqual({
      code: 'ENGINE_UNREACHABLE',
      messageKey: 'engine.reason.connectionRefused',
    });
    expect(engine!.state()).toMatchObject({ state: 'down', reasonKey: 'engine.reason.connectionRefused' });
  });

  it('opens another connection when the one that rested was cut meanwhile', async () => {
    await open((socket, id, count) => {
      socket.write(ack('AA', id), () => count === 0 && socket.end());
    });
    await send('REST1');
    await expect.poll(() => receiver!.openCount()).toBe(0);
    expect(await send('REST2')).toMatchObject({ evidence: [{ acknowledgementCode: 'AA' }] });
    expect(receiver!.frames).toHaveLength(2);
  });

  it('sends nothing for a call cancelled before, over a read-only connection, or once closed', async () => {
    await open((socket, id) => void socket.write(ack('AA', id)));
    expect(await refusalOf(send('N1', {}, AbortSignal.abort()))).toMatchObject({ code: 'CANCELLED' });
    const readOnly = mllpAt(receiver!.port, { connection: { readOnly: true } });
    const refused = readOnly.replay!.replay(requestFor(hl7('N2')), never);
    expect(await refusalOf(refused)).toEqual({ code: 'FORBIDDEN', messageKey: 'engine.cannot.readOnly' });
    await engine!.close();
    expect(await refusalOf(send('N3'))).toMatchObject({ code: 'CANCELLED' });
    expect(receiver!.connectionCount()).toBe(0);
  });

  it.each([
    ['no bytes', null, 'mllpNoStore'],
    ['what is not HL7', Buffer.from('<MsgHead/>'), 'mllpNotHl7'],
    ['a message without control id', hl7(''), 'mllpNoControlId'],
    ['a message with the end of a frame in it', Buffer.concat([hl7('F1'), Buffer.of(0x1c, 0x0d)]), 'mllpFrameBytes'],
  ])('refuses %s, beforehand too', async (_name, body, key) => {
    await open(() => undefined);
    const messageKey = `engine.cannot.${key}`;
    const request = requestFor(body);
    expect(await refusalOf(engine!.replay!.replay(request, never))).toEqual({ code: 'ENGINE_PROTOCOL', messageKey });
    expect(await engine!.replay!.obstacle(request.ref, never, body ?? undefined)).toMatchObject({
      reasonKey: messageKey,
    });
    expect(receiver!.connectionCount()).toBe(0);
  });

  it('is not made for PRODUCTION, whoever asks', () => {
    expect(() => mllpAt(2575, { connection: { environment: 'PRODUCTION' } })).toThrowError(
      expect.objectContaining({ code: 'FORBIDDEN', messageKey: 'engine.cannot.mllpInProduction' }),
    );
  });
});

describe('the MLLP adapter, as its connection is tested', () => {
  const steps = async () => {
    const found = [];
    for await (const { step, outcome, messageKey } of engine!.check(never))
      found.push([step, outcome, messageKey].join(' '));
    return found;
  };

  it('says step by step what it found, and sends nothing', async () => {
    await open(() => undefined);
    expect(await steps()).toEqual([
      'name ok engine.check.nameFound',
      'tcp ok engine.check.tcpOpen',
      'tls warning engine.check.mllpPlain',
      'rights ok engine.check.mllpStaysOpen',
    ]);
    expect(receiver!.frames).toEqual([]);
  });

  it('finds a receiver that cuts us off at once', async () => {
    const server = createServer((socket) => socket.on('error', () => undefined).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    engine = mllpAt((server.address() as { port: number }).port);
    expect((await steps()).at(-1)).toBe('rights failed engine.check.mllpCutsOff');
    server.close();
  });

  it('lacks nothing without a reason', async () => {
    await open(() => undefined);
    for (const [name, capability] of Object.entries(engine!.capabilities))
      if (!capability.can)
        expect([name, capability.reasonKey]).toEqual([name, expect.stringMatching(/^engine\.cannot\./)]);
    expect(await refusalOf(engine!.replay!.findCopies(requestFor(null).ref, never))).toMatchObject({
      messageKey: 'engine.cannot.mllpCopies',
    });
  });
});
