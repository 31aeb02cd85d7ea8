import type { OwnState } from '../../src-shared/domain/failure-handling.ts';
import type { FailureKind } from '../../src-shared/domain/failure-kind.ts';

/**
 * What a search asks of a failure, resolved: no name that the store does not know, times in ms UTC (`to` excluded, null = open). *text* as
 * `FailureQuery.text`; *column* contains the text, or begins with it; *missing*: the message says nothing there; *key* is hashed before it is
 * looked for; *field* is an address of the message whose value is, or begins with, `value`: patient data never match. *own-state* and *owner* are
 * of open failures that somebody decided about apart from their groups; a snooze that has ended at `now` is none.
 */
export type FailureCondition =
  | { kind: 'and' | 'or'; parts: FailureCondition[] }
  | { kind: 'not'; part: FailureCondition }
  | { kind: 'text'; text: string }
  | {
      kind: 'column';
      column: 'channel' | 'connector' | 'type' | 'sender' | 'receiver' | 'target';
      text: string;
      isPrefix: boolean;
    }
  | { kind: 'missing'; column: 'type' | 'sender' | 'receiver' | 'target' }
  | { kind: 'control-id'; text: string; isPrefix: boolean }
  | { kind: 'key'; purpose: 'patient' | 'order'; value: string }
  | { kind: 'field'; path: string; value: string; isPrefix: boolean }
  | { kind: 'group'; groupId: string }
  | { kind: 'failure-kind'; failureKind: FailureKind }
  | { kind: 'status'; status: string }
  | { kind: 'urgent'; isUrgent: boolean }
  | { kind: 'own-state'; state: OwnState['state']; now: number }
  | { kind: 'owner'; text: string; isPrefix: boolean }
  | { kind: 'time'; from: number | null; to: number | null }
  | { kind: 'connection'; connectionIds: string[] };
