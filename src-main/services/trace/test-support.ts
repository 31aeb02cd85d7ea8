import type { IndexedTrace } from '../../../src-shared/domain/trace/indexed-trace.ts';
import type { TraceFacts } from '../../../src-shared/domain/trace/trace-facts.ts';
import type { HeaderRecord } from '../../store/header-store.ts';
import type { Store } from '../../store/store.ts';

export const nine = Date.UTC(2026, 10, 2, 9, 0);
export const minuteMs = 60_000;
export const person = '11887510050';

type Given = Partial<Omit<TraceFacts, 'role'>> &
  Partial<Omit<IndexedTrace, 'facts'>> & {
    id: number;
    channelId?: string;
    controlId?: string;
    status?: HeaderRecord['message']['status'];
    minutes?: number;
    patients?: string[];
    orders?: string[];
    sender?: string;
    receiver?: string;
    isRead?: boolean;
  };

/** A header as the index keeps it; an order at its laboratory or an answer of one, `minutes` after nine. */
export function indexed(role: TraceFacts['role'], given: Given): HeaderRecord {
  const {
    id,
    channelId = role === 'order' ? 'orders' : 'results',
    controlId = `C${channelId}${id}`,
    minutes = 0,
  } = given;
  const { status = 'delivered', patients = [person], orders = ['R1'], sender, receiver, isRead = true } = given;
  const receivedAt = nine + minutes * minuteMs;
  const messageType = role === 'order' ? 'OML^O21' : role === 'receipt' ? 'ACK' : 'ORU^R01';
  const [from, to] = role === 'order' ? ['EPJ', 'LAB'] : ['LAB', 'EPJ'];
  const facts: TraceFacts = {
    role,
    version: role === 'result' ? 'final' : null,
    versionAt: receivedAt,
    isUrgent: false,
    reportKey: null,
    refersTo: null,
    receipt: null,
    recipients: [],
    requesters: [],
    birthDate: '19750708',
    orderGroups: [],
    testGroup: null,
    ...pick(given),
  };
  const state = {
    delivered: 'sent',
    failed: 'errored',
    waiting: 'queued',
    filtered: 'filtered',
    processing: 'received',
  } as const;
  return {
    message: {
      connectionId: 'hospital',
      channelId,
      nativeId: String(id),
      channelName: channelId,
      status,
      receivedAt,
      header: { messageControlId: controlId, messageType, sender: sender ?? from, receiver: receiver ?? to },
    },
    patientKeys: patients,
    orderKeys: orders,
    trace: {
      facts: isRead ? facts : null,
      destinations: given.destinations ?? [{ connectorId: '1', name: 'Record system', state: state[status] }],
      endedAt: given.endedAt ?? (status === 'delivered' ? receivedAt + 1000 : null),
      parent: given.parent ?? null,
    },
  };
}

const factNames = [
  'version',
  'versionAt',
  'isUrgent',
  'reportKey',
  'refersTo',
  'receipt',
  'recipients',
  'requesters',
  'birthDate',
  'orderGroups',
] as const;

function pick(given: Given): Partial<TraceFacts> {
  return Object.fromEntries(factNames.flatMap((name) => (name in given ? [[name, given[name]]] : [])));
}

/** A store is opened once for all tests of a file; each begins without messages. */
export async function forgetAll({ cache }: Store): Promise<void> {
  for (const channelId of ['orders', 'results', 'out', 'in'])
    await cache.headers.forget({ connectionId: 'hospital', channelId, before: Number.MAX_SAFE_INTEGER, limit: 2000 });
}
