import { createHash } from 'node:crypto';
import { readRunRequestId } from '../../src-shared/domain/replay-run.ts';
import { controlIdOf } from '../fakes/fault-receiver.ts';
import type { SeenReplay } from './journal-view.ts';
import type { Planted } from './messages.ts';
import type { Stage } from './stage.ts';

const unsent = new Set(['planned', 'claimed', 'intent-journaled', 'rejected']);
const taken = new Set(['accepted', 'confirmed-by-engine', 'confirmed-by-receiver', 'confirmed-by-apprec']);

/** What a fault run has shown. `broken`: promises that were not kept, one sentence each; empty = all held. */
export type Verdict = { figures: Record<string, number>; broken: string[] };

/**
 * What receivers got, byte for byte, beside what the journal says.
 * @param decided replays that were unknown and that a person has settled
 */
export async function compare(stage: Stage, decided: ReadonlySet<string>): Promise<Verdict> {
  const broken: string[] = [];
  const delivered = await stage.delivered();
  const replays = stage.view.replays();
  const bodiesById = groupBy(delivered, (body) => controlIdOf(body));
  const replaysByNativeId = groupBy(replays, ({ nativeId }) => nativeId);
  for (const [nativeId, message] of stage.plantedByNativeId) {
    const own = replaysByNativeId.get(nativeId) ?? [];
    broken.push(...faultsOf(message, { bodies: bodiesById.get(message.controlId) ?? [], replays: own, decided }));
  }
  const known = new Set(stage.planted.map(({ controlId }) => controlId));
  for (const controlId of bodiesById.keys())
    if (!known.has(controlId)) broken.push(`a receiver got ${JSON.stringify(controlId)}, which nobody planted`);
  broken.push(...lostItems(stage), ...overtaken(stage, delivered));
  const accepted = new Set(replays.filter(({ state }) => taken.has(state)).map(({ nativeId }) => nativeId)).size;
  const countIn = (state: string) => replays.filter((replay) => replay.state === state).length;
  return {
    figures: {
      messages: stage.planted.length,
      delivered: delivered.length,
      accepted,
      unknown: countIn('unknown'),
      'settled by a person': countIn('handled-otherwise'),
      ...leftOutCounts(stage),
    },
    broken,
  };
}

function leftOutCounts({ view }: Stage): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { why } of view.items()) {
    if (why === null) continue;
    const name = `left out, ${(JSON.parse(why) as { key: string }).key}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

function faultsOf(
  { controlId, body }: Planted,
  { bodies, replays, decided }: { bodies: Buffer[]; replays: SeenReplay[]; decided: ReadonlySet<string> },
): string[] {
  const faults: string[] = [];
  if (bodies.some((got) => !got.equals(body))) faults.push(`${controlId} arrived with other bytes`);
  const left = replays.filter(({ state }) => !unsent.has(state));
  if (bodies.length > left.length)
    faults.push(`${controlId} arrived ${bodies.length} times and the journal knows of ${left.length} sends`);
  if (left.filter(({ replayId }) => !decided.has(replayId)).length > 1)
    faults.push(`${controlId} was sent again and nobody had decided on an unknown outcome in between`);
  const accepted = left.filter(({ state }) => taken.has(state));
  if (accepted.length > bodies.length) faults.push(`${controlId} is called accepted and did not arrive`);
  const hash = createHash('sha256').update(body).digest('hex');
  if (left.some(({ bodyHash }) => bodyHash !== null && bodyHash !== hash))
    faults.push(`the journal has another hash of ${controlId} than what arrived`);
  return faults;
}

/** Every planned message waits, is left out with a reason, or is in the ledger. */
function lostItems({ view, planted, plantedByNativeId }: Stage): string[] {
  const ledger = new Set(view.replays().map(({ nativeId }) => nativeId));
  const items = view.items();
  const broken = items.flatMap(({ state, why, nativeId, ordinal }) => {
    if (state === 'left-out' && why === null) return [`message ${ordinal} was left out without a reason`];
    return state === 'sent' && !ledger.has(nativeId)
      ? [`message ${ordinal} is called sent and is not in the ledger`]
      : [];
  });
  const inRuns = new Set(items.map(({ nativeId }) => nativeId));
  const missing = [...plantedByNativeId.keys()].filter((nativeId) => !inRuns.has(nativeId)).length;
  return missing === 0 ? broken : [...broken, `${missing} of ${planted.length} messages are in no run`];
}

/** Within one run what belongs to one patient arrives in the order in which it was planned. */
function overtaken({ view, plantedByNativeId }: Stage, delivered: readonly Buffer[]): string[] {
  const firstArrival = new Map<string, number>();
  for (const [at, body] of delivered.entries()) {
    const controlId = controlIdOf(body);
    if (!firstArrival.has(controlId)) firstArrival.set(controlId, at);
  }
  const sentBy = new Set(
    view.replays().flatMap(({ requestId, state }) => {
      const place = unsent.has(state) ? null : readRunRequestId(requestId);
      return place === null ? [] : [`${place.runId} ${place.ordinal}`];
    }),
  );
  const broken: string[] = [];
  const lastOf = new Map<string, { ordinal: number; arrival: number }>();
  for (const { runId, nativeId, ordinal, chain } of view.items()) {
    const arrival = firstArrival.get(plantedByNativeId.get(nativeId)?.controlId ?? '');
    if (arrival === undefined || !sentBy.has(`${runId} ${ordinal}`)) continue;
    const last = lastOf.get(`${runId} ${chain}`);
    if (last !== undefined && last.arrival > arrival)
      broken.push(`message ${ordinal} overtook ${last.ordinal} of its chain`);
    lastOf.set(`${runId} ${chain}`, { ordinal, arrival });
  }
  return broken;
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return groups;
}
