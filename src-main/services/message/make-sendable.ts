import type { EditPlan } from '../../../src-shared/contract/message.ts';
import type { Body } from '../../../src-shared/domain/message.ts';
import { openBody } from './open-body.ts';
import { applyEdit, type Refusal } from './preview-edit.ts';

/** The bytes a replay would send. `changes`: JSON of path, before and after for the journal (content); null = not edited. */
export type SendableBody =
  | { kind: 'built'; body: Body; isEdited: boolean; changes: string | null; messageControlId: string | null }
  | ({ kind: 'refused' } & Refusal)
  | { kind: 'not-stored' };

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
