import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Connection } from '../../../src-shared/domain/connection.ts';
import type { ReceiverRow } from '../../../src-shared/domain/replay.ts';
import type { Clock } from '../../platform/ports.ts';
import { sha256Hex } from '../../platform/sha256-hex.ts';
import type { ReplayFacet } from '../engine.ts';
import type { MllpClient } from './mllp-client.ts';
import { fault } from './mllp-faults.ts';
import { frameOf } from './mllp-frames.ts';
import type { MllpHealth } from './mllp-health.ts';
import { lateRowOf, type Outgoing, outcomeOf, readOutgoing, rowOf } from './mllp-mapping.ts';
import type { MllpSentenceKey } from './mllp-sentences.ts';

type Deps = {
  connection: Pick<Connection, 'connectionId' | 'name' | 'readOnly'>;
  client: MllpClient;
  health: MllpHealth;
  clock: Clock;
};

type Prepared = { message: Outgoing; frame: Buffer } | { reasonKey: MllpSentenceKey };

/** Late answers of so many replays are remembered, the oldest forgotten first. */
const maxLate = 500;

/** Sending a given message to the receiver, once. What the receiver answers at the send is all that will ever be known from it. */
export function createMllpReplay({ connection, client, health, clock }: Deps): ReplayFacet {
  const lateByReplay = new Map<string, ReceiverRow>();

  function noteLate(replayId: string, row: ReceiverRow): void {
    lateByReplay.set(replayId, row);
    const [oldest] = lateByReplay.keys();
    if (lateByReplay.size > maxLate && oldest !== undefined) lateByReplay.delete(oldest);
  }

  return {
    findCopies: () => Promise.reject(fault('ENGINE_PROTOCOL', 'engine.cannot.mllpCopies')),
    async obstacle(_ref, _signal, body) {
      const reasonKey = connection.readOnly ? 'engine.cannot.readOnly' : reasonOf(prepare(body ?? null));
      return reasonKey === null ? null : { reasonKey, params: {} };
    },
    async replay({ ref, body, destinationIds, replayId }, signal) {
      if (connection.readOnly) throw fault('FORBIDDEN', 'engine.cannot.readOnly');
      if (destinationIds !== null && destinationIds.join() !== connection.connectionId)
        throw fault('BAD_INPUT', 'engine.cannot.mllpOneDestination');
      const prepared = prepare(body);
      if ('reasonKey' in prepared) throw fault('ENGINE_PROTOCOL', prepared.reasonKey);
      const onLate = (answer: Parameters<typeof lateRowOf>[1]) => noteLate(replayId, lateRowOf(connection, answer));
      try {
        const answer = await client.send({ ...prepared, onLate }, signal);
        health.answered();
        const bodyHash = sha256Hex(prepared.message.bytes);
        const evidence = [rowOf(connection, answer)];
        return { replayId, ref, nativeId: null, acceptedAt: clock.now(), bodyHash, destinationIds, evidence };
      } catch (error) {
        if (error instanceof AppError) health.failed(error);
        throw error;
      }
    },
    async confirm({ replayId, evidence }) {
      const outcome = outcomeOf(evidence);
      const late = lateByReplay.get(replayId);
      if (outcome.kind !== 'unknown' || late === undefined) return outcome;
      return { kind: 'unknown', receivers: [late] };
    },
  };
}

function prepare(body: Uint8Array | null): Prepared {
  if (body === null) return { reasonKey: 'engine.cannot.mllpNoStore' };
  const message = readOutgoing(body);
  if (message === null) return { reasonKey: 'engine.cannot.mllpNotHl7' };
  if (message.controlId === '') return { reasonKey: 'engine.cannot.mllpNoControlId' };
  const frame = frameOf(body);
  return frame === null ? { reasonKey: 'engine.cannot.mllpFrameBytes' } : { message, frame };
}

function reasonOf(prepared: Prepared): MllpSentenceKey | null {
  return 'reasonKey' in prepared ? prepared.reasonKey : null;
}
