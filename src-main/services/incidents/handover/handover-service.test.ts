import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { linesOf } from '../../../../src-shared/domain/duty/handover-lines.ts';
import { createManualClock, type ManualClock } from '../../../../test/fakes/manual-clock.ts';
import { noon } from '../../../../test/fakes/measured-world.ts';
import { aContext } from '../../../../test/fakes/replay-desk.ts';
import { aReplayRecord } from '../../../../test/fakes/store-records.ts';
import { openTemporaryStore, type TemporaryStore } from '../../../../test/fakes/temporary-store.ts';
import { createHandoverService } from './handover-service.ts';

let temporary: TemporaryStore;
let clock: ManualClock;
let service: ReturnType<typeof createHandoverService>;
const kari = aContext('Kari', [], { accountId: 'kari' });
const ola = aContext('Ola', [], { accountId: 'ola' });
const requestId = 'request-of-handover';
const hourMs = 3_600_000;

beforeAll(async () => {
  clock = createManualClock(noon);
  temporary = await openTemporaryStore(clock);
});
afterAll(() => temporary.remove());
beforeEach(() => {
  const { journal } = temporary.store;
  service = createHandoverService({
    ...{ journal, handovers: journal.handovers, clock, emit: () => undefined },
    openIncidents: () => [],
    environment: () => 'TEST',
    seeShown: async () => ({
      channels: [],
      health: [],
      totals: { failures: 0, urgent: 0, queued: 0, channelsNeedingAction: 0 },
      watchedSince: noon,
      gap: null,
    }),
    countOverdue: async () => ({ total: 0, urgent: 0 }),
    engineNames: () => [{ connectionId: 'helse', name: 'Helsemotor' }],
  });
});

const signed = async (text: string): Promise<string> => (await service.sign({ requestId, text }, kari)).handoverId;
const read = async (handoverId: string) => (await service.get({ handoverId }, kari)).handover;

describe('a handover', () => {
  it('is signed by one and taken over by another', async () => {
    const handoverId = await signed('Rolig natt');
    expect(await read(handoverId)).toMatchObject({ text: 'Rolig natt', signedBy: { name: 'Kari' }, received: null });
    clock.advance(hourMs);
    await service.receive({ requestId, handoverId, note: 'Tar den' }, ola);
    expect((await read(handoverId)).received).toMatchObject({ person: { name: 'Ola' }, note: 'Tar den' });
  });

  it('is not taken over by who signed it, nor twice', async () => {
    const handoverId = await signed('Rolig natt');
    await expect(service.receive({ requestId, handoverId, note: null }, kari)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      messageKey: 'handover.refused.samePerson',
    });
    await service.receive({ requestId, handoverId, note: null }, ola);
    const third = aContext('Per', [], { accountId: 'per' });
    await expect(service.receive({ requestId, handoverId, note: null }, third)).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });

  it('names silences with their reason and end, and planned work apart from them', async () => {
    const { alerts } = temporary.store.journal;
    const scope = { connectionId: 'helse', channelId: null };
    const made = { scope, ruleId: null, madeAt: clock.now(), person: { accountId: 'kari', name: 'Kari' } };
    const [now, until] = [clock.now(), clock.now() + hourMs];
    await alerts.putSilence({ ...made, silenceId: 's1', kind: 'silence', from: now, until, reason: 'Avtalt' });
    await alerts.putSilence({
      ...made,
      silenceId: 's2',
      kind: 'maintenance',
      from: until,
      until: until + 1,
      reason: null,
    });
    const { gathered } = await service.draft({}, kari);
    expect(gathered.silences.items).toEqual([{ name: 'Helsemotor', until, person: 'Kari', reason: 'Avtalt' }]);
    expect(gathered.planned.items).toMatchObject([{ name: 'Helsemotor', from: until }]);
  });

  it('names a channel that stands still only where a person stopped it', async () => {
    const { audit } = temporary.store.journal;
    const entry = {
      person: 'Kari',
      accountId: 'kari',
      shell: 'cli',
      procedure: 'monitor.brake',
      action: 'command',
    } as const;
    const { sequence } = await audit.append({
      ...entry,
      at: clock.now(),
      target: 'helse/lab',
      reason: null,
      summary: '',
    });
    await audit.settle(sequence, {
      ...{ outcome: 'ok', errorCode: null, target: null, summary: 'stop: stopped', at: clock.now() },
    });
    const { gathered } = await withChannels(['lab', 'rtg']).draft({}, kari);
    expect(gathered.stopped.items).toMatchObject([{ channelId: 'lab', person: 'Kari', state: 'stopped' }]);
    expect(gathered.failures).toMatchObject({ open: 6, urgent: 2 });
  });

  it('names replays of unknown outcome and emergencies that nobody has reviewed, and no message', async () => {
    const { replays, approvals } = temporary.store.journal;
    await replays.claim(aReplayRecord({ replayId: 'lost', createdAt: clock.now() }));
    await replays.advance('lost', ['claimed'], { state: 'intent-journaled' }, true);
    await replays.advance('lost', ['intent-journaled'], { state: 'in-air' }, true);
    await replays.advance('lost', ['in-air'], { state: 'unknown' }, true);
    const person = { accountId: 'kari', name: 'Kari' };
    const at = clock.now();
    await approvals.putEmergency({ runId: 'r1', at, person, messages: 12, reason: 'Haster', dueAt: at + hourMs });
    const { gathered } = await service.draft({}, kari);
    expect(gathered.unknownReplays).toMatchObject({ total: 1, items: [{ replayId: 'lost' }] });
    expect(gathered.emergencies.items).toMatchObject([{ runId: 'r1', messages: 12, person: 'Kari' }]);
    expect(JSON.stringify(gathered)).not.toContain('nativeId');
  });

  it('is refused when its words hold a number of a person', async () => {
    await expect(signed('gjelder 11887510050')).rejects.toMatchObject({ messageKey: 'duty.refused.personNumber' });
  });

  it('is a page to print in every language', async () => {
    const handoverId = await signed('Rolig natt');
    for (const language of ['nb', 'nn', 'en'] as const) {
      const { bytes } = await service.export({ handoverId, format: 'html', language }, kari);
      const page = new TextDecoder().decode(bytes);
      expect(page).toContain('Rolig natt');
      expect(page).toContain('Kari');
      expect(page).not.toMatch(/handover\.|incident\.|…/);
    }
  });

  it('counts the answers that are overdue, and says how many of them are urgent', async () => {
    const { gathered } = await withChannels([]).draft({}, kari);
    const say = (key: string, params?: object) => `${key} ${JSON.stringify(params)}`;
    expect(linesOf(gathered, 'overdue', say)).toEqual({
      total: 12,
      lines: [{ text: 'handover.line.overdue.urgent {"total":12,"urgent":2}', address: '/overdue', said: null }],
    });
  });
});

function withChannels(ids: string[]): ReturnType<typeof createHandoverService> {
  const { journal } = temporary.store;
  const channels = ids.map((channelId) => ({
    ...{ connectionId: 'helse', channelId, name: channelId, state: 'stopped', openFailures: 3, urgentFailures: 1 },
  }));
  return createHandoverService({
    ...{ journal, handovers: journal.handovers, clock, emit: () => undefined },
    openIncidents: () => [],
    environment: () => 'TEST',
    seeShown: async () => ({ channels }) as never,
    countOverdue: async () => ({ total: 12, urgent: 2 }),
    engineNames: () => [],
  });
}
