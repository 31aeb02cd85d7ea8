import type { HeaderRecord } from '../../src-main/store/header-store.ts';
import type {
  FailureQuery,
  FailureRecord,
  NewAuditEntry,
  ReplayRecord,
  StoredAccount,
} from '../../src-main/store/store.ts';
import { type Failure, failureIdOf } from '../../src-shared/domain/failure.ts';
import type { IndexedMessage } from '../../src-shared/domain/indexed-message.ts';
import type { Body } from '../../src-shared/domain/message.ts';
import type { Replay } from '../../src-shared/domain/replay.ts';
import { noTrace } from './no-trace.ts';

const noon = Date.UTC(2026, 9, 1, 12);

export function aFailure(overrides: Partial<Failure> = {}): Failure {
  const ref = { connectionId: 'helse', channelId: 'adt', nativeId: '1', ...overrides };
  return {
    failureId: failureIdOf(ref),
    channelName: 'ADT to laboratory',
    connectorName: 'Laboratory',
    connectorIds: ['1'],
    missingConnectorIds: [],
    kind: 'connection',
    oneLine: 'Connection refused',
    target: 'lab.example.invalid:6661',
    failedAt: noon,
    receivedAt: noon,
    sendAttempts: 1,
    isUrgent: false,
    header: { messageControlId: 'A1', messageType: 'ADT^A01', sender: 'EPJ', receiver: 'LAB', messageAt: noon },
    sizeBytes: 120,
    replayState: null,
    resolvedAt: null,
    handledAt: null,
    ownState: null,
    groupId: null,
    ...ref,
  };
}

export function aRecord(overrides: Partial<Failure> = {}, more: Partial<FailureRecord> = {}): FailureRecord {
  return { failure: aFailure(overrides), patientKeys: [], orderKeys: [], body: null, ...more };
}

/** `count` records of their own, a second apart, native ids from `first`. */
export function manyRecords(count: number, first = 1, overrides: Partial<Failure> = {}): FailureRecord[] {
  return Array.from({ length: count }, (_, index) =>
    aRecord({ nativeId: String(first + index), failedAt: noon + (first + index) * 1000, ...overrides }),
  );
}

export function aBody(text = 'MSH|^~\\&|EPJ|SYK|LAB|SYK|20261001||ADT^A01|A1|P|2.5\rEVN|A01\r'): Body {
  return { bytes: new Uint8Array(Buffer.from(text)), encoding: 'UTF-8', fidelity: 'engine-text' };
}

/** A synthetic person: the national number has its month raised by 80. */
export const aPatientMessage =
  'MSH|^~\\&|EPJ|SYK|LAB|SYK|20261001||ORU^R01|R7|P|2.5\rPID|1||05928512356^^^FNR||Testesen^Bjarte\rOBX|1|NM|NPU03230^Kalium||4.1|mmol/L\r';

export function aQuery(overrides: Partial<FailureQuery> = {}): FailureQuery {
  const everything = {
    channelId: null,
    kind: null,
    from: null,
    to: null,
    text: null,
    groupId: null,
    condition: null,
    state: 'open',
  } as const;
  return { connectionIds: ['helse'], ...everything, ...overrides };
}

export function anEntry(overrides: Partial<NewAuditEntry> = {}): NewAuditEntry {
  return {
    at: noon,
    person: 'Kari Vakt',
    accountId: 'account-1',
    shell: 'cli',
    procedure: 'message.reveal',
    action: 'command',
    target: 'helse/adt/1',
    reason: null,
    summary: 'revealed',
    ...overrides,
  };
}

export function anAccount(overrides: Partial<StoredAccount> = {}): StoredAccount {
  return {
    accountId: 'account-1',
    name: 'Kari Vakt',
    roles: ['operator'],
    disabled: false,
    createdAt: noon,
    lastSignInAt: null,
    secretHash: 'scrypt$1$salt$hash',
    ...overrides,
  };
}

export function aReplayRecord(overrides: Partial<Replay> = {}, more: Partial<ReplayRecord> = {}): ReplayRecord {
  const replay: Replay = {
    replayId: 'replay-1',
    failureId: 'helse/adt/1',
    connectionId: 'helse',
    channelId: 'adt',
    nativeId: '1',
    channelName: 'ADT to laboratory',
    state: 'claimed',
    isEdited: true,
    reason: 'Receiver is up again',
    person: 'Kari Vakt',
    destinationIds: null,
    targetConnectionId: null,
    newNativeId: null,
    bodyHash: 'ab'.repeat(32),
    createdAt: noon,
    sentAt: null,
    settledAt: null,
    settledReason: null,
    evidence: [],
    errorOneLine: null,
    ...overrides,
  };
  return { replay, requestId: `request-${replay.replayId}`, sentBytes: null, changes: null, bootId: 'boot-1', ...more };
}

export function aHeader(
  overrides: Partial<IndexedMessage> = {},
  more: Partial<Omit<HeaderRecord, 'message'>> = {},
): HeaderRecord {
  const message: IndexedMessage = {
    connectionId: 'helse',
    channelId: 'adt',
    nativeId: '1',
    channelName: 'ADT to laboratory',
    status: 'delivered',
    receivedAt: noon,
    header: { messageControlId: 'A1', messageType: 'ADT^A01', sender: 'EPJ', receiver: 'LAB' },
    ...overrides,
  };
  return { message, patientKeys: [], orderKeys: [], trace: noTrace, ...more };
}
