import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AffectedFilter, mostAffected } from '../../../src-shared/domain/affected-set.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { aHeader } from '../../../test/fakes/store-records.ts';
import { openTemporaryStore, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import type { PersonContext } from '../../app/handler.ts';
import type { Engine } from '../../engines/engine.ts';
import type { StoredDeployment } from '../../store/affected-store.ts';
import { resolveSearch } from '../failures/resolve-search.ts';
import { createMessageQuestions } from '../messages/message-questions.ts';
import { createAffectedService } from './affected-service.ts';

const clock = createManualClock();
const now = clock.now();
const minuteMs = 60_000;
const ago = (minutes: number) => now - minutes * minuteMs;
const described: { summary?: string }[] = [];
const context = {
  account: { name: 'Kari' },
  signal: new AbortController().signal,
  describe: (facts: { summary?: string }) => described.push(facts),
} as unknown as PersonContext;

let temporary: TemporaryStore;
let since: number | null = ago(600);
let levelTo: number | null = ago(0);
/** When the engine was done with a message; those left out long before the next deploy. */
let endings: Map<number, number | null> | AppError = new Map();
let told: StoredDeployment[] = [];

const deployedAt = (revision: number, minutes: number, watchedTo: number): StoredDeployment => ({
  ...{ connectionId: 'helse', channelId: 'lab', revision, knownBy: 'watched' },
  ...{ deployedAt: ago(minutes), watchedTo: ago(watchedTo) },
});
/** Revision 17 was faulty: 38 minutes of messages, mended with 18. */
const history = [deployedAt(16, 600, 98), deployedAt(17, 98, 60), deployedAt(18, 60, 0)];
const faulty = { connectionId: 'helse', channelId: 'lab', revision: 17, from: null, to: null, text: null };
const everything = { receiver: null, sender: null, status: null, isUncertain: null };

const labMessage = (id: number, minutes: number, receiver = 'EPJ') =>
  aHeader({
    nativeId: String(id),
    ...{ channelId: 'lab', channelName: 'Lab inn', receivedAt: ago(minutes) },
    header: { messageControlId: `C${id}`, messageType: 'ORU^R01', sender: 'LAB', receiver },
  });

function service() {
  const questions = createMessageQuestions({
    sync: {
      states: () =>
        ['lab', 'big'].map((channelId) => ({
          ...{ connectionId: 'helse', channelId, channelName: channelId, keySource: 'columns', isDecided: false },
          judgesUnits: false,
          ...{ keyColumns: [], windowHours: 72, since, isBehind: since === null, gaps: 0, unread: 0, levelTo },
          ...{ auditRowsPerDay: 0, busyMsPerMinute: 0 },
        })),
    },
    shownIds: () => ['helse'],
    engineNames: () => [],
    resolveSearch,
    clock,
  });
  const engine = {
    headers: {
      endings: async ({ ids }: { ids: number[] }) => {
        if (endings instanceof AppError) throw endings;
        const known = endings;
        return new Map(ids.map((id) => [id, known.has(id) ? known.get(id) : 0]));
      },
    },
  } as unknown as Engine;
  return createAffectedService({
    headers: temporary.store.cache.headers,
    journal: temporary.store.journal,
    log: { ofChannel: async () => told, destinationsOf: () => ['Journal', 'Arkiv'] },
    questions,
    clock,
    environment: () => 'PRODUCTION',
    findEngine: () => engine,
    emit: () => undefined,
  });
}

async function frozen(filter: AffectedFilter) {
  const desk = service();
  const { setId } = await desk.freeze({ requestId: 'request-1', name: 'Ganget med ti', filter }, context);
  const { set } = await desk.get({ setId }, context);
  const { items } = await desk.messages({ setId, part: everything, cursor: null, limit: 500 }, context);
  return { set: set!, ids: items.map(({ nativeId }) => Number(nativeId)), items };
}

beforeAll(async () => {
  temporary = await openTemporaryStore(clock);
  told = history;
  await temporary.store.cache.headers.put([
    ...[1, 2, 3].map((id) => labMessage(id, 100 - id * 0.1)),
    ...[11, 12, 13, 14].map((id) => labMessage(id, 90 - id, id === 14 ? 'KJERNE' : 'EPJ')),
    ...[21, 22].map((id) => labMessage(id, 50)),
  ]);
});
afterAll(() => temporary.remove());

describe('the messages that a faulty revision touched', () => {
  it('are those received while it ran, counted for each recipient before anything is kept', async () => {
    const { counts, coverage } = await service().preview({ filter: faulty }, context);
    expect(counts).toMatchObject({ total: 4, uncertain: 0, senders: [{ sender: 'LAB', count: 4 }] });
    expect(counts.recipients).toEqual([
      expect.objectContaining({ receiver: 'EPJ', count: 3, delivered: 3, destinations: ['Journal', 'Arkiv'] }),
      expect.objectContaining({ receiver: 'KJERNE', count: 1 }),
    ]);
    expect(coverage).toMatchObject({ isWhole: true, spans: [{ from: ago(98), to: ago(60) }], indexed: 1 });
    expect((await service().list({ cursor: null, limit: 10 }, context)).items).toEqual([]);
  });

  it('are uncertain where they were in work while it was deployed or replaced', async () => {
    endings = new Map([
      [2, ago(97)],
      [3, null],
      [14, ago(59)],
      [13, ago(61)],
    ]);
    const { set, ids, items } = await frozen(faulty);
    expect(ids).toEqual([14, 13, 12, 11, 3, 2]);
    expect(items.filter(({ isUncertain }) => isUncertain).map(({ nativeId }) => nativeId)).toEqual(['14', '3', '2']);
    expect(set).toMatchObject({ frozenBy: 'Kari', counts: { total: 6, uncertain: 3 }, channelName: 'Lab inn' });
    expect(set.coverage).toMatchObject({ deploy: 'asked', isWhole: true });
    expect(described.at(-1)?.summary).toBe(`messages: 6; SHA-256: ${set.hash}`);
    endings = new Map();
  });

  it('are frozen for good: what comes to be indexed later does not join', async () => {
    const { set, ids } = await frozen(faulty);
    await temporary.store.cache.headers.put([labMessage(15, 70)]);
    const { items } = await service().messages(
      { setId: set.setId, part: everything, cursor: null, limit: 500 },
      context,
    );
    expect(items.map(({ nativeId }) => Number(nativeId))).toEqual(ids);
    expect((await frozen(faulty)).ids).toEqual([15, ...ids]);
  });

  it('are narrowed by time and search as well', async () => {
    const { ids } = await frozen({ ...faulty, from: ago(78.5), text: 'receiver:EPJ' });
    expect(ids).toEqual([15, 13, 12]);
    expect((await frozen({ ...faulty, revision: null, channelId: null, to: ago(95) })).ids).toEqual([3, 2, 1]);
  });

  it('are not called whole where the engine does not tell what was in work', async () => {
    endings = new AppError('ENGINE_UNREACHABLE', 'down');
    expect((await frozen(faulty)).set.coverage).toMatchObject({ deploy: 'unasked', isWhole: false });
    endings = new Map();
  });

  it('are not called whole where the index begins later, is behind, or nobody watched', async () => {
    const coverage = async () => (await service().preview({ filter: faulty }, context)).coverage;
    since = ago(70);
    expect(await coverage()).toMatchObject({ olderMissing: true, isWhole: false });
    [since, levelTo] = [null, null];
    expect(await coverage()).toMatchObject({ behind: [{ channelId: 'lab' }], isWhole: false });
    // What came after the revision ended needs not be read yet.
    [since, levelTo] = [ago(600), ago(59)];
    expect(await coverage()).toMatchObject({ behind: [], isWhole: true });
    levelTo = ago(61);
    expect(await coverage()).toMatchObject({ behind: [{ channelId: 'lab' }], isWhole: false });
    levelTo = ago(0);
    told = [deployedAt(17, 98, 90), deployedAt(18, 60, 0)];
    expect(await coverage()).toMatchObject({ unwatched: { from: ago(90), to: ago(60) }, isWhole: false });
    told = history;
  });

  it('are refused for a revision of which nothing is known, and where there is none', async () => {
    const freeze = (filter: AffectedFilter) =>
      service().freeze({ requestId: 'request-2', name: 'None', filter }, context);
    await expect(freeze({ ...faulty, revision: 3 })).rejects.toMatchObject({ messageKey: 'affected.refused.revision' });
    await expect(freeze({ ...faulty, text: 'id:NONE' })).rejects.toMatchObject({
      messageKey: 'affected.refused.empty',
    });
  });

  it('leave as a file with what it covers, without what could be the number of a person', async () => {
    await temporary.store.cache.headers.put([
      aHeader({
        nativeId: '16',
        ...{ channelId: 'lab', channelName: 'Lab inn', receivedAt: ago(69) },
        header: { messageControlId: '14856710182', messageType: 'ORU^R01', sender: 'LAB', receiver: 'EPJ' },
      }),
    ]);
    const { set } = await frozen({ ...faulty, text: 'patient:14856710182 OR sender:LAB' });
    const order = { setId: set.setId, reason: 'To the laboratory' };
    const csv = await service().export({ ...order, part: everything, format: 'csv' }, context);
    const lines = new TextDecoder().decode(csv.bytes).split('\r\n');
    expect(csv.rows).toBe(6);
    expect(lines[0]).toContain('receivedAt;channel;messageControlId');
    expect(lines).toContain('isWhole;true');
    expect(lines).toContain('revision;17');
    expect(lines.join('\n')).toContain('***********');
    expect(lines.join('\n')).not.toContain('14856710182');
    const json = await service().export(
      { ...order, part: { ...everything, receiver: 'KJERNE' }, format: 'json' },
      context,
    );
    const told = JSON.parse(new TextDecoder().decode(json.bytes));
    expect(told).toMatchObject({ messagesInSet: 6, messagesInFile: 1, messages: [{ receiver: 'KJERNE' }] });
  });
});

describe('a hundred thousand affected messages', () => {
  it('are frozen while others read and write, and no more than that', async () => {
    const { headers } = temporary.store.cache;
    const batch = 5000;
    for (let first = 0; first < mostAffected + batch; first += batch)
      await headers.put(
        Array.from({ length: batch }, (_, index) => {
          const id = first + index + 1;
          const message = { channelId: 'big', channelName: 'Stor', receivedAt: ago(500) + id };
          return aHeader({ nativeId: String(id), ...message }, { patientKeys: [], orderKeys: [] });
        }),
      );
    const filter = { ...faulty, channelId: 'big', revision: null };
    let isFrozen = false;
    const freezing = frozen(filter).finally(() => {
      isFrozen = true;
    });
    const waits: number[] = [];
    while (!isFrozen) {
      const begin = performance.now();
      await headers.list(
        { connectionIds: ['helse'], channelId: 'lab', from: null, to: null, condition: null },
        null,
        50,
      );
      await temporary.store.journal.settings.put('installation', 'beside', String(waits.length));
      waits.push(performance.now() - begin);
    }
    const { set, ids } = await freezing;
    expect(set.counts.total).toBe(mostAffected);
    expect(set.coverage).toMatchObject({ hasMore: true, isWhole: false });
    expect(ids[0]).toBe(mostAffected + batch);
    // Each of them got its turn between two parts of the freezing.
    expect(waits.length).toBeGreaterThan(50);
    expect(waits.toSorted((a, b) => a - b)[Math.floor(waits.length * 0.95)]).toBeLessThan(1000);
  }, 300_000);
});
