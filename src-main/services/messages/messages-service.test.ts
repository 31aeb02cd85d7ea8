import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { aHeader } from '../../../test/fakes/store-records.ts';
import { openTemporaryStore, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import type { PersonContext } from '../../app/handler.ts';
import { resolveSearch } from '../failures/resolve-search.ts';
import type { ChannelIndexState } from './header-sync.ts';
import { createIndexPolicy } from './index-policy.ts';
import { createMessagesService } from './messages-service.ts';

const clock = createManualClock();
const context = { describe: () => undefined } as unknown as PersonContext;
let temporary: TemporaryStore;
let states: ChannelIndexState[];

const aState = (overrides: Partial<ChannelIndexState> = {}): ChannelIndexState => ({
  connectionId: 'helse',
  channelId: 'adt',
  channelName: 'ADT to laboratory',
  keySource: 'columns',
  isDecided: false,
  judgesUnits: false,
  keyColumns: ['CONTROL_ID'],
  windowHours: 72,
  since: 5000,
  levelTo: 9000,
  isBehind: false,
  gaps: 0,
  unread: 0,
  auditRowsPerDay: 0,
  busyMsPerMinute: 0,
  ...overrides,
});

beforeEach(async () => {
  temporary = await openTemporaryStore(clock);
  states = [aState()];
  await temporary.store.cache.headers.put([
    aHeader({ nativeId: '1' }, { orderKeys: ['ORD-1'] }),
    aHeader({ nativeId: '2', status: 'failed', header: { ...aHeader().message.header, messageControlId: 'B2' } }),
    aHeader({ nativeId: '3', channelId: 'lab', channelName: 'Lab', status: 'waiting' }),
    aHeader({ nativeId: '4', header: { ...aHeader().message.header, messageControlId: 'TWICE' } }),
    aHeader({ nativeId: '5', header: { ...aHeader().message.header, messageControlId: 'TWICE' } }),
  ]);
});
afterEach(() => temporary.remove());

async function service() {
  return createMessagesService({
    headers: temporary.store.cache.headers,
    sync: { states: () => states, look: () => undefined, readAnew: () => Promise.resolve(), older: () => [] },
    readFailuresAnew: () => undefined,
    policy: await createIndexPolicy(temporary.store.journal.settings),
    shownIds: () => ['helse'],
    engineNames: () => [{ connectionId: 'helse', name: 'Helse' }],
    resolveSearch,
    clock,
    emit: () => undefined,
  });
}

const everything = { connectionId: null, channelId: null, from: null, to: null, status: null };

async function search(text: string | null): Promise<OutputOf<'messages.search'>> {
  return (await service()).search({ filter: { ...everything, text }, cursor: null, limit: 10 }, context);
}

async function answers(text: string) {
  const { items } = await (await service()).reconcile(
    { filter: { connectionId: null, channelId: null, from: null, text } },
    context,
  );
  return Object.fromEntries(items.map(({ id, answer }) => [id, answer]));
}

describe('a search over all messages', () => {
  it.each([
    ['B2', ['2']],
    ['order:ORD-1', ['1']],
    ['status:waiting', ['3']],
    ['channel:Lab status:waiting', ['3']],
    ['id:TWICE NOT status:failed', ['4', '5']],
    ['engine:nobody', []],
  ])('finds %s', async (text, expected) => {
    const { items } = await search(text);
    expect(items.map(({ nativeId }) => nativeId).sort()).toEqual(expected);
  });

  it.each(['target:lab', 'error:timeout', 'PV1-2:I', 'urgent:yes', 'status:replayed'])(
    'refuses %s, which no header tells, rather than find nothing',
    async (text) => {
      await expect(search(text)).rejects.toMatchObject({ messageKey: 'search.fault.not-in-index' });
    },
  );

  it('says what it covers: since the youngest beginning, and which channels are not in it', async () => {
    states = [
      aState(),
      aState({ channelId: 'lab', since: 9000 }),
      aState({ channelId: 'pas', keySource: 'off', since: null }),
    ];
    expect((await search('nothing')).coverage).toMatchObject({
      since: 9000,
      indexed: 2,
      behind: [],
      notIndexed: [{ channelId: 'pas' }],
    });
    states = [aState(), aState({ channelId: 'lab', since: null, isBehind: true })];
    expect((await search(null)).coverage).toMatchObject({ since: null, behind: [{ channelId: 'lab' }] });
  });
});

describe("a sender's list", () => {
  it('is answered id by id: delivered, failed, more than once, absent', async () => {
    expect(await answers('ORD-1\nB2\nTWICE\nGONE-9')).toEqual({
      'ORD-1': 'delivered',
      B2: 'failed',
      TWICE: 'ambiguous',
      'GONE-9': 'absent',
    });
  });

  it('tells the worst of an id that went through several channels', async () => {
    expect(await answers('A1')).toEqual({ A1: 'waiting' });
  });

  it('is never called absent where no channel is indexed', async () => {
    states = [aState({ keySource: 'off', since: null })];
    expect(await answers('GONE-9')).toEqual({ 'GONE-9': 'unsearched' });
  });

  it.each([
    ['empty', '  \n', 'messages.refused.noIds'],
    ['too long', Array.from({ length: 10_001 }, (_, id) => id).join('\n'), 'messages.refused.tooManyIds'],
  ])('is refused when it is %s', async (_name, text, messageKey) => {
    await expect(answers(text)).rejects.toMatchObject({ messageKey });
  });

  it('leaves as CSV without what could be the number of a person, or a formula', async () => {
    const filter = { connectionId: null, channelId: null, from: null, text: 'B2\n11887510050\n=1+1' };
    const { csv } = await (await service()).exportReconciliation({ filter }, context);
    expect(csv).toContain('B2;failed;ADT to laboratory;2;');
    expect(csv).not.toContain('11887510050');
    expect(csv).toContain('"\'=1+1";absent');
  });

  it('says in the CSV where absent ones were looked for, and where not', async () => {
    states = [aState(), aState({ channelId: 'pas', channelName: 'PAS inn', keySource: 'off', since: null })];
    const filter = { connectionId: null, channelId: null, from: null, text: 'GONE-9' };
    const { csv } = await (await service()).exportReconciliation({ filter }, context);
    expect(csv).toContain('GONE-9;absent');
    expect(csv).toContain('searched channels;1\r\n');
    expect(csv).toContain('not indexed;PAS inn\r\n');
  });
});

describe('what people decide about the index', () => {
  it('is kept, and read again', async () => {
    const { setChannel, setBudget } = await service();
    await setChannel({ connectionId: 'helse', channelId: 'adt', keySource: 'content', windowHours: 24 }, context);
    await setBudget({ connectionId: 'helse', percent: 2 }, context);
    const policy = await createIndexPolicy(temporary.store.journal.settings);
    expect(policy.ofChannel('helse', 'adt')).toMatchObject({ keySource: 'content', windowHours: 24 });
    expect(policy.ofChannel('helse', 'lab')).toEqual({ keySource: null, windowHours: 72, judgesUnits: false });
    expect([policy.budgetPercent('helse'), policy.budgetPercent('other')]).toEqual([2, 5]);
  });
});
