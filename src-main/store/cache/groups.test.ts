import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '../../../src-shared/domain/failure.ts';
import type { CauseRule } from '../../../src-shared/domain/failure-cause/cause-rule.ts';
import { createManualClock, type ManualClock } from '../../../test/fakes/manual-clock.ts';
import { aFailure, aQuery, aRecord, manyRecords } from '../../../test/fakes/store-records.ts';
import { openTemporaryStore, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import type { CacheStore } from '../store.ts';

const aRule: CauseRule = {
  ...{ ruleId: 'labs', name: 'Labs', kind: null, channel: null, target: null, text: null },
  per: 'rule',
};
const dayMs = 24 * 3600_000;
const all = { connectionIds: ['helse'], channelId: null, kind: null };
let clock: ManualClock;
let temporary: TemporaryStore;
let cache: CacheStore;

beforeEach(async () => {
  clock = createManualClock();
  temporary = await openTemporaryStore(clock);
  cache = temporary.store.cache;
});
afterEach(() => temporary.remove());

const detailOf = (groupId: string) =>
  cache.groupDetail({ groupId, connectionIds: ['helse'], from: 0, to: clock.now() + dayMs, slots: 4 });

describe('failure groups in the cache', () => {
  it('are one per cause over channels, and hold their failures', async () => {
    await cache.putFailures([
      ...manyRecords(30),
      ...manyRecords(20, 100, { channelId: 'labs', channelName: 'Labs', oneLine: 'Connection refused to 10.1.1.1' }),
      aRecord({ nativeId: '500', kind: 'transform-error', oneLine: 'PID-3: missing', target: null, isUrgent: true }),
    ]);
    const [urgent, down, ...rest] = await cache.listGroups(all);
    expect(rest).toEqual([]);
    expect(urgent).toMatchObject({ open: 1, urgent: 1, channelCount: 1, sample: 'PID-3: missing' });
    expect(down).toMatchObject({ open: 50, urgent: 0, channelCount: 2, cause: { kind: 'connection' } });
    const query = aQuery({ groupId: down?.groupId ?? '' });
    expect((await cache.listFailures(query, null, 100)).items).toHaveLength(50);
    expect((await cache.countFailures(query)).total).toBe(50);
    expect((await cache.listFailures({ ...query, channelId: 'labs' }, null, 100)).items).toHaveLength(20);
    expect(await cache.listGroups({ ...all, channelId: 'labs' })).toMatchObject([{ open: 20 }]);
    expect(await cache.listGroups({ ...all, kind: 'transform-error' })).toMatchObject([{ open: 1 }]);
    expect(await cache.listGroups({ ...all, connectionIds: ['west'] })).toEqual([]);
  });

  it('keep exact counts whatever happens to a failure', async () => {
    await cache.putFailures(manyRecords(10, 1, { isUrgent: true }));
    await cache.putFailures(manyRecords(3, 1, { isUrgent: false })); // told again, no longer urgent
    await cache.markResolved(['helse/adt/4', 'helse/adt/5', 'helse/adt/5'], clock.now());
    await cache.putFailures([aRecord({ nativeId: '6', oneLine: 'Connection reset' })]); // of another cause now
    const groups = await cache.listGroups(all);
    expect(groups.map(({ open, urgent }) => [open, urgent])).toEqual([
      [7, 4],
      [1, 0],
    ]);
    for (const group of groups) {
      const listed = (await cache.listFailures(aQuery({ groupId: group.groupId }), null, 100)).items;
      expect([group.open, group.urgent]).toEqual([listed.length, listed.filter(({ isUrgent }) => isUrgent).length]);
      expect(listed.map(({ groupId }) => groupId)).toEqual(listed.map(() => group.groupId));
    }
    expect(await detailOf(groups[0]?.groupId ?? '')).toMatchObject({ open: 7, total: 9 });
  });

  it('follow the rules of the site, those kept as well, a few at a time and to the end', async () => {
    await cache.putFailures([...manyRecords(30), ...manyRecords(30, 100, { channelId: 'labs', channelName: 'Labs' })]);
    clock.advance(2 * dayMs);
    await cache.putFailures(manyRecords(20, 200));
    const usual = await cache.listGroups(all);
    expect(usual).toMatchObject([{ open: 80 }]);
    cache.setCauseRules([{ ...aRule, channel: { connectionId: 'helse', channelId: 'labs' } }]);
    await cache.putFailures(manyRecords(5, 300, { channelId: 'labs', channelName: 'Labs' }));
    let looked = 0;
    for (let count = 1; count > 0; looked += count) count = await cache.groupOlder(7);
    expect(looked).toBe(85);
    expect(await cache.groupOlder(7)).toBe(0);
    const [own, other] = (await cache.listGroups(all)).toSorted((a, b) => a.open - b.open);
    expect(own).toMatchObject({ open: 35, cause: { scope: { kind: 'rule', ruleId: 'labs' } } });
    expect(other).toMatchObject({ open: 50, groupId: usual[0]?.groupId });

    cache.setCauseRules([]);
    while ((await cache.groupOlder(500)) > 0);
    expect(await cache.listGroups(all)).toMatchObject([{ open: 85, groupId: usual[0]?.groupId }]);
  });

  it('begin anew when rules change while failures are being regrouped', async () => {
    await cache.putFailures(manyRecords(20));
    cache.setCauseRules([{ ...aRule, text: 'no such text' }]);
    await cache.groupOlder(10);
    cache.setCauseRules([{ ...aRule, kind: 'connection' }]);
    while ((await cache.groupOlder(10)) > 0);
    expect(await cache.listGroups(all)).toMatchObject([{ open: 20, cause: { scope: { kind: 'rule' } } }]);
  });

  it('count over partitions, and after open failures were moved out of an old one', async () => {
    await cache.putFailures(manyRecords(4));
    clock.advance(2 * dayMs);
    await cache.putFailures(manyRecords(3, 50));
    const before = await cache.listGroups(all);
    expect(before).toMatchObject([{ open: 7 }]);
    expect((await cache.applyRetention(clock.now() + 365 * dayMs)).moved).toBe(4);
    expect(await cache.listGroups(all)).toEqual(before);
  });

  it('name the place of their newest open failure, within what is asked for', async () => {
    await cache.putFailures([
      ...manyRecords(2, 1, { connectorName: 'To DIPS' }),
      ...manyRecords(2, 100, {
        channelId: 'labs',
        channelName: 'Labs',
        connectorName: 'To lab',
        failedAt: clock.now() + dayMs,
        oneLine: 'Connection refused',
      }),
    ]);
    const [group] = await cache.listGroups(all);
    expect(group).toMatchObject({ open: 4, channelName: 'Labs', connectorName: 'To lab' });
    expect(await cache.listGroups({ ...all, channelId: 'adt' })).toMatchObject([{ connectorName: 'To DIPS' }]);
    expect(await detailOf(group?.groupId ?? '')).toMatchObject({ channelName: 'Labs', connectorName: 'To lab' });
    const failed = await cache.listFailures(aQuery({ groupId: group?.groupId ?? '' }), null, 10);
    await cache.markResolved(
      failed.items.map(({ failureId }) => failureId),
      clock.now(),
    );
    expect(await detailOf(group?.groupId ?? '')).toMatchObject({ open: 0, connectorName: null });
  });

  it('tell the patients, the trend and the facets of one group', async () => {
    const sent = (nativeId: string, more: Partial<Failure>, patient: string) =>
      aRecord({ nativeId, ...more }, { patientKeys: [patient] });
    await cache.putFailures([
      sent('1', { failedAt: 1000 }, 'p1'),
      sent('2', { failedAt: 2000 }, 'p1'),
      sent('3', { failedAt: 9000, header: { ...aFailure().header, messageType: 'ORU^R01', sender: null } }, 'p2'),
    ]);
    const [group] = await cache.listGroups(all);
    const detail = await cache.groupDetail({
      groupId: group?.groupId ?? '',
      connectionIds: ['helse'],
      from: 1000,
      to: 8999,
      slots: 4,
    });
    expect(detail).toMatchObject({
      patients: 2,
      trend: [2, 0, 0, 0],
      messageTypes: [
        { value: 'ADT^A01', count: 2 },
        { value: 'ORU^R01', count: 1 },
      ],
      senders: [
        { value: 'EPJ', count: 2 },
        { value: null, count: 1 },
      ],
      channels: [{ channelId: 'adt', count: 3 }],
    });
    expect(await detailOf('c1-nothing')).toBeNull();
  });

  it('tell trend and patients of the connections asked for alone', async () => {
    const failedAt = 2000;
    await cache.putFailures([
      aRecord({ nativeId: '1', failedAt }, { patientKeys: ['05928512356'] }),
      aRecord({ connectionId: 'west', nativeId: '2', failedAt }, { patientKeys: ['13928512345'] }),
    ]);
    const [group] = await cache.listGroups(all);
    const question = { groupId: group?.groupId ?? '', from: 1000, to: 4999, slots: 1 };
    const here = await cache.groupDetail({ ...question, connectionIds: ['helse'] });
    expect(here).toMatchObject({ patients: 1, trend: [1] });
    const both = await cache.groupDetail({ ...question, connectionIds: ['helse', 'west'] });
    expect(both).toMatchObject({ patients: 2, trend: [2] });
  });
});
