import type { Environment } from '../../src-shared/domain/connection.ts';
import type { Handover } from '../../src-shared/domain/duty/handover.ts';
import type { Incident } from '../../src-shared/domain/duty/incident.ts';
import type { NewEntry, TimelineEntry } from '../../src-shared/domain/duty/timeline.ts';

/** How an incident stands now, and what is added to its timeline by that. */
export type IncidentChange = { incident: Incident; entries: NewEntry[] };

/** Incidents and their timelines. Nothing of a timeline is changed or deleted. */
export type IncidentStore = {
  /** Gives it its number, the next of that year, and returns it whole. */
  open(change: { incident: Omit<Incident, 'number'>; year: number; entries: NewEntry[] }): Promise<Incident>;
  /** Head and lines together or not at all; a line whose source is told already is left out. NOT_FOUND. */
  change(change: IncidentChange): Promise<void>;
  /** Lines alone, of several incidents. @returns how many were new */
  add(lines: { incidentId: string; entry: NewEntry }[]): Promise<number>;
  get(incidentId: string): Promise<Incident | null>;
  /** Those not resolved, of every environment; at most 500. */
  listOpen(): Promise<Incident[]>;
  /** Newest first. */
  list(
    query: { environment: Environment; isOpen: boolean },
    cursor: string | null,
    limit: number,
  ): Promise<{ items: Incident[]; nextCursor: string | null }>;
  /** The newest incident that is linked to it; null = none. */
  ofLink(link: { kind: 'alert' | 'group' | 'affected'; target: string }): Promise<Incident | null>;
  /** Newest first; `total` of all. */
  entries(
    incidentId: string,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: TimelineEntry[]; nextCursor: string | null; total: number }>;
};

/** Handovers as they were signed; nothing of one changes. */
export type HandoverStore = {
  put(handover: Omit<Handover, 'received'>): Promise<void>;
  /** NOT_FOUND; CONFLICT when somebody has; FORBIDDEN for who signed it. */
  receive(receipt: {
    handoverId: string;
    at: number;
    person: Handover['signedBy'];
    note: string | null;
  }): Promise<void>;
  get(handoverId: string): Promise<Handover | null>;
  /** Newest first. */
  list(
    environment: Environment,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: Handover[]; nextCursor: string | null }>;
};
