import type { Alert, AlertActor, AlertStep, Silence } from '../../src-shared/domain/alerts/alert.ts';
import type { Delivery } from '../../src-shared/domain/alerts/delivery.ts';
import type { Environment } from '../../src-shared/domain/connection.ts';

/** One step of an alert, and how the alert stands after it. The step *fired* makes it. */
export type AlertChange = { alert: Alert; step: AlertStep };

/** What was seen, what people said about it, and who was told. Nothing of it is deleted. */
export type AlertStore = {
  /** All of them or none. */
  apply(changes: AlertChange[]): Promise<void>;
  /** Firing and acknowledged, in no order. */
  open(): Promise<Alert[]>;
  /** Newest first. */
  list(
    environment: Environment,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: Alert[]; nextCursor: string | null }>;
  get(alertId: string): Promise<Alert | null>;
  /** Oldest first, at most 500. */
  steps(alertId: string): Promise<AlertStep[]>;
  putSilence(silence: Omit<Silence, 'endedAt'>): Promise<void>;
  /** NOT_FOUND for one that there is not. Ended already: nothing more. */
  endSilence(end: { silenceId: string; at: number; person: AlertActor }): Promise<void>;
  /** Those that last at `now` or begin later, the next to end first; at most 500. */
  silences(now: number): Promise<Silence[]>;
  putDelivery(delivery: Delivery): Promise<void>;
  /** Newest first. */
  deliveries(limit: number): Promise<Delivery[]>;
};
