import type { Alert } from '../../../../src-shared/domain/alerts/alert.ts';

/** One notification on its way. `deliveryId` is the same at every attempt; `watcher` names the machine that sends it. */
export type Outgoing = {
  deliveryId: string;
  what: 'fired' | 'resolved' | 'escalated' | 'test';
  at: number;
  environment: string;
  watcher: string;
  alerts: readonly Alert[];
};
