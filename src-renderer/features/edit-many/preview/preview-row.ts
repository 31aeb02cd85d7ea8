import type { EditOfOne } from '../../../../src-shared/contract/message-edit.ts';
import { failureIdOf } from '../../../../src-shared/domain/failure.ts';
import type { MessageRef } from '../../../../src-shared/domain/message.ts';
import { groupOf, hasErrors, type OutcomeGroup } from './preview-counts.ts';

/** One message of the selection; `item` null until it has been asked. */
export type PreviewRow = { id: string; ref: MessageRef; item: EditOfOne | null };

/** `all`, one group of outcomes, or those that the steps make wrong. */
export type OutcomeFilter = 'all' | OutcomeGroup | 'errors';

export function rowsOf(refs: readonly MessageRef[], itemById: ReadonlyMap<string, EditOfOne>): PreviewRow[] {
  return refs.map((ref) => {
    const id = failureIdOf(ref);
    return { id, ref, item: itemById.get(id) ?? null };
  });
}

export function passes({ item }: PreviewRow, filter: OutcomeFilter): boolean {
  if (filter === 'all') return true;
  if (item === null) return false;
  return filter === 'errors' ? hasErrors(item) : groupOf(item) === filter;
}

/** The next message after `id` that can be sent and has not been, from the beginning when there is none below; null = there is none. */
export function nextToSend(rows: readonly PreviewRow[], id: string, sentIds: ReadonlySet<string>): PreviewRow | null {
  const at = rows.findIndex((row) => row.id === id);
  const round = [...rows.slice(at + 1), ...rows.slice(0, Math.max(0, at))];
  return round.find((row) => row.item?.outcome === 'changed' && !sentIds.has(row.id)) ?? null;
}
