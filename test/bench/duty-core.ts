import '../../src-main/platform/lean-heap.ts';
import type { PersonContext } from '../../src-main/app/handler.ts';
import { createHandoverService } from '../../src-main/services/incidents/handover/handover-service.ts';
import { createIncidentsService } from '../../src-main/services/incidents/incidents-service.ts';
import { silentLogger } from '../fakes/temporary-store.ts';
import { quantile } from './figure.ts';
import { openDataSet } from './search/data-set.ts';
import { benchConnection } from './search/seeded-failures.ts';

/**
 * Run as a process of its own: `duty-core.ts <folder> <failures> <lines>`. Prints how long it takes to open an incident of so many lines, and to sign a handover while so many
 * failures are kept.
 */
const [folder = '', failures = '', lines = ''] = process.argv.slice(2);
const rounds = 40;
const linesPerCall = 2000;

const { store, clock } = await openDataSet(folder, { count: Number(failures) });
const { journal, cache } = store;
const shared = { environment: () => 'TEST' as const, clock, emit: () => undefined };
const account = { accountId: 'a', name: 'A', roles: ['operator'], disabled: false, createdAt: 0, lastSignInAt: null };
const context = {
  account,
  signal: new AbortController().signal,
  describe: () => undefined,
} as unknown as PersonContext;

const incidents = await createIncidentsService({ ...shared, journal, listAccounts: () => [], logger: silentLogger });
const asked = { requestId: 'request-1', alertId: null, title: 'For the bench', severity: null, channels: [] };
const { incidentId } = await incidents.handlers.open(asked, context);
for (let first = 0; first < Number(lines); first += linesPerCall) {
  const person = { accountId: 'a', name: 'A' };
  await journal.incidents.add(
    Array.from({ length: Math.min(linesPerCall, Number(lines) - first) }, (_, index) => ({
      incidentId,
      entry: {
        ...{ at: clock.now() + first + index, kind: 'note' as const, person, facts: {}, source: null },
        text: `The receiver was asked for the ${first + index}th time`,
      },
    })),
  );
}
const openedMs: number[] = [];
let total = 0;
for (let round = 0; round < rounds; round += 1) {
  const startedAt = performance.now();
  await incidents.handlers.get({ incidentId }, context);
  ({ total } = await incidents.handlers.entries({ incidentId, cursor: null, limit: 100 }, context));
  openedMs.push(performance.now() - startedAt);
}

const handover = createHandoverService({
  ...{ ...shared, journal, handovers: journal.handovers, openIncidents: incidents.open, engineNames: () => [] },
  countOverdue: async () => ({ total: 0, urgent: 0 }),
  seeShown: async () => {
    const counts = await cache.openCounts([benchConnection]);
    const channels = counts.map(({ channelId, open, urgent }) => ({
      ...{ connectionId: benchConnection, channelId, name: channelId, state: 'started' },
      ...{ openFailures: open, urgentFailures: urgent },
    }));
    return { channels } as never;
  },
});
const signedMs: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  const startedAt = performance.now();
  await handover.sign({ requestId: `request-${round}`, text: 'A quiet night' }, context);
  signedMs.push(performance.now() - startedAt);
}
const { gathered } = await handover.draft({}, context);
await store.close();
console.log(
  JSON.stringify({
    ...{ openP95Ms: quantile(openedMs, 0.95), lines: total },
    ...{ handoverP95Ms: quantile(signedMs, 0.95), failures: gathered.failures.open },
  }),
);
process.exit(0);
