import { type Incident, yearInNorway } from '../../../src-shared/domain/duty/incident.ts';
import type { NewEntry } from '../../../src-shared/domain/duty/timeline.ts';
import type { Emit } from '../../app/handler.ts';
import { createTurns } from '../../platform/turns.ts';
import type { IncidentStore } from '../../store/incident-store.ts';

/** Incidents that are open, in memory as on the disk, changed strictly one after the other: the disk first. */
export async function createIncidentShelf({ store, emit }: { store: IncidentStore; emit: Emit }) {
  const open = new Map<string, Incident>();
  const inTurn = createTurns();
  for (const incident of await store.listOpen()) open.set(incident.incidentId, incident);

  function hold(incident: Incident): void {
    if (incident.state === 'resolved') open.delete(incident.incidentId);
    else open.set(incident.incidentId, incident);
    emit('incidents.changed', { incidentId: incident.incidentId });
  }

  return {
    open: (): Incident[] => [...open.values()],

    add: (incident: Omit<Incident, 'number'>, entries: NewEntry[]): Promise<Incident> =>
      inTurn(async () => {
        const opened = await store.open({ incident, year: yearInNorway(incident.openedAt), entries });
        hold(opened);
        return opened;
      }),

    /** @param make throws, and nothing is changed; null = there is nothing to change */
    change: (
      incidentId: string,
      make: (before: Incident | null) => { incident: Incident; entries: NewEntry[] } | null,
    ): Promise<void> =>
      inTurn(async () => {
        const made = make(open.get(incidentId) ?? (await store.get(incidentId)));
        if (made === null) return;
        await store.change(made);
        hold(made.incident);
      }),

    /** Lines that the console writes by itself, for the incidents that they concern. */
    tell: (incidents: readonly Pick<Incident, 'incidentId'>[], entries: readonly NewEntry[]): Promise<void> =>
      inTurn(async () => {
        const lines = incidents.flatMap(({ incidentId }) => entries.map((entry) => ({ incidentId, entry })));
        if (lines.length === 0 || (await store.add(lines)) === 0) return;
        for (const { incidentId } of incidents) emit('incidents.changed', { incidentId });
      }),
  };
}

export type IncidentShelf = Awaited<ReturnType<typeof createIncidentShelf>>;
