import type { EditPlan } from '../../../src-shared/contract/message-edit.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import type { SendableBody, SendableTerms } from './make-sendable.ts';
import type { BodyReading } from './read-message.ts';
import { type ConvertByRules, resolvePlan } from './resolve-plan.ts';

/** `connectorId` of the source: engines make every other form from its raw body. `accountId` of the person who wants it; `isPlan`: to look at, not to send. */
export type SendableWish = {
  ref: MessageRef;
  connectorId: string;
  edit: EditPlan | null;
  accountId: string;
  isPlan: boolean;
};

/**
 * Read from the engine anew, never from the cache.
 * @param terms what the edit is held against now
 * @throws AppError ENGINE_*
 */
export async function buildSendableBody(
  { bodies, work }: BodyReading,
  { ref, connectorId, edit, isPlan }: Omit<SendableWish, 'accountId'>,
  { terms, convert, signal }: { terms: SendableTerms; convert: ConvertByRules; signal: AbortSignal },
): Promise<SendableBody> {
  const stored = await bodies.readAnew({ ref, connectorId, stage: 'raw' }, isPlan, signal);
  if (stored === null) return { kind: 'not-stored' };
  const plan = edit === null ? null : await resolvePlan(edit, { ref, body: stored, convert });
  return work.run('makeSendable', { body: stored, edit: plan, ...terms }, signal);
}
