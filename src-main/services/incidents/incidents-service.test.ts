import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Account } from '../../../src-shared/domain/account.ts';
import type { Alert, AlertStep } from '../../../src-shared/domain/alerts/alert.ts';
import { standardRunSettings } from '../../../src-shared/domain/replay-run.ts';
import { createCorpus } from '../../../test/corpus.ts';
import { createManualClock, type ManualClock } from '../../../test/fakes/manual-clock.ts';
import { anAlert, minuteMs, noon } from '../../../test/fakes/measured-world.ts';
import { aContext } from '../../../test/fakes/replay-desk.ts';
import { aReplayRecord } from '../../../test/fakes/store-records.ts';
import { openTemporaryStore, silentLogger, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import { createIncidentsService } from './incidents-service.ts';

let temporary: TemporaryStore;
let clock: ManualClock;
let service: Awaited<ReturnType<typeof createIncidentsService>>;
let emitted: string[];
let channelId = '';
const kari = aContext('Kari', [], { accountId: 'kari' });
const accounts: Account[] = [kari.account, aContext('Ola', [], { accountId: 'ola' }).account];
const corpus = createCorpus('hl7v2', ['.hl7', '.txt']);
let requests = 0;
const request = (): { requestId: string } => ({ requestId: `request-of-incident-${requests++}` });

beforeAll(async () => {
  clock = createManualClock(noon);
  temporary = await openTemporaryStore(clock);
});
afterAll(() => temporary.remove());
beforeEach(async ({ task }) => {
  channelId = task.id;
  emitted = [];
  service = await start();
});

function start(): ReturnType<typeof createIncidentsService> {
  return createIncidentsService({
    journal: temporary.store.journal,
    environment: () => 'TEST',
    listAccounts: () => accounts,
    clock,
    logger: silentLogger,
    emit: (name) => void emitted.push(name),
  });
}

const stepOf = (alert: Alert, act: AlertStep['act'], at: number) => ({
  alert,
  step: { at, act, person: null, value: alert.value, note: null },
});

async function aFiredAlert(): Promise<Alert> {
  const alert = anAlert({ alertId: crypto.randomUUID(), channelId, environment: 'TEST', firedAt: clock.now() });
  await temporary.store.journal.alerts.apply([stepOf(alert, 'fired', alert.firedAt)]);
  return alert;
}

async function opened(alert: Alert | null, title: string | null = null): Promise<string> {
  const asked = { alertId: alert?.alertId ?? null, title, severity: null, channels: [] };
  return (await service.handlers.open({ ...request(), ...asked }, kari)).incidentId;
}

async function aReplayBegins({ connectionId }: Alert): Promise<string> {
  const replayId = crypto.randomUUID();
  const made = { replayId, connectionId, channelId, nativeId: replayId, createdAt: clock.now() };
  await temporary.store.journal.replays.claim(aReplayRecord(made, request()));
  service.watch.replayChanged(replayId, `${connectionId}/${channelId}/1`);
  clock.advance(2000);
  return replayId;
}

async function aRunBegins(connectionId: string, of: string): Promise<string> {
  const runId = crypto.randomUUID();
  const none = { urgent: 0, chains: 1, patients: 0, unkeyed: 1, oldestAt: null, newestAt: null, bytes: 0 };
  const facts = { ...none, places: [], isBeyond: false };
  const run = { runId, createdAt: clock.now(), person: 'Kari', settings: standardRunSettings, facts, ...request() };
  const item = { connectionId, channelId: of, nativeId: '1', ordinal: 1, failureId: `${connectionId}/${of}/1` };
  const rest = { channelName: of, messageType: null, class: 'result' as const, isUrgent: false, at: 1, chain: 1 };
  await temporary.store.journal.runs.put(run, [{ ...item, ...rest, state: 'waiting', why: null }]);
  return runId;
}

const kindsOf = async (incidentId: string): Promise<string[]> => {
  const { items } = await service.handlers.entries({ incidentId, cursor: null, limit: 100 }, kari);
  return items.map(({ kind }) => kind).toReversed();
};
const read = async (incidentId: string) => (await service.handlers.get({ incidentId }, kari)).incident;

describe('an incident opened from an alert', () => {
  it('has its subject, severity and channel, and begins with what happened before', async () => {
    const alert = await aFiredAlert();
    clock.advance(10 * minuteMs);
    const incidentId = await opened(alert);
    const incident = await read(incidentId);
    expect(incident).toMatchObject({ state: 'open', severity: alert.severity, subject: { name: alert.subjectName } });
    expect(incident.links.channels).toMatchObject([{ channelId }]);
    expect(await kindsOf(incidentId)).toEqual(['alert-fired', 'opened']);
  });

  it('is the one that there is when it is open already', async () => {
    const alert = await aFiredAlert();
    expect(await opened(alert)).toBe(await opened(alert));
  });

  it('is found from its alert', async () => {
    const alert = await aFiredAlert();
    const incidentId = await opened(alert);
    const found = await service.handlers.ofAlert({ alertId: alert.alertId }, kari);
    expect(found.incident?.incidentId).toBe(incidentId);
  });

  it('has the next number of its year', async () => {
    const first = await read(await opened(null, 'Den første'));
    const second = await read(await opened(null, 'Den andre'));
    const [one = 0, other = 0] = [first, second].map(({ number }) => Number(number.split('-')[2]));
    expect(first.number).toMatch(/^H-2026-\d{4}$/);
    expect(other).toBe(one + 1);
  });
});

describe('a timeline', () => {
  it('takes what other alerts of its channel and the brake tell, and nothing of other channels', async () => {
    const incidentId = await opened(await aFiredAlert());
    const other = await aFiredAlert();
    await service.watch.noteAlerts([stepOf(other, 'fired', clock.now()), stepOf(other, 'notified', clock.now())]);
    await service.watch.noteAlerts([
      stepOf({ ...other, alertId: 'another', channelId: 'elsewhere' }, 'fired', clock.now()),
    ]);
    const place = { connectionId: other.connectionId, channelId, connectorId: null };
    const person = { accountId: 'kari', name: 'Kari' };
    await service.watch.noteBrake({ ...place, action: 'stop', stateAfter: 'stopped', person });
    await service.watch.noteBrake({ ...place, channelId: 'elsewhere', action: 'stop', stateAfter: 'stopped', person });
    expect(await kindsOf(incidentId)).toEqual(['alert-fired', 'opened', 'alert-fired', 'braked']);
  });

  it('has a later alert of its channel, which leads to it', async () => {
    const incidentId = await opened(await aFiredAlert());
    const later = await aFiredAlert();
    await service.watch.noteAlerts([stepOf(later, 'fired', later.firedAt)]);
    expect((await read(incidentId)).links.alerts).toContain(later.alertId);
    expect(await opened(later)).toBe(incidentId);
  });

  it('takes a single replay of its channel, when it begins and how it ends', async () => {
    const alert = await aFiredAlert();
    const incidentId = await opened(alert);
    const replayId = await aReplayBegins(alert);
    await expect.poll(() => kindsOf(incidentId)).toEqual(['alert-fired', 'opened', 'replay']);
    await temporary.store.journal.replays.advance(
      replayId,
      ['claimed'],
      { state: 'failed-again', settledAt: clock.now() },
      true,
    );
    service.watch.replayChanged(replayId, `${alert.connectionId}/${channelId}/1`);
    clock.advance(2000);
    await expect.poll(() => kindsOf(incidentId)).toEqual(['alert-fired', 'opened', 'replay', 'replay']);
  });

  it('takes a run that has messages of its channel, step by step, and none of others', async () => {
    const incidentId = await opened(await aFiredAlert());
    const [own, other] = [await aRunBegins('c1', channelId), await aRunBegins('c1', 'elsewhere')];
    for (const runId of [own, other]) service.watch.runChanged(runId);
    clock.advance(2000);
    await expect.poll(() => kindsOf(incidentId)).toEqual(['alert-fired', 'opened', 'run']);
  });

  it('is made whole after a start by what the journal has', async () => {
    const alert = await aFiredAlert();
    const incidentId = await opened(alert);
    await temporary.store.journal.alerts.apply([stepOf(alert, 'resolved', clock.now())]);
    service.close();
    service = await start();
    await expect.poll(() => kindsOf(incidentId)).toEqual(['alert-fired', 'opened', 'alert-resolved']);
  });

  it('tells the same happening once', async () => {
    const incidentId = await opened(await aFiredAlert());
    const other = await aFiredAlert();
    await service.watch.noteAlerts([stepOf(other, 'fired', other.firedAt)]);
    await service.watch.noteAlerts([stepOf(other, 'fired', other.firedAt)]);
    expect(await kindsOf(incidentId)).toEqual(['alert-fired', 'opened', 'alert-fired']);
  });

  it('goes on after a restart', async () => {
    const alert = await aFiredAlert();
    const incidentId = await opened(alert);
    await temporary.reopen();
    service = await start();
    await service.watch.noteAlerts([stepOf(alert, 'resolved', clock.now())]);
    expect(await kindsOf(incidentId)).toContain('alert-resolved');
  });

  it('is read page by page, the newest first', async () => {
    const incidentId = await opened(null, 'Mange linjer');
    const { incidents } = temporary.store.journal;
    const line = { kind: 'note' as const, person: null, text: null, source: null };
    await incidents.add(
      Array.from({ length: 250 }, (_, index) => ({
        incidentId,
        entry: { ...line, at: clock.now() + index, facts: { index } },
      })),
    );
    const first = await service.handlers.entries({ incidentId, cursor: null, limit: 100 }, kari);
    const second = await service.handlers.entries({ incidentId, cursor: first.nextCursor, limit: 200 }, kari);
    expect(first).toMatchObject({ total: 251 });
    expect(first.items[0]?.facts).toEqual({ index: 249 });
    expect([...first.items, ...second.items].map(({ entry }) => entry)).toHaveLength(251);
    expect(second.nextCursor).toBeNull();
  });
});

describe('what a person does with an incident', () => {
  it('is on the timeline with their words', async () => {
    const incidentId = await opened(null, 'Lab svarer ikke');
    await service.handlers.acknowledge({ ...request(), incidentId }, kari);
    await service.handlers.note({ ...request(), incidentId, text: 'Ringte laben' }, kari);
    await service.handlers.assign({ ...request(), incidentId, accountId: 'ola' }, kari);
    await service.handlers.resolve({ ...request(), incidentId, cause: 'Brannmur endret' }, kari);
    expect(await read(incidentId)).toMatchObject({
      state: 'resolved',
      cause: 'Brannmur endret',
      owner: { name: 'Ola' },
    });
    expect(await kindsOf(incidentId)).toEqual(['opened', 'acknowledged', 'note', 'assigned', 'resolved']);
    const { items } = await service.handlers.list({ isOpen: true, cursor: null, limit: 100 }, kari);
    expect(items.map((each) => each.incidentId)).not.toContain(incidentId);
  });

  it('conflicts when somebody was quicker', async () => {
    const incidentId = await opened(null, 'Lab svarer ikke');
    await service.handlers.acknowledge({ ...request(), incidentId }, kari);
    await expect(service.handlers.acknowledge({ ...request(), incidentId }, kari)).rejects.toMatchObject({
      code: 'CONFLICT',
      messageKey: 'duty.refused.state',
    });
  });

  it('is refused when the words hold a number of a person', async () => {
    const incidentId = await opened(null, 'Lab svarer ikke');
    const asked = service.handlers.note({ ...request(), incidentId, text: 'gjelder 11887510050' }, kari);
    await expect(asked).rejects.toMatchObject({ code: 'BAD_INPUT', messageKey: 'duty.refused.personNumber' });
    expect(await kindsOf(incidentId)).toEqual(['opened']);
  });

  it('fixes the clocks when it is stated since when it was known, and a restart moves none', async () => {
    const incidentId = await opened(null, 'Feil mottaker');
    const awareAt = clock.now() - 5 * minuteMs;
    const { facts } = await read(incidentId);
    await service.handlers.setFacts({ ...request(), incidentId, facts: { ...facts, awareAt } }, kari);
    await temporary.reopen();
    clock.advance(60 * minuteMs);
    service = await start();
    const authority = (await read(incidentId)).checks.find(({ checkId }) => checkId === 'authority');
    expect(authority?.dueAt).toBe(awareAt + 72 * 60 * minuteMs);
  });

  it('refuses a moment that lies ahead', async () => {
    const incidentId = await opened(null, 'Feil mottaker');
    const { facts } = await read(incidentId);
    const asked = { ...request(), incidentId, facts: { ...facts, awareAt: clock.now() + minuteMs } };
    await expect(service.handlers.setFacts(asked, kari)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });
});

describe('the file of a timeline', () => {
  const fileOf = async (incidentId: string, format: 'html' | 'json', withWords: boolean): Promise<string> => {
    const { bytes } = await service.handlers.export({ incidentId, format, language: 'nb', withWords }, kari);
    return new TextDecoder().decode(bytes);
  };

  it('tells who did what when, without what people wrote', async () => {
    const incidentId = await opened(await aFiredAlert());
    await service.handlers.note({ ...request(), incidentId, text: 'Ringte laben' }, kari);
    const page = await fileOf(incidentId, 'html', false);
    expect(page).toContain('Kari');
    expect(page).toContain('Åpnet driftshendelsen');
    expect(page).not.toContain('Ringte laben');
    expect(await fileOf(incidentId, 'html', true)).toContain('Ringte laben');
  });

  it.skipIf(corpus.files.length === 0)('has nothing of messages, whatever was written', async () => {
    const incidentId = await opened(await aFiredAlert());
    const lines = corpus.files.flatMap(({ bytes }) => patientLinesOf(new TextDecoder().decode(bytes))).slice(0, 400);
    // What a slip of the paste may bring past the service is put straight into the journal.
    const line = { kind: 'note' as const, person: null, facts: {}, source: null };
    await temporary.store.journal.incidents.add(
      lines.map((text, index) => ({ incidentId, entry: { ...line, at: clock.now() + index, text } })),
    );
    const values = new Set(lines.flatMap((text) => text.split(/[|^~&]/)).filter((part) => part.length > 4));
    for (const format of ['html', 'json'] as const) {
      const file = await fileOf(incidentId, format, false);
      expect([...values].filter((value) => file.includes(`${value}^`) || file.includes(`|${value}`))).toEqual([]);
      expect(lines.filter((text) => file.includes(text))).toEqual([]);
    }
    const said = await fileOf(incidentId, 'json', true);
    expect(said).not.toMatch(/(?<!\d)\d{6}[ .-]?\d{5}(?!\d)/);
    expect(lines.length).toBeGreaterThan(20);
  });
});

function patientLinesOf(text: string): string[] {
  return text.split(/[\r\n]+/).filter((line) => /^(PID|NK1|PV1|OBX)\|/.test(line));
}
