import type { Engine, EngineHeader, HeadersFacet, MessageDetail } from '../../src-main/engines/engine.ts';
import { contentKeysOf } from '../../src-main/engines/mirth/content-keys.ts';
import { statusOf } from '../../src-main/engines/mirth/mirth-headers.ts';
import type { MessageStatus } from '../../src-shared/domain/indexed-message.ts';
import { aConnectorRow } from '../fakes/fake-engine-world.ts';
import type { ChannelId, Week, WeekMessage } from './week.ts';

/**
 * An engine that holds a week: its messages are read as real bytes, and it says what receivers answered. `hold`: it has the bodies of these ready, so that
 * making them takes none of the time in which they are read.
 */
export function createWeekEngine(week: Week): {
  engine: Engine;
  headers: HeadersFacet;
  hold: (messages: readonly WeekMessage[]) => void;
} {
  let held = new Map<WeekMessage, string>();
  const ofChannel = (channelId: string) => week.messages.get(channelId as ChannelId) ?? [];
  const headers: HeadersFacet = {
    newestId: async (channelId) => ofChannel(channelId).length,
    keyColumns: async () => [],
    async list({ channelId, fromId, toId, limit }) {
      const wanted = ofChannel(channelId)
        .slice(fromId - 1, toId)
        .toReversed()
        .slice(0, limit);
      return {
        items: wanted.map((message) => headerOf(message, held.get(message) ?? message.body())),
        reachedId: wanted.length === limit ? (wanted.at(-1)?.id ?? fromId) : fromId,
      };
    },
    outcomes: async () => new Map(),
    endings: async () => new Map(),
  };
  const read = async ({ channelId, nativeId }: { channelId: string; nativeId: string }) => {
    const message = ofChannel(channelId)[Number(nativeId) - 1];
    return message === undefined ? null : detailOf(message);
  };
  const hold = (messages: readonly WeekMessage[]) => {
    held = new Map(messages.map((message) => [message, message.body()]));
  };
  return { engine: { headers, messages: { read } } as unknown as Engine, headers, hold };
}

const encoder = new TextEncoder();

function headerOf(message: WeekMessage, body: string): EngineHeader {
  const { id, channelId, at, destinations, parent, isCopy } = message;
  const keys = contentKeysOf(encoder.encode(body));
  if (keys === null) throw new Error('A message of the week cannot be read.');
  const count = (state: string) => destinations.filter((each) => each.state === state).length;
  return {
    id,
    channelName: channelId,
    receivedAt: at,
    status: statusIn(message),
    isUnread: false,
    endedAt: destinations.some(({ endedAt }) => endedAt === null)
      ? null
      : Math.max(at, ...destinations.map(({ endedAt }) => endedAt ?? 0)),
    counts: { sent: count('sent'), errored: count('errored'), filtered: count('filtered') },
    destinations: destinations.map(({ connectorId, name, state }) => ({ connectorId, name, state })),
    ...keys,
    parent: parent === null ? null : { channelId: parent.channelId, nativeId: String(parent.id), isCopy },
  };
}

function statusIn({ destinations, isDropped }: WeekMessage): MessageStatus {
  if (isDropped) return 'filtered';
  const rows = destinations.map(({ state }) => ({ role: 'destination', state }));
  const isProcessed = destinations.every(({ state }) => state !== 'received');
  return statusOf({ rows, isProcessed } as Parameters<typeof statusOf>[0]);
}

function detailOf({ channelId, id, at, destinations }: WeekMessage): MessageDetail {
  const connectors = destinations.map(({ connectorId, name, state, code, expectsAck, nextChannelId, endedAt }) =>
    aConnectorRow({
      ...{ connectorId, name, state, expectsAck, nextChannelId, acknowledgementCode: code },
      ...{ receivedAt: at, sentAt: endedAt, respondedAt: endedAt, error: null },
    }),
  );
  return { ref: { connectionId: '', channelId, nativeId: String(id) }, connectors } as unknown as MessageDetail;
}
