import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { passThrough } from '../main-path/preconditions.ts';
import { channelOf, comes, openQuietDesk, patience, type QuietDesk } from './quiet-desk.ts';

const { channelId, receiverId } = passThrough;
/** `VAKTBORD_FULL_RUNS=1`: as many as a night brings. */
const size = process.env.VAKTBORD_FULL_RUNS === '1' ? 2000 : 60;
/** Half of it goes while the correction comes. */
const perMinute = Math.min(6000, size * 10);
const corrected = size - 5;
const controlIdOf = (place: number) => `LIVE-${String(place).padStart(5, '0')}`;
/** Made-up persons with numbers of the hospital's own. */
const personOf = (place: number) => `L${String(place).padStart(7, '0')}`;

function resultOf(place: number, status: string, minute: number) {
  const segments = [
    `OBR|1|LIVE-O-${place}||NA^Natrium|||||||||||||||||||||${status}`,
    `OBX|1|NM|NA^Natrium||141|mmol/L|137-145|N|||${status}`,
  ];
  return { type: 'ORU^R01', segments, person: personOf(place), minute };
}

describe('FEATURE: what comes outside the index, or while a run goes on', () => {
  let desk: QuietDesk;

  beforeAll(async () => {
    desk = await openQuietDesk(true);
  }, 120_000);
  afterAll(() => desk?.close());

  it('EXAMPLE: a patient of a time that is not indexed reads: could not be checked', async () => {
    const old = channelOf(1);
    await desk.isIndexed(old, 1);
    const filter = {
      ...{ connectionId: desk.connectionId, channelId: old, kind: null, from: null, text: null, groupId: null },
      ...{ to: Date.now() - 2 * 3_600_000, state: 'open' },
    };
    const listed = async () => (await desk.cli.call('failures.list', { filter, cursor: null, limit: 5 })).items;
    await comes('A failure of hours ago', async () => (await listed()).length > 0);
    const [{ nativeId } = { nativeId: '' }] = await listed();
    const ref = { channelId: old, nativeId };
    // It was indexed by its columns, as far back as there is anything; one decision later it is not.
    await desk.isIndexed(old, 1);
    const told = async () =>
      (await desk.plan(ref)).hazards
        .filter(({ kind }) => ['newer-state', 'merged-since'].includes(kind))
        .map(({ outcome, params }) => `${outcome}: ${params.context}`);
    const unchecked = 'could-not-be-checked: outside-window';
    await expect.poll(told, { timeout: 20_000, interval: 250 }).toEqual([unchecked, unchecked]);
    expect(await desk.start(ref, 'newer-state')).toMatchObject({
      ok: false,
      error: { messageKey: 'replay.refused.unseenHazard' },
    });
  });

  it(`EXAMPLE: a correction that comes while a run of ${size} goes on leaves its predecessor out`, async () => {
    await desk.engine.control.setReceiver(receiverId, { kind: 'down' }, patience());
    for (let place = 1; place <= size; place += 1)
      await desk.arrives(channelId, controlIdOf(place), resultOf(place, 'F', 10));
    await desk.engine.control.setReceiver(receiverId, { kind: 'up' }, patience());
    const filter = {
      ...{ connectionId: desk.connectionId, channelId, kind: null, from: null, to: null, text: 'LIVE-', groupId: null },
      state: 'open' as const,
    };
    await comes('Every failure', async () => (await desk.cli.call('failures.count', { filter })).total === size);
    await desk.isIndexed(channelId);
    const requestId = () => crypto.randomUUID();
    const scope = { kind: 'matching', filter };
    const { run } = await desk.cli.call('runs.plan', { requestId: requestId(), scope });
    const { runId } = run;
    const settings = { ...run.settings, testCount: 0, perMinute };
    await desk.cli.call('runs.start', { requestId: requestId(), runId, settings, reason: 'the receiver is back' });
    const counts = async () => (await desk.cli.call('runs.get', { runId })).counts;
    await comes('The middle of the run', async () => (await counts()).sent >= size / 2);
    await desk.arrives(channelId, `${controlIdOf(corrected)}-C`, resultOf(corrected, 'C', 20));
    expect((await counts()).sent).toBeLessThan(corrected);
    await comes('The end', async () => (await desk.cli.call('runs.get', { runId })).run.state !== 'running');

    const { run: ended, leftOut } = await desk.cli.call('runs.get', { runId });
    expect({ state: ended.state, leftOut }).toMatchObject({
      state: 'finished',
      leftOut: [{ key: 'hazard.newer-result.found', count: 1 }],
    });
    expect(await counts()).toMatchObject({ sent: size - 1, leftOut: 1 });
    const asked = { runId, only: 'left-out' as const, after: 0, skip: 0, limit: 10 };
    const { items } = await desk.cli.call('runs.items', asked);
    expect(items).toMatchObject([{ ordinal: corrected, why: { params: { context: 'corrected' } } }]);
    const log = await desk.engine.control.readReceiverLog(receiverId, patience());
    const taken = log.map(({ controlId }) => controlId).filter((id) => id.startsWith('LIVE-'));
    const sent = Array.from({ length: size }, (_, at) => controlIdOf(at + 1)).filter(
      (id) => id !== controlIdOf(corrected),
    );
    expect(taken.toSorted()).toEqual([...sent, `${controlIdOf(corrected)}-C`].toSorted());
  }, 600_000);
});
