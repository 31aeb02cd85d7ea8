import type { EditPlan } from '../../../src-shared/contract/message.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import type { SendableBody } from './make-sendable.ts';
import type { BodyReading } from './read-message.ts';

/** `connectorId` of the source: engines make every other form from its raw body. */
export type SendableWish = { ref: MessageRef; connectorId: string; edit: EditPlan | null };

/**
 * Read from the engine anew, never from the cache.
 * @throws AppError ENGINE_*
 */
export async function buildSendableBody(
  { bodies, work }: BodyReading,
  wish: SendableWish,
  signal: AbortSignal,
): Promise<SendableBody> {
  const { ref, connectorId } = wish;
  const stored = await bodies.readAnew({ ref, connectorId, stage: 'raw' }, signal);
  if (stored === null) return { kind: 'not-stored' };
  return work.run('makeSendable', { body: stored, edit: wish.edit }, signal);
}
