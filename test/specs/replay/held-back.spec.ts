import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { passThrough } from '../main-path/preconditions.ts';
import { classCases, freeCases, laterCases } from './held-back-cases.ts';
import { channelOf, openQuietDesk, patience, type QuietDesk, type Ref } from './quiet-desk.ts';

const { channelId, receiverId } = passThrough;
const cases = [...laterCases, ...classCases];
const controlIdOf = (id: string) => `HELD-${id}`;

describe('FEATURE: every hazard and every class that is held back by default', () => {
  let desk: QuietDesk;
  const refs = new Map<string, Ref>();
  const refOf = (id: string) => refs.get(id)!;

  beforeAll(async () => {
    desk = await openQuietDesk();
    await desk.engine.control.setReceiver(receiverId, { kind: 'down' }, patience());
    for (const [index, { id, type, segments }] of [...cases, ...freeCases].entries()) {
      const message = { type, segments, person: personOf(index), minute: 10 };
      refs.set(id, { channelId, nativeId: await desk.arrives(channelId, controlIdOf(id), message) });
    }
    await desk.engine.control.setReceiver(receiverId, { kind: 'up' }, patience());
    for (const [index, { id, since }] of cases.entries()) {
      if (since === null) continue;
      const controlId = since.keepsControlId ? controlIdOf(id) : `${controlIdOf(id)}-LATER`;
      await desk.arrives(channelId, controlId, { ...since, person: personOf(index), minute: 20 });
    }
    for (const ref of refs.values()) await desk.isListed(ref);
    await desk.isIndexed(channelId);
  }, 120_000);
  afterAll(() => desk?.close());

  describe('RULE: the plan names what speaks against it, and the default holds the message back', () => {
    it.each(cases)('EXAMPLE: $id', async ({ id, since, expected }) => {
      const { hazards } = await desk.plan(refOf(id));
      const hazard = hazards.find(({ kind }) => kind === expected.kind);
      expect(hazard).toMatchObject({ outcome: 'found', blocks: expected.blocks });
      expect(hazard?.params).toMatchObject(expected.params ?? {});

      const before = since?.keepsControlId ? 1 : 0;
      const refused = await desk.start(refOf(id), expected.kind);
      const speaksAgainst = hazards.filter(({ blocks }) => blocks).map(({ kind }) => `hazard.${kind}`);
      expect(speaksAgainst.length > 0 ? speaksAgainst : ['replay.refused.unseenHazard']).toContainEqual(whyOf(refused));
      expect(await desk.taken(receiverId, controlIdOf(id))).toBe(before);

      // Told and let through, only what blocks is still held back.
      const told = await desk.start(refOf(id), null);
      const { isBlocked } = await desk.plan(refOf(id));
      expect(told.ok).toBe(!hazards.some(({ blocks }) => blocks));
      expect(await desk.taken(receiverId, controlIdOf(id))).toBe(before + (told.ok ? 1 : 0));
      // Sent, the copy itself holds the next one back.
      expect(isBlocked).toBe(true);
    });
  });

  describe('RULE: nothing is held back without a reason', () => {
    it.each(freeCases)('EXAMPLE: $id', async ({ id }) => {
      const { hazards, isBlocked } = await desk.plan(refOf(id));
      expect(isBlocked).toBe(false);
      expect(hazards.filter(({ outcome }) => outcome !== 'not-found')).toEqual([]);
      expect(await desk.start(refOf(id), null)).toMatchObject({ ok: true });
      expect(await desk.taken(receiverId, controlIdOf(id))).toBe(1);
    });
  });

  describe('RULE: what others do in the engine or at the desk holds a message back', () => {
    const message = { type: 'ORU^R01', segments: ['OBR|1|HB-50||NA^Natrium'], person: personOf(60), minute: 30 };

    async function fails(id: string, at: { channelId: string; receiverId: string } = passThrough): Promise<Ref> {
      await desk.engine.control.setReceiver(at.receiverId, { kind: 'down' }, patience());
      const ref = { channelId: at.channelId, nativeId: await desk.arrives(at.channelId, controlIdOf(id), message) };
      await desk.engine.control.setReceiver(at.receiverId, { kind: 'up' }, patience());
      return ref;
    }
    const hazardOf = async (ref: Ref, kind: string) =>
      (await desk.plan(ref)).hazards.find((hazard) => hazard.kind === kind);

    it('EXAMPLE: a colleague has reprocessed it in the engine itself', async () => {
      const ref = await fails('COLLEAGUE');
      await desk.inEngine('POST', `/channels/${ref.channelId}/messages/${ref.nativeId}/_reprocess`);
      expect(await hazardOf(ref, 'copy-made-by-someone')).toMatchObject({ outcome: 'found', blocks: true });
      expect(whyOf(await desk.start(ref, null))).toMatch('hazard.copy-made-by-someone');
      expect(await desk.taken(receiverId, controlIdOf('COLLEAGUE'))).toBe(1);
    });

    it('EXAMPLE: a colleague has phoned it through', async () => {
      const ref = await fails('PHONED');
      const scope = { kind: 'these', failureIds: [await desk.isListed(ref)] };
      const { setId } = await desk.cli.call('failures.freeze', { scope });
      const settled = { requestId: crypto.randomUUID(), setId, way: 'phoned', toWhom: 'MED1', note: null };
      expect(await desk.cli.call('failures.handle', settled)).toMatchObject({ handled: 1 });
      expect(await hazardOf(ref, 'handled-otherwise')).toMatchObject({ outcome: 'found', blocks: true });
      expect(whyOf(await desk.start(ref, null))).toMatch('hazard.handled-otherwise');
      expect(await desk.taken(receiverId, controlIdOf('PHONED'))).toBe(0);
    });

    it('EXAMPLE: the engine has deleted it', async () => {
      const ref = await fails('DELETED');
      await desk.inEngine('DELETE', `/channels/${ref.channelId}/messages/${ref.nativeId}`);
      await expect(desk.plan(ref)).rejects.toThrow('NOT_FOUND');
    });

    it('EXAMPLE: its channel is stopped, and then deployed anew', async () => {
      const dialysis = { channelId: channelOf(10), receiverId: 'dialysis-record' };
      const ref = await fails('STOPPED', dialysis);
      await desk.inEngine('POST', `/channels/${ref.channelId}/_stop`);
      expect(await hazardOf(ref, 'target-stopped')).toMatchObject({ outcome: 'found', blocks: true });
      expect(whyOf(await desk.start(ref, null))).toMatch('hazard.target-stopped');

      await desk.inEngine('POST', `/channels/${ref.channelId}/_deploy`);
      // What the engine said last is believed until it says otherwise.
      await expect
        .poll(async () => (await hazardOf(ref, 'target-stopped'))?.outcome, { timeout: 15_000, interval: 250 })
        .toBe('not-found');
      expect(await hazardOf(ref, 'channel-changed-since')).toMatchObject({ outcome: 'found', blocks: false });
      expect(whyOf(await desk.start(ref, 'channel-changed-since'))).toBe('replay.refused.unseenHazard');
      expect(await desk.taken(dialysis.receiverId, controlIdOf('STOPPED'))).toBe(0);
      expect(await desk.start(ref, null)).toMatchObject({ ok: true });
      expect(await desk.taken(dialysis.receiverId, controlIdOf('STOPPED'))).toBe(1);
    });

    it('EXAMPLE: a queue and a receiver that is down: refused, and exactly one copy when the receiver is up', async () => {
      const queued = { channelId: channelOf(5), receiverId: 'ward-boards' };
      await desk.engine.control.setReceiver(queued.receiverId, { kind: 'down' }, patience());
      const nativeId = await desk.arrives(queued.channelId, controlIdOf('QUEUED'), message);
      const ref = { channelId: queued.channelId, nativeId };
      expect(await hazardOf(ref, 'still-queued')).toMatchObject({ outcome: 'found', blocks: true });
      expect(whyOf(await desk.start(ref, null))).toMatch('hazard.still-queued');
      await desk.engine.control.setReceiver(queued.receiverId, { kind: 'up' }, patience());
      await expect
        .poll(() => desk.taken(queued.receiverId, controlIdOf('QUEUED')), { timeout: 15_000, interval: 250 })
        .toBe(1);
      // The queue is empty: what it sent is told, and nothing else came of the refused one.
      await expect.poll(async () => (await hazardOf(ref, 'still-queued'))?.outcome).toBe('not-found');
      expect(await hazardOf(ref, 'same-control-id-accepted')).toMatchObject({ outcome: 'found' });
      expect(await desk.taken(queued.receiverId, controlIdOf('QUEUED'))).toBe(1);
    });

    it('EXAMPLE: a channel that is not indexed could not be checked, and is not called clear', async () => {
      const ref = await fails('NOT-INDEXED');
      const place = { connectionId: desk.connectionId, channelId };
      await desk.cli.call('messages.setChannel', { ...place, keySource: 'off', windowHours: 72 });
      expect(await hazardOf(ref, 'newer-result')).toMatchObject({
        outcome: 'could-not-be-checked',
        params: { context: 'not-indexed' },
      });
      expect(whyOf(await desk.start(ref, 'newer-result'))).toBe('replay.refused.unseenHazard');
      expect(await desk.taken(receiverId, controlIdOf('NOT-INDEXED'))).toBe(0);
    });
  });
});

/** The sentence with which it was refused; null = it was not. */
function whyOf(reply: Awaited<ReturnType<QuietDesk['start']>>): string | null {
  return reply.ok ? null : (reply.error.messageKey?.replace(/\.(found|could).*/, '') ?? '');
}

/** Synthetic persons (month + 80), one for each message. */
function personOf(index: number): string {
  const day = String(1 + (index % 28)).padStart(2, '0');
  return `${day}85${String(40 + index).padStart(2, '0')}${String(10_000 + index * 37)}`;
}
