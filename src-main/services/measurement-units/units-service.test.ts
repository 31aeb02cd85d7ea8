import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InputOf } from '../../../src-shared/contract/index.ts';
import { createManualClock, type ManualClock } from '../../../test/fakes/manual-clock.ts';
import { openTemporaryStore, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import type { PersonContext } from '../../app/handler.ts';
import type { CollectedFinding } from '../../store/unit-finding-store.ts';
import { createSiteShelf, type SiteShelf } from './site-shelf.ts';
import { createUnitsService } from './units-service.ts';

const place = { connectionId: 'c1', channelId: 'lab' };
const filter = { connectionId: null, channelId: null, view: 'wanting', judgement: null } as const;
const context = {
  account: { accountId: 'a1', name: 'Kari Test' },
  describe: () => undefined,
} as unknown as PersonContext;
const dayMs = 86_400_000;

let clock: ManualClock;
let temporary: TemporaryStore;
let site: SiteShelf;
let shown: string[];

beforeEach(async () => {
  clock = createManualClock();
  shown = ['c1'];
  temporary = await openTemporaryStore(clock);
  site = await createSiteShelf(temporary.store.journal.units);
});
afterEach(() => temporary.remove());

const service = () =>
  createUnitsService({
    findings: temporary.store.history.units,
    decisions: temporary.store.journal.units,
    site,
    idsIn: (id) => shown.filter((each) => id === null || each === id),
    channelNameOf: () => 'Laboratory',
    judgedCount: () => 1,
    clock,
    emit: () => undefined,
  });

function aFinding(findingId: string, overrides: Partial<CollectedFinding> = {}): CollectedFinding {
  return {
    ...{ findingId, sender: 'LAB', codeSystem: 'NLK', code: 'NPU02192', name: 'P-Glukose', unit: 'mg/dL' },
    ...{ expected: 'mmol/L', judgement: 'convertible_molar', messages: 8, measurements: 8, urgent: 0 },
    ...{ firstAt: clock.now(), lastAt: clock.now(), typical: [88, 90, 92, 99, 101] },
    ...{ days: [], patientKeys: ['p'], samples: [{ nativeId: 7, receivedAt: clock.now() }] },
    ...overrides,
  };
}
const put = (...findings: CollectedFinding[]) => temporary.store.history.units.add({ ...place, looked: [], findings });
const decide = (given: Partial<InputOf<'units.decide'>>) =>
  service().decide(
    {
      ...{ requestId: 'r1r1r1r1', findingId: 'f1', kind: 'sender', owner: null, dueAt: null, untilAt: null },
      ...{ reason: 'Because', ...given },
    },
    context,
  );
const list = async (view: InputOf<'units.list'>['filter']['view'] = 'wanting') =>
  (await service().list({ filter: { ...filter, view } }, context)).items.map(({ findingId }) => findingId);
const get = () => service().get({ findingId: 'f1' }, context);

describe('findings about units', () => {
  it('shows both readings of a number of the traffic, and the way to it', async () => {
    await put(aFinding('f1'));
    const { example, readings, reasons, formula, samples } = await get();
    expect(example).toEqual({ value: '92', isFromTraffic: true });
    expect(readings.map(({ unit, value, isPlausible }) => [unit, value, isPlausible])).toEqual([
      ['mg/dL', '5.1', true],
      ['mmol/L', '92', false],
    ]);
    expect([reasons.map(({ id }) => id), formula !== null]).toEqual([['molarMass', 'result'], true]);
    expect(samples).toEqual([{ nativeId: '7', receivedAt: clock.now() }]);
  });

  it('takes a usual number where so few were found that one could be told', async () => {
    await put(aFinding('f1', { messages: 1, typical: [180] }));
    expect((await get()).example?.isFromTraffic).toBe(false);
  });

  it('shows nothing of another environment', async () => {
    await put(aFinding('f1'));
    shown = ['other'];
    expect((await get()).finding).toBeNull();
    expect(await list('all')).toEqual([]);
    await expect(decide({})).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('leaves the work when the sender is asked, and comes first when it still arrives after the date', async () => {
    await put(aFinding('f1', { messages: 1 }), aFinding('f2', { unit: 'mg/L', urgent: 5 }));
    await decide({ dueAt: clock.now() + dayMs, owner: 'Lab' });
    expect([await list(), await list('asked')]).toEqual([['f2'], ['f1']]);
    clock.advance(2 * dayMs);
    expect(await list()).toEqual(['f2']);
    await put(aFinding('f1', { messages: 1, firstAt: clock.now(), lastAt: clock.now() }));
    expect(await list()).toEqual(['f1', 'f2']);
  });

  it('refuses a synonym that is not one scale, and takes effect with one that is not known', async () => {
    await put(aFinding('f1'), aFinding('f2', { unit: 'mmolpl', judgement: 'unknown_unit' }));
    await expect(decide({ kind: 'synonym' })).rejects.toMatchObject({
      code: 'CONFLICT',
      messageKey: 'units.refused.otherScale',
    });
    await decide({ kind: 'synonym', findingId: 'f2' });
    expect(site.of(place).synonyms).toEqual([
      { sender: 'LAB', codeSystem: 'NLK', code: 'NPU02192', unit: 'mmolpl', means: 'mmol/L' },
    ]);
    expect(await list('settled')).toEqual(['f2']);
  });

  it('keeps decisions with who, when and why, and takes one back', async () => {
    await put(aFinding('f1'));
    await decide({ kind: 'receiver', reason: 'They map it' });
    const [decision] = (await get()).decisions;
    expect(decision).toMatchObject({
      kind: 'receiver',
      person: { name: 'Kari Test' },
      reason: 'They map it',
      at: clock.now(),
    });
    await service().withdraw(
      { requestId: 'r2r2r2r2', findingId: 'f1', decisionId: decision?.decisionId ?? '', reason: 'Not so' },
      context,
    );
    expect((await get()).decisions[0]?.withdrawn).toMatchObject({ reason: 'Not so' });
    expect(await list()).toEqual(['f1']);
  });

  it.each([
    [{ kind: 'ignore', untilAt: null }, 'units.refused.noDate'],
    [{ kind: 'ignore', untilAt: 1 }, 'units.refused.noDate'],
    [{ kind: 'sender', dueAt: 1 }, 'units.refused.dateOver'],
  ] as const)('refuses %o', async (given, messageKey) => {
    await put(aFinding('f1'));
    await expect(decide(given)).rejects.toMatchObject({ code: 'BAD_INPUT', messageKey });
  });

  it('uses a list of what a receiver expects until it is removed, the narrower above the wider', async () => {
    const add = (text: string, channelId: string | null) =>
      service().addExpected(
        { requestId: 'r3r3r3r3', name: 'EPJ', text, connectionId: channelId === null ? null : 'c1', channelId },
        context,
      );
    expect(await add('code,unit\nA,g/L\nB,g/L', null)).toEqual({ count: 2 });
    await add('code,unit\nA,mg/L', 'lab');
    expect(site.of(place).expected.map(({ code, unit }) => `${code} ${unit}`)).toEqual(['A g/L', 'B g/L', 'A mg/L']);
    expect(site.of({ ...place, channelId: 'other' }).expected).toHaveLength(2);
    const { lists } = await service().expected({}, context);
    for (const { listId } of lists) await service().removeExpected({ requestId: 'r4r4r4r4', listId }, context);
    expect(site.of(place).expected).toEqual([]);
    await expect(add('code,unit\nA,', null)).rejects.toMatchObject({
      messageKey: 'units.refused.listLine',
      params: { line: 2 },
    });
  });

  it('reports counts only, with what others wrote made harmless', async () => {
    await put(aFinding('f1', { sender: '=HYPERLINK("x")', name: '<b>Glucose</b>' }));
    const asked = { filter: { ...filter, view: 'all' as const }, language: 'en' as const };
    const csv = await service().report({ ...asked, format: 'csv' }, context);
    expect(csv.text.split('\r\n')[1]).toMatch(/^Laboratory,"'=HYPERLINK\(""x""\)",NLK,NPU02192,.*,8,1,0,/);
    const html = await service().report({ ...asked, format: 'html' }, context);
    expect(html.text).toContain('&lt;b&gt;Glucose&lt;/b&gt; NLK NPU02192');
    expect(html.text).not.toMatch(/<script|<b>Glucose|\b92\b/);
  });
});
