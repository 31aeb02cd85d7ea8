import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noSiteUnits, type SiteUnits } from '../../../src-shared/domain/units/site-units.ts';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { openTemporaryStore, silentLogger, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import { createUnitKeeper, type UnitKeeper } from './unit-keeper.ts';

const clock = createManualClock();
const place = { connectionId: 'c1', channelId: 'lab' };
let temporary: TemporaryStore;
let keeper: UnitKeeper;
let site: SiteUnits;

beforeEach(async () => {
  temporary = await openTemporaryStore(clock);
  site = noSiteUnits;
  keeper = createUnitKeeper({
    units: temporary.store.history.units,
    siteOf: () => site,
    clock,
    logger: silentLogger,
    emit: () => undefined,
  });
});
afterEach(async () => {
  await keeper.close();
  await temporary.remove();
});

/** A report of one glucose: born in month 81, as all persons here. */
function aReport(id: number, { unit = 'mg/dL', value = '99', patient = '01819012345', urgency = 'R' } = {}) {
  const lines = [
    'MSH|^~\\&|LAB|LAB|EPJ|EPJ|20270115080000||ORU^R01|C1|P|2.5.1|||||NOR|UNICODE UTF-8',
    `PID|1||${patient}^^^FNR||Test^Person`,
    `OBR|1|O${id}||GLU^Glukose|||20270115080000||||||||||||||||||F||^^^^^${urgency}`,
    `OBX|1|NM|NPU02192^P-Glukose^NLK||${value}|${unit}|3.9-6.1||||F`,
  ];
  const bytes = new TextEncoder().encode(lines.join('\r'));
  const body = { bytes, encoding: 'UTF-8', fidelity: 'engine-text' as const };
  return { id, receivedAt: clock.now() + id, body };
}

async function take(...messages: ReturnType<typeof aReport>[]): Promise<void> {
  await keeper.take({ ...place, looked: messages.map(({ id }) => [id, id]), messages });
  await keeper.idle();
}

const list = async () => (await temporary.store.history.units.list({ connectionIds: ['c1'] })).items;

describe('keeping findings about units', () => {
  it('adds up what one sender writes for one code, with its patients, urgent ones and newest messages', async () => {
    await take(aReport(1), aReport(2, { patient: '02819012345', urgency: 'S' }), aReport(3));
    const [finding, ...others] = await list();
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      ...{ sender: 'LAB / LAB', code: 'NPU02192', unit: 'mg/dL', expected: 'mmol/L', judgement: 'convertible_molar' },
      ...{ messages: 3, measurements: 3, urgent: 1, patients: 2, typical: [99, 99, 99] },
      ...{ firstAt: clock.now() + 1, lastAt: clock.now() + 3 },
    });
    const detail = await temporary.store.history.units.get(finding?.findingId ?? '');
    expect(detail?.samples.map(({ nativeId }) => nativeId)).toEqual(['3', '2', '1']);
    expect(detail?.days).toEqual([{ day: Math.floor(clock.now() / 86_400_000), messages: 3, urgent: 1 }]);
  });

  it('counts a message once, however often it is read and by whichever way', async () => {
    await take(aReport(1), aReport(2));
    await take(aReport(2), aReport(3));
    await keeper.takeFailures([failureOf(aReport(3))], () => ({ judgesUnits: true }));
    await keeper.idle();
    expect((await list())[0]?.messages).toBe(3);
  });

  it('never keeps whoever reads failures waiting, and looks at what there was no room for when it is read again', async () => {
    const { units } = temporary.store.history;
    const gate = Promise.withResolvers<void>();
    const slow = createUnitKeeper({
      units: { add: units.add, notLookedAt: (query) => gate.promise.then(() => units.notLookedAt(query)) },
      ...{ siteOf: () => site, clock, logger: silentLogger, emit: () => undefined },
    });
    const failures = [1, 2, 3, 4, 5, 6].map((id) => failureOf(aReport(id)));
    const read = (failure: Failure) => slow.takeFailures([failure], () => ({ judgesUnits: true }));
    for (const failure of failures) await read(failure);
    gate.resolve();
    await slow.idle();
    expect((await list())[0]?.messages).toBe(3);
    for (const failure of failures) {
      await read(failure);
      await slow.idle();
    }
    expect((await list())[0]?.messages).toBe(6);
    await slow.close();
  });

  it('looks at no failure of a channel that nobody opted in', async () => {
    await keeper.takeFailures([failureOf(aReport(3))], () => ({ judgesUnits: false }));
    await keeper.idle();
    expect(await list()).toEqual([]);
  });

  it('keeps what is in order out of the work, and counts it beside', async () => {
    await take(aReport(1), aReport(2, { unit: 'mmol/L', value: '5.1' }));
    expect(await list()).toHaveLength(1);
    expect(await temporary.store.history.units.inOrder({ connectionIds: ['c1'] })).toEqual([{ ...place, messages: 1 }]);
  });

  it('judges by what the site accepts, from then on', async () => {
    await take(aReport(1, { unit: 'mmolpl' }));
    expect((await list())[0]?.judgement).toBe('unknown_unit');
    const accepted = { sender: 'LAB / LAB', codeSystem: 'NLK', code: 'NPU02192', unit: 'mmolpl', means: 'mmol/L' };
    site = { version: '1', synonyms: [accepted], expected: [] };
    await take(aReport(2, { unit: 'mmolpl', value: '5.1' }));
    expect((await list())[0]?.messages).toBe(1);
    expect((await temporary.store.history.units.inOrder({ connectionIds: ['c1'] }))[0]?.messages).toBe(1);
  });

  it('changes no byte of a message by looking', async () => {
    const report = aReport(1);
    const before = report.body.bytes.slice();
    await take(report);
    expect(report.body.bytes).toEqual(before);
  });

  it('keeps nothing of a patient that stands where a unit should be', async () => {
    await take(aReport(1, { unit: '01819012345' }), aReport(2, { unit: 'Test Person' }));
    const kept = JSON.stringify(await list());
    expect(kept).toContain('unknown_unit');
    expect(kept).not.toMatch(/01819012345|Person/);
  });

  it('passes over a message that cannot be read', async () => {
    const broken = { ...aReport(1), body: { ...aReport(1).body, bytes: new Uint8Array([0xff, 0x00, 0x4d]) } };
    await take(broken, aReport(2));
    expect((await list())[0]?.messages).toBe(1);
  });
});

type Failure = Parameters<UnitKeeper['takeFailures']>[0][number];

function failureOf({ id, receivedAt, body }: ReturnType<typeof aReport>): Failure {
  const failure: Partial<Failure> = { ...place, nativeId: String(id), receivedAt, body };
  return failure as Failure;
}
