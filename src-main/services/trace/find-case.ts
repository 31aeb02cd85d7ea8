import type { AuditEntry } from '../../../src-shared/domain/audit-entry.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';

/** What was asked before. `ref`: the message that it was about, null = none was found. `at` ms UTC. */
export type AskedCase = { at: number; person: string; ref: MessageRef | null };

/** @param entry of the audit log @returns null = it is of something else than an answer */
export function caseOf(entry: AuditEntry | null): AskedCase | null {
  if (entry === null || entry.procedure !== 'trace.ask' || entry.outcome !== 'ok') return null;
  const { at, person } = entry;
  return { at, person, ref: firstRef(entry.target) };
}

/** As `trace.ask` writes what it told of: places, the one it was about first. */
export function targetOfCase(refs: readonly MessageRef[]): string | null {
  const places = refs.map(({ connectionId, channelId, nativeId }) => `${connectionId}/${channelId}/${nativeId}`);
  return places.length === 0 ? null : places.join(', ').slice(0, 300);
}

function firstRef(target: string | null): MessageRef | null {
  const [connectionId, channelId, ...native] = (target?.split(', ')[0] ?? '').split('/');
  const nativeId = native.join('/');
  if (!connectionId || !channelId || nativeId === '') return null;
  return { connectionId, channelId, nativeId };
}
