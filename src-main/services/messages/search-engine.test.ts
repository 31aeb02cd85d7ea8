import { describe, expect, it } from 'vitest';
import { noTrace } from '../../../test/fakes/no-trace.ts';
import type { EngineHeader } from '../../engines/engine.ts';
import type { HeaderCondition, HeaderQuery } from '../../store/header-store.ts';
import { matchesHeader } from './match-header.ts';
import { type OlderMessages, searchEngine } from './search-engine.ts';

const { signal } = new AbortController();
const headerOf = (id: number, overrides: Partial<EngineHeader> = {}): EngineHeader => ({
  id,
  channelName: 'Lab inn',
  receivedAt: id * 1000,
  status: 'delivered',
  header: { messageControlId: `C${id}`, messageType: 'ORU^R01', sender: 'LAB', receiver: 'EPJ' },
  patientKeys: ['11887510050'],
  orderKeys: [`O${id}`],
  isUnread: false,
  messageAt: null,
  ...noTrace,
  counts: { sent: 1, errored: 0, filtered: 0 },
  ...overrides,
});

function channel(channelId: string, belowId: number, asked: string[] = []): OlderMessages {
  return {
    connectionId: 'helse',
    channelId,
    channelName: channelId,
    keySource: 'columns',
    belowId,
    facet: {
      newestId: async () => belowId,
      keyColumns: async () => ['CONTROL_ID'],
      outcomes: async () => new Map(),
      endings: async () => new Map(),
      list: async ({ toId, limit }) => {
        asked.push(`${channelId} ${toId}`);
        const reachedId = Math.max(1, toId - limit + 1);
        return { items: Array.from({ length: toId - reachedId + 1 }, (_, index) => headerOf(toId - index)), reachedId };
      },
    },
  };
}

const query = (condition: HeaderCondition | null, overrides: Partial<HeaderQuery> = {}): HeaderQuery => ({
  connectionIds: ['helse'],
  channelId: null,
  from: null,
  to: null,
  condition,
  ...overrides,
});

async function searchAll(channels: OlderMessages[], asked: HeaderQuery) {
  const found: string[] = [];
  for (let cursor: string | null = null, pages = 1; ; pages += 1) {
    const page = await searchEngine(channels, { query: asked, cursor }, signal);
    found.push(...page.items.map(({ channelId, nativeId }) => `${channelId} ${nativeId}`));
    cursor = page.nextCursor;
    if (cursor === null) return { found, pages };
    if (pages > 20) throw new Error('the search has no end');
  }
}

describe('a search past the index', () => {
  it('asks the channels in turn, 200 messages at a time, until each is read to its end', async () => {
    const asked: string[] = [];
    const channels = [channel('lab', 450, asked), channel('adt', 100, asked), channel('none', 0, asked)];
    const { found, pages } = await searchAll(channels, query({ kind: 'control-id', text: 'C7', isPrefix: false }));
    expect(asked).toEqual(['lab 450', 'adt 100', 'lab 250', 'lab 50']);
    expect(found).toEqual(['adt 7', 'lab 7']);
    expect(pages).toBe(4);
  });

  it('asks no further than to the time asked for', async () => {
    const asked: string[] = [];
    const { found } = await searchAll([channel('lab', 450, asked)], query(null, { from: 240_000, to: 242_000 }));
    expect(found).toEqual(['lab 241', 'lab 240']);
    expect(asked).toEqual(['lab 450', 'lab 250']);
  });

  it('says how many channels are left', async () => {
    const page = await searchEngine(
      [channel('lab', 450), channel('adt', 100)],
      { query: query(null), cursor: null },
      signal,
    );
    expect(page).toMatchObject({ channels: 2, left: 2, channel: 'lab', searchedTo: 251_000 });
  });

  it.each(['', 'x', '1.2.3', '0.-5', '0.1e99'])('refuses the cursor "%s"', async (cursor) => {
    const asked = searchEngine([channel('lab', 450)], { query: query(null), cursor }, signal);
    await expect(asked).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });
});

describe('a header held against a condition', () => {
  const told = { ...headerOf(7), connectionId: 'helse' };
  it.each<[HeaderCondition, boolean]>([
    [{ kind: 'text', text: 'C7' }, true],
    [{ kind: 'text', text: 'O7' }, true],
    [{ kind: 'text', text: 'lab INN' }, true],
    [{ kind: 'text', text: 'nowhere' }, false],
    [{ kind: 'control-id', text: 'C', isPrefix: true }, true],
    [{ kind: 'control-id', text: 'C', isPrefix: false }, false],
    [{ kind: 'key', purpose: 'patient', value: '11887510050' }, true],
    [{ kind: 'key', purpose: 'order', value: '11887510050' }, false],
    [{ kind: 'column', column: 'type', text: 'oru', isPrefix: true }, true],
    [{ kind: 'column', column: 'sender', text: 'epj', isPrefix: false }, false],
    [{ kind: 'missing', column: 'sender' }, false],
    [{ kind: 'message-status', status: 'failed' }, false],
    [{ kind: 'time', from: 7000, to: 7001 }, true],
    [{ kind: 'time', from: null, to: 7000 }, false],
    [{ kind: 'connection', connectionIds: ['other'] }, false],
    [{ kind: 'not', part: { kind: 'message-status', status: 'failed' } }, true],
    [
      {
        kind: 'or',
        parts: [
          { kind: 'text', text: 'nowhere' },
          { kind: 'text', text: 'C7' },
        ],
      },
      true,
    ],
    [
      {
        kind: 'and',
        parts: [
          { kind: 'text', text: 'nowhere' },
          { kind: 'text', text: 'C7' },
        ],
      },
      false,
    ],
  ])('%j: %s', (condition, expected) => {
    expect(matchesHeader(condition, told)).toBe(expected);
  });
});
