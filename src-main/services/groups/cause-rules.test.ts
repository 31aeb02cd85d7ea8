import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CauseRule } from '../../../src-shared/domain/failure-cause/cause-rule.ts';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { aRecord, manyRecords } from '../../../test/fakes/store-records.ts';
import { openTemporaryStore, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import { createCauseRules } from './cause-rules.ts';

const all = { connectionIds: ['helse'], channelId: null, kind: null };
const rule = (ruleId: string, parts: Partial<CauseRule>): CauseRule => ({
  ...{ ruleId, name: ruleId, kind: null, channel: null, target: null, text: null, per: 'rule' },
  ...parts,
});
let temporary: TemporaryStore;
let told: string[];

beforeEach(async () => {
  temporary = await openTemporaryStore(createManualClock());
  told = [];
  await temporary.store.cache.putFailures([
    ...manyRecords(12),
    ...['ward A', 'ward B', 'ward C'].map((ward, index) =>
      aRecord({ nativeId: `9${index}`, channelId: `k${index}`, kind: 'negative-ack', oneLine: `AE unknown ${ward}` }),
    ),
  ]);
});
afterEach(() => temporary.remove());

function open() {
  const { cache, journal } = temporary.store;
  const emit = (name: string) => void told.push(name);
  return createCauseRules({ cache, settings: journal.settings, emit, shownIds: () => ['helse'] });
}

describe('rules of the site for causes', () => {
  it('are tried on what is open before they are saved, each on what the earlier ones leave, and nothing changes', async () => {
    const before = await temporary.store.cache.listGroups(all);
    const rules = await open();
    const tried = await rules.tryOut([rule('wards', { text: 'unknown ward' }), rule('rest', { text: 'unknown*' })]);
    expect(tried).toMatchObject({ looked: 15, isAll: true });
    expect(tried.rules).toMatchObject([
      { ruleId: 'wards', open: 3, causesNow: 3, causesThen: 1 },
      { ruleId: 'rest', open: 0, causesNow: 0, causesThen: 0, samples: [] },
    ]);
    expect(tried.rules[0]?.samples).toHaveLength(3);
    expect(await temporary.store.cache.listGroups(all)).toEqual(before);
  });

  it('regroup what is kept when they are saved, hold after a restart and can be taken back', async () => {
    const rules = await open();
    const before = await temporary.store.cache.listGroups(all);
    await rules.save([rule('wards', { text: 'unknown ward' })]);
    await rules.close();
    expect(told.filter((name) => name === 'groups.rulesChanged')).toHaveLength(2);
    const restarted = await open();
    expect(restarted.nameOf('wards')).toBe('wards');
    expect(restarted.nameOf('gone')).toBeNull();
    await temporary.store.cache.putFailures([
      aRecord({ nativeId: '99', channelId: 'k9', kind: 'negative-ack', oneLine: 'AE unknown ward D' }),
    ]);
    while ((await temporary.store.cache.groupOlder(500)) > 0);
    const grouped = await temporary.store.cache.listGroups(all);
    expect(grouped.find(({ cause }) => cause.scope.kind === 'rule')).toMatchObject({ open: 4, channelCount: 4 });
    await restarted.save([]);
    while ((await temporary.store.cache.groupOlder(500)) > 0);
    expect(await temporary.store.cache.listGroups(all)).toHaveLength(before.length + 1);
    await restarted.close();
  });

  it('of one id twice are refused', async () => {
    const rules = await open();
    const twice = [rule('a', { text: 'xx' }), rule('a', { text: 'yy' })];
    await expect(rules.save(twice)).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(rules.tryOut(twice)).rejects.toMatchObject({ code: 'BAD_INPUT' });
    expect(rules.current()).toEqual([]);
  });

  it('that another version wrote are left out one by one', async () => {
    const kept = [rule('good', { text: 'ward' }), { ruleId: 'odd', per: 'phase of the moon' }];
    await temporary.store.journal.settings.put('installation', 'cause-rules', JSON.stringify(kept));
    expect((await open()).current().map(({ ruleId }) => ruleId)).toEqual(['good']);
  });
});
