import type { EditPlan } from '../../../src-shared/contract/message.ts';
import type { Body, MessageRef } from '../../../src-shared/domain/message.ts';
import { openBody } from './open-body.ts';
import { applyEdit, type Refusal } from './preview-edit.ts';
import type { BodyReading } from './read-message.ts';

/** The bytes a replay would send. `changes`: JSON of path, before and after for the journal (content); null = not edited. */
export type SendableBody =
  | { kind: 'built'; body: Body; isEdited: boolean; changes: string | null; messageControlId: string | null }
  | ({ kind: 'refused' } & Refusal)
  | { kind: 'not-stored' };

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

/** Pure. An edit that changes no byte is no edit. */
export function makeSendable(stored: Body, edit: EditPlan | null): SendableBody {
  if (edit === null) return built(stored, null);
  const applied = applyEdit(stored, edit);
  if (applied.refusal !== null) return { kind: 'refused', ...applied.refusal };
  if (applied.fields.length === 0 && applied.changedBytes === 0) return built(stored, null);
  const changes = applied.fields.map(({ path, before, after }) => ({ path, before, after }));
  return built(applied.body, JSON.stringify(changes));
}

function built(body: Body, changes: string | null): SendableBody {
  const { messageControlId } = openBody(body).summary().header;
  return { kind: 'built', body, isEdited: changes !== null, changes, messageControlId };
}
