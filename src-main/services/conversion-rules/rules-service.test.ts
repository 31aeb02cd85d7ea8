import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Account, Role } from '../../../src-shared/domain/account.ts';
import { noSiteUnits } from '../../../src-shared/domain/units/site-units.ts';
import { createManualClock, type ManualClock } from '../../../test/fakes/manual-clock.ts';
import { openTemporaryStore, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import type { PersonContext } from '../../app/handler.ts';
import type { CollectedFinding } from '../../store/unit-finding-store.ts';
import { createRuleApplier } from './apply-rules.ts';
import { createRuleShelf, type RuleShelf } from './rule-shelf.ts';
import { createRulesService, type RulesDeps } from './rules-service.ts';

const place = { connectionId: 'c1', channelId: 'lab' };
const ref = { ...place, nativeId: '7' };
const dayMs = 86_400_000;

let clock: ManualClock;
let temporary: TemporaryStore;
let shelf: RuleShelf;
let environment: string;
let accounts: Account[];

beforeEach(async () => {
  clock = createManualClock();
  environment = 'TEST';
  temporary = await openTemporaryStore(clock);
  shelf = await createRuleShelf(temporary.store.journal);
  accounts = [
    person('a1', ['operator', 'clinical-owner']),
    person('a2', ['clinical-owner']),
    person('a3', ['operator']),
  ];
  await temporary.store.history.units.add({ ...place, looked: [], findings: [finding('f1'), finding('f2', fibrin)] });
});
afterEach(() => temporary.remove());

const fibrin = { code: 'NPU28289', unit: 'mg/L DDU', expected: 'mg/L FEU', judgement: 'not_convertible' } as const;

function person(accountId: string, roles: Role[]): Account {
  return { accountId, name: `Person ${accountId}`, roles, disabled: false, createdAt: 0, lastSignInAt: null };
}
function finding(findingId: string, overrides: Partial<CollectedFinding> = {}): CollectedFinding {
  return {
    ...{ findingId, sender: 'LAB', codeSystem: 'NLK', code: 'NPU02192', name: 'P-Glukose', unit: 'mg/dL' },
    ...{ expected: 'mmol/L', judgement: 'convertible_molar', messages: 8, measurements: 8, urgent: 0 },
    ...{ firstAt: clock.now(), lastAt: clock.now(), typical: [88, 90, 92], days: [], patientKeys: ['p'], samples: [] },
    ...overrides,
  };
}
const as = (accountId: string) =>
  ({
    account: accounts.find((each) => each.accountId === accountId),
    describe: () => undefined,
    signal: new AbortController().signal,
  }) as unknown as PersonContext;
const engines = {
  find: () => ({ connection: { connectionId: 'c1', name: 'Lab', environment } }),
} as unknown as RulesDeps['engines'];
const service = () =>
  createRulesService({
    ...{ shelf, engines, clock, store: temporary.store.journal.units, findings: temporary.store.history.units },
    siteOf: () => noSiteUnits,
    idsIn: () => ['c1'],
    channelNameOf: () => 'Laboratory',
    accounts: () => accounts,
    requireSecret: () => Promise.resolve(),
    emit: () => undefined,
  });
const requestId = 'r1r1r1r1';
const reason = 'Because';
const propose = (change: object = {}) =>
  service().propose(
    {
      ...{ requestId, findingId: 'f1', tests: [{ before: '126', after: '6.99' }], reason, clinicalOwnerId: 'a2' },
      ...{ validFrom: clock.now(), validUntil: clock.now() + 30 * dayMs, ...change },
    },
    as('a1'),
  );
const approve = (accountId: string, rule: { ruleId: string; version: number }) =>
  service().approve({ ...rule, requestId, secret: 's', reason }, as(accountId));
const states = async () => (await service().list({}, as('a1'))).items.map(({ state }) => state);
const refusedBy = (key: string) => ({ messageKey: `rules.refused.${key}` });
const stands = (rule: { ruleId: string; version: number }) => () =>
  createRuleApplier({ shelf, engines, siteOf: () => noSiteUnits, now: clock.now }).requireStanding(ref, {
    kind: 'convert',
    rules: [rule],
  });

describe('FEATURE: rules of conversion', () => {
  it('EXAMPLE: proposed by one, approved by the clinical owner it names, and withdrawn', async () => {
    const rule = await propose();
    expect(await states()).toEqual(['proposed']);
    expect(stands(rule)).toThrow(expect.objectContaining({ messageKey: 'convert.refused.notValid' }));
    await approve('a2', rule);
    expect(await states()).toEqual(['active']);
    expect(stands(rule)).not.toThrow();
    await service().withdraw({ ...rule, requestId, reason }, as('a3'));
    expect(await states()).toEqual(['withdrawn']);
    expect(stands(rule)).toThrow();
  });

  it('EXAMPLE: neither the proposer nor another clinical owner approves', async () => {
    accounts.push(person('a4', ['clinical-owner']));
    const rule = await propose();
    await expect(approve('a1', rule)).rejects.toMatchObject(refusedBy('samePerson'));
    await expect(approve('a4', rule)).rejects.toMatchObject(refusedBy('otherOwner'));
    await expect(propose({ clinicalOwnerId: 'a1' })).rejects.toMatchObject(refusedBy('owner'));
    await expect(propose({ clinicalOwnerId: 'a3' })).rejects.toMatchObject(refusedBy('owner'));
  });

  it('EXAMPLE: D-dimer, a test that does not come out and a validity of years are refused', async () => {
    await expect(propose({ findingId: 'f2' })).rejects.toMatchObject(refusedBy('fibrin'));
    const tests = [{ before: '126', after: '7.0' }];
    await expect(propose({ tests })).rejects.toMatchObject(refusedBy('test'));
    await expect(propose({ validUntil: clock.now() + 400 * dayMs })).rejects.toMatchObject(refusedBy('dates'));
  });

  it('EXAMPLE: a rule ends with its validity, and with a later version that is approved', async () => {
    const first = await propose();
    await approve('a2', first);
    const second = await propose();
    expect(second).toEqual({ ruleId: first.ruleId, version: 2 });
    await approve('a2', second);
    expect(await states()).toEqual(['active', 'superseded']);
    expect(stands(first)).toThrow();
    clock.advance(31 * dayMs);
    expect(await states()).toEqual(['expired', 'expired']);
    expect(stands(second)).toThrow();
  });

  it('EXAMPLE: in PRODUCTION nothing is converted until an administrator allows it, also after a start', async () => {
    const rule = await propose();
    await approve('a2', rule);
    environment = 'PRODUCTION';
    expect(stands(rule)).toThrow(expect.objectContaining({ messageKey: 'convert.refused.notAllowed' }));
    await service().allow({ requestId, connectionId: 'c1', isAllowed: true, reason }, as('a1'));
    expect(stands(rule)).not.toThrow();
    shelf = await createRuleShelf(temporary.store.journal);
    expect(stands(rule)).not.toThrow();
    expect(await states()).toEqual(['active']);
  });

  it.each(['csv', 'concept-map', 'pseudo-code'] as const)('EXAMPLE: taken out as %s', async (format) => {
    await approve('a2', await propose());
    const { text, count } = await service().export({ format }, as('a1'));
    expect(count).toBe(1);
    for (const part of ['NPU02192', 'mg/dL', 'mmol/L']) expect(text).toContain(part);
    if (format === 'concept-map') expect(JSON.parse(text)).toMatchObject({ resourceType: 'ConceptMap' });
  });
});
