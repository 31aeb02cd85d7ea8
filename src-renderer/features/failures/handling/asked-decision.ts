import type { HandlingWay, OwnAct } from '../../../../src-shared/domain/failure-handling.ts';

/** What a person began to decide about failures. `until` ms UTC: chosen already, null = still to be. `way`: chosen already. */
export type AskedDecision = { kind: 'handle'; way: HandlingWay } | { kind: 'own'; act: OwnAct; until: number | null };

export const acknowledge: AskedDecision = { kind: 'own', act: 'acknowledge', until: null };
