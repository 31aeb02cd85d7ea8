import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, ReplayRequest } from '../../src-main/engines/engine.ts';
import type { Connection } from '../../src-shared/domain/connection.ts';
import type { MessageRef } from '../../src-shared/domain/message.ts';
import { never, refusalOf } from './mirth-fixture.ts';

/**
 * An engine with one channel that hands messages on unchanged to one receiver, without a queue, and one channel with a queue.
 * @method deliver gives a message to the channel as its sender would; the engine's own id of it
 * @method received bodies that arrived at the pass-through receiver, oldest first
 */
export type EngineSubject = {
  passThrough: string;
  queued: string;
  open(connection?: Partial<Connection>): Engine;
  deliver(channelId: string, body: Uint8Array): Promise<string>;
  setReceiver(channelId: string, isUp: boolean): Promise<void>;
  received(): Promise<Uint8Array[]>;
  close(): Promise<void>;
};

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
const message = (controlId: string, value = 'Ødegård^Åse') =>
  Buffer.from(`MSH|^~\\&|LAB|A|HIS|B|20261122100000||ORU^R01|${controlId}|P|2.5.1\rPID|1||1^^^X||${value}\r`, 'utf8');

/** One suite for every engine: what the port promises, nothing of how. Facets an engine lacks are left out by its capabilities. */
export function describeEngine(name: string, start: () => Promise<EngineSubject>): void {
  describe(`${name} as an engine`, () => {
    let subject: EngineSubject;
    let engine: Engine;
    let replays = 0;

    const refOf = (nativeId: string, channelId = subject.passThrough): MessageRef => ({
      connectionId: engine.connection.connectionId,
      channelId,
      nativeId,
    });
    const requestFor = (ref: MessageRef, overrides: Partial<ReplayRequest> = {}): ReplayRequest => {
      replays += 1;
      const provenance = { person: 'Åse Nordmann', reason: 'receiver was down', at: 1_800_000_000_000 };
      return { ref, body: null, destinationIds: null, replayId: `${name}-${replays}`, provenance, ...overrides };
    };
    /** A message that failed because its receiver was down, which is up again afterwards. */
    async function aFailedMessage(body: Uint8Array): Promise<MessageRef> {
      await subject.setReceiver(subject.passThrough, false);
      const nativeId = await subject.deliver(subject.passThrough, body);
      await subject.setReceiver(subject.passThrough, true);
      return refOf(nativeId);
    }
    const copiesAtReceiver = async (controlId: string) =>
      (await subject.received()).map(text).filter((body) => body.includes(`|${controlId}|`));

    beforeAll(async () => {
      subject = await start();
      engine = subject.open();
    });
    afterAll(async () => {
      await engine?.close();
      await subject?.close();
    });

    it('is up with a version and an answer time after the first snapshot', async () => {
      await engine.channels!.snapshot(never);
      expect(engine.state()).toMatchObject({ state: 'up', reasonKey: null });
      expect(engine.state().checkedAt).not.toBeNull();
    });

    it('counts a received and a sent message', async () => {
      const before = (await engine.channels!.snapshot(never)).find((each) => each.channelId === subject.passThrough)!;
      await subject.deliver(subject.passThrough, message('COUNT1'));
      const after = (await engine.channels!.snapshot(never)).find((each) => each.channelId === subject.passThrough)!;
      expect(after.counters.received).toBe(before.counters.received + 1);
      expect(after.counters.sent).toBe(before.counters.sent + 1);
      expect(after.counters.errored).toBe(before.counters.errored);
    });

    it('tells the headers of all messages, with their numbers, by columns and by content', async () => {
      const before = await engine.headers!.newestId(subject.passThrough, never);
      const delivered = await subject.deliver(subject.passThrough, message('HEAD1'));
      const failed = await aFailedMessage(message('HEAD2'));
      expect(await engine.headers!.newestId(subject.passThrough, never)).toBe(Number(failed.nativeId));
      const bounds = { channelId: subject.passThrough, fromId: before + 1, toId: Number(failed.nativeId), limit: 200 };
      for (const keySource of ['columns', 'content'] as const) {
        const { items, reachedId } = await engine.headers!.list({ ...bounds, keySource }, never);
        expect(reachedId).toBe(before + 1);
        expect(items.map(({ id, status, header }) => [id, status, header.messageControlId])).toEqual([
          [Number(failed.nativeId), 'failed', 'HEAD2'],
          [Number(delivered), 'delivered', 'HEAD1'],
        ]);
        expect(items[0]).toMatchObject({ patientKeys: ['1'], isUnread: false });
      }
      const one = await engine.headers!.list({ ...bounds, keySource: 'columns', limit: 1 }, never);
      expect(one).toMatchObject({ items: [{ id: Number(failed.nativeId) }], reachedId: Number(failed.nativeId) });
      const ids = [Number(delivered), Number(failed.nativeId), 999_999];
      const outcomes = await engine.headers!.outcomes({ channelId: subject.passThrough, ids }, never);
      expect([...outcomes].map(([id, { status }]) => [id, status])).toEqual([
        [Number(delivered), 'delivered'],
        [Number(failed.nativeId), 'failed'],
      ]);
      const endings = await engine.headers!.endings({ channelId: subject.passThrough, ids }, never);
      expect([...endings.keys()]).toEqual(ids.slice(0, 2));
      for (const at of endings.values()) expect(Math.abs((at ?? 0) - Date.now())).toBeLessThan(60_000);
    });

    it('names the columns that tell ids or numbers', async () => {
      expect(await engine.headers!.keyColumns(subject.passThrough, never)).toContain('CONTROL_ID');
    });

    it('lists a failure with its cause and the bytes as they came in', async () => {
      const ref = await aFailedMessage(message('FAIL1'));
      const { items, complete } = await engine.failures!.list(
        { channelId: ref.channelId, afterNativeId: String(Number(ref.nativeId) - 1), limit: 50 },
        never,
      );
      expect(complete).toBe(true);
      expect(items).toHaveLength(1);
      expect(items[0]).toMatchObject({ nativeId: ref.nativeId, kind: 'connection', errorLine: 'Connection refused' });
      expect(text(items[0]!.body!.bytes)).toBe(text(message('FAIL1')));
    });

    it('lists nothing after the newest failure', async () => {
      const ref = await aFailedMessage(message('FAIL2'));
      const query = { channelId: ref.channelId, afterNativeId: ref.nativeId, limit: 50 };
      expect(await engine.failures!.list(query, never)).toEqual({ items: [], complete: true });
    });

    it('gives all failures once, oldest first, in small pages', async () => {
      const first = await aFailedMessage(message('PAGE0'));
      const wanted = [first.nativeId];
      for (let count = 1; count < 7; count += 1) wanted.push((await aFailedMessage(message(`PAGE${count}`))).nativeId);
      const found: string[] = [];
      let after = String(Number(first.nativeId) - 1);
      for (let isComplete = false; !isComplete; ) {
        const query = { channelId: first.channelId, afterNativeId: after, limit: 3 };
        const page = await engine.failures!.list(query, never);
        found.push(...page.items.map(({ nativeId }) => nativeId));
        after = found.at(-1) ?? after;
        isComplete = page.complete;
      }
      expect(found).toEqual(wanted);
    });

    it('tells which messages are still failed', async () => {
      const failed = await aFailedMessage(message('STILL1'));
      const fine = await subject.deliver(subject.passThrough, message('STILL2'));
      const query = { channelId: failed.channelId, nativeIds: [failed.nativeId, fine, '999999'] };
      expect(await engine.failures!.stillFailed(query, never)).toEqual(new Set([failed.nativeId]));
    });

    it('reads a message with its stages, its error and the bytes of each stage', async () => {
      const ref = await aFailedMessage(message('READ1'));
      const detail = await engine.messages!.read(ref, never);
      const destination = detail!.connectors.find(({ role }) => role === 'destination')!;
      expect(destination).toMatchObject({ state: 'errored', error: { kind: 'connection' } });
      const source = detail!.connectors.find(({ role }) => role === 'source')!;
      const raw = await engine.messages!.readBody({ ref, connectorId: source.connectorId, stage: 'raw' }, never);
      expect(text(raw!.bytes)).toBe(text(message('READ1')));
      expect(source.stages.find(({ stage }) => stage === 'raw')?.sizeBytes).toBe(message('READ1').length);
      const error = await engine.messages!.readError({ ref, connectorId: destination.connectorId }, never);
      expect(error).toContain('Connection refused');
    });

    it('reads null for a message that does not exist', async () => {
      expect(await engine.messages!.read(refOf('999999'), never)).toBeNull();
    });

    it('replays the same bytes, once, and the receiver confirms', async () => {
      const ref = await aFailedMessage(message('SAME1'));
      expect(await engine.replay!.obstacle(ref, never)).toBeNull();
      const receipt = await engine.replay!.replay(requestFor(ref), never);
      expect(receipt.bodyHash).toBe(createHash('sha256').update(message('SAME1')).digest('hex'));
      const outcome = await engine.replay!.confirm(receipt, never);
      expect(outcome).toMatchObject({ kind: 'confirmed-by-receiver', receivers: [{ acknowledgementCode: 'AA' }] });
      expect(await copiesAtReceiver('SAME1')).toEqual([text(message('SAME1'))]);
    });

    it('says failed again when the receiver is still down', async () => {
      const ref = await aFailedMessage(message('AGAIN1'));
      await subject.setReceiver(subject.passThrough, false);
      const receipt = await engine.replay!.replay(requestFor(ref), never);
      await subject.setReceiver(subject.passThrough, true);
      const outcome = await engine.replay!.confirm(receipt, never);
      expect(outcome).toMatchObject({ kind: 'failed-again', receivers: [{ outcome: 'errored' }] });
      expect(await copiesAtReceiver('AGAIN1')).toEqual([]);
    });

    it('replays edited bytes exactly, with control characters, markup and characters beyond the first plane', async () => {
      const ref = await aFailedMessage(message('EDIT1'));
      const body = message('EDIT1', 'A<&>"\'\u0002\u007f\u0085 \t😀]]>&#xd;');
      const receipt = await engine.replay!.replay(requestFor(ref, { body }), never);
      expect(await engine.replay!.confirm(receipt, never)).toMatchObject({ kind: 'confirmed-by-receiver' });
      expect(await copiesAtReceiver('EDIT1')).toEqual([text(body)]);
    });

    it('finds its replay again when the receipt does not name it', async () => {
      const ref = await aFailedMessage(message('LOST1'));
      const receipt = await engine.replay!.replay(requestFor(ref), never);
      const outcome = await engine.replay!.confirm({ ...receipt, nativeId: null }, never);
      expect(outcome).toMatchObject({ kind: 'confirmed-by-receiver', nativeId: receipt.nativeId });
    });

    it('knows nothing of a replay that never reached the engine', async () => {
      const ref = await aFailedMessage(message('NEVER1'));
      const { replayId } = requestFor(ref);
      const receipt = {
        replayId,
        ref,
        nativeId: null,
        acceptedAt: 0,
        bodyHash: 'x',
        destinationIds: null,
        evidence: [],
      };
      expect(await engine.replay!.confirm(receipt, never)).toEqual({ kind: 'unknown' });
    });

    it('finds the copies that anyone made, newest first, with person and delivery', async () => {
      const ref = await aFailedMessage(message('COPY1'));
      expect(await engine.replay!.findCopies(ref, never)).toEqual([]);
      await subject.setReceiver(subject.passThrough, false);
      const failed = await engine.replay!.replay(requestFor(ref), never);
      await subject.setReceiver(subject.passThrough, true);
      const sent = await engine.replay!.replay(requestFor(ref), never);
      const copies = await engine.replay!.findCopies(ref, never);
      expect(copies.map(({ nativeId, by, correlationId }) => ({ nativeId, by, correlationId }))).toEqual([
        { nativeId: sent.nativeId, by: 'Åse Nordmann', correlationId: sent.replayId },
        { nativeId: failed.nativeId, by: 'Åse Nordmann', correlationId: failed.replayId },
      ]);
      expect(copies.map(({ deliveries }) => deliveries?.map(({ delivery }) => delivery))).toEqual([
        ['delivered'],
        ['failed'],
      ]);
    });

    it('finds a copy of a copy too', async () => {
      const ref = await aFailedMessage(message('CHAIN1'));
      const first = await engine.replay!.replay(requestFor(ref), never);
      const second = await engine.replay!.replay(requestFor(refOf(first.nativeId ?? '')), never);
      const copies = await engine.replay!.findCopies(ref, never);
      expect(copies.map(({ nativeId }) => nativeId)).toEqual([second.nativeId, first.nativeId]);
    });

    it('says what it cannot replay before it is tried', async () => {
      expect(await engine.replay!.obstacle(refOf('999999'), never)).toMatchObject({
        reasonKey: 'engine.cannot.messageGone',
      });
    });

    it('refuses every change over a read-only connection', async () => {
      const readOnly = subject.open({ readOnly: true });
      const ref = await aFailedMessage(message('RO1'));
      expect(readOnly.capabilities.replaySameBytes).toEqual({ can: false, reasonKey: 'engine.cannot.readOnly' });
      expect(await refusalOf(readOnly.replay!.replay(requestFor(ref), never))).toMatchObject({ code: 'FORBIDDEN' });
      const stop = { channelId: ref.channelId, connectorId: null, action: 'stop' } as const;
      expect(await refusalOf(readOnly.lifecycle!.act(stop, never))).toMatchObject({ code: 'FORBIDDEN' });
      await readOnly.close();
      expect(await copiesAtReceiver('RO1')).toEqual([]);
    });

    it('lists what waits in a queue, and no longer once it is sent', async () => {
      await subject.setReceiver(subject.queued, false);
      const nativeId = await subject.deliver(subject.queued, message('WAIT1'));
      const channel = (await engine.channels!.snapshot(never)).find((each) => each.channelId === subject.queued);
      expect(channel?.queued).toBe(1);
      const connectorId = channel?.connectors.find(({ queued }) => queued > 0)?.nativeId ?? '';
      const queue = { channelId: subject.queued, connectorId };
      const waiting = await engine.waiting!.list({ ...queue, expected: 1, limit: 50 }, never);
      expect(waiting.map(({ ref }) => ref.nativeId)).toEqual([nativeId]);
      const [content] = await engine.waiting!.read({ ...queue, nativeIds: [nativeId] }, never);
      expect(Buffer.from(content?.body?.bytes ?? []).toString()).toContain('WAIT1');
      expect(content?.target).toMatch(/:\d+$/);
      expect(content?.retryEveryMs).toBeGreaterThan(0);
      await subject.setReceiver(subject.queued, true);
    });

    it('stops and starts a channel, refuses a replay in between, and takes it afterwards', async () => {
      const ref = await aFailedMessage(message('STOP1'));
      const change = (action: 'stop' | 'start') => ({ channelId: ref.channelId, connectorId: null, action });
      const stateNow = async () =>
        (await engine.channels!.snapshot(never)).find((each) => each.channelId === ref.channelId)?.state;
      await engine.lifecycle!.act(change('stop'), never);
      expect(await stateNow()).toBe('stopped');
      expect(await engine.replay!.obstacle(ref, never)).toMatchObject({ reasonKey: 'engine.cannot.channelStopped' });
      expect(await refusalOf(engine.replay!.replay(requestFor(ref), never))).toMatchObject({ code: 'ENGINE_PROTOCOL' });
      await engine.lifecycle!.act(change('start'), never);
      expect(await stateNow()).toBe('started');
      expect(await copiesAtReceiver('STOP1')).toEqual([]);
    });

    it('says beforehand that a destination without a queue cannot be stopped alone', async () => {
      const channel = (await engine.channels!.snapshot(never)).find((each) => each.channelId === subject.passThrough)!;
      const destination = channel.connectors.find(({ role }) => role === 'destination')!;
      const query = { channelId: channel.channelId, connectorId: destination.nativeId, action: 'stop' } as const;
      expect(await engine.lifecycle!.obstacle(query)).toBe('engine.cannot.destinationWithoutQueue');
      expect(await engine.lifecycle!.obstacle({ ...query, connectorId: null })).toBeNull();
    });

    it('tests its connection step by step', async () => {
      const steps = [];
      for await (const step of engine.check(never)) steps.push(step);
      expect(steps.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual(
        ['name', 'tcp', 'tls', 'certificate', 'login', 'rights', 'time', 'capabilities'].map((step) => `${step} ok`),
      );
    });

    it('sends nothing for a call that was cancelled before', async () => {
      const requestsBefore = engine.requestCount();
      expect(await refusalOf(engine.channels!.snapshot(AbortSignal.abort()))).toMatchObject({ code: 'CANCELLED' });
      const ref = refOf('1');
      expect(
        await refusalOf(engine.replay!.replay(requestFor(ref, { body: message('C1') }), AbortSignal.abort())),
      ).toMatchObject({ code: 'CANCELLED' });
      expect(engine.requestCount()).toBe(requestsBefore);
    });

    it('answers CANCELLED once it is closed', async () => {
      const other = subject.open();
      await other.channels!.snapshot(never);
      await other.close();
      expect(await refusalOf(other.channels!.snapshot(never))).toMatchObject({ code: 'CANCELLED' });
    });
  });
}
