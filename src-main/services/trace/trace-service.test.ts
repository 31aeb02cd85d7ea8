import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InputOf, OutputOf } from '../../../src-shared/contract/index.ts';
import type { Role } from '../../../src-shared/domain/account.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { standardDueAt } from '../../../src-shared/domain/trace/expectation.ts';
import { aConnectorRow } from '../../../test/fakes/fake-engine-world.ts';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { anEntry } from '../../../test/fakes/store-records.ts';
import { openTemporaryStore, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import type { PersonContext } from '../../app/handler.ts';
import type { Engine, MessageDetail } from '../../engines/engine.ts';
import type { HeaderRecord } from '../../store/header-store.ts';
import { forgetAll, indexed, minuteMs, nine, person } from './test-support.ts';
import { createTraceService, type TraceDeps } from './trace-service.ts';

const clock = createManualClock(nine + 120 * minuteMs);
let temporary: TemporaryStore;
let codes: Map<string, string | null>;
let isDown: boolean;
let summary: string;
let deps: Partial<TraceDeps>;

beforeAll(async () => {
  temporary = await openTemporaryStore(clock);
});
afterAll(() => temporary.remove());
beforeEach(async () => {
  await forgetAll(temporary.store);
  codes = new Map();
  isDown = false;
  deps = {};
  caller = kari;
});

/** An engine whose receiver answered each message with the code that a test says, else AA. */
const engine = {
  messages: {
    read: async (ref: { channelId: string; nativeId: string }): Promise<MessageDetail> => {
      if (isDown) throw new AppError('ENGINE_UNREACHABLE', 'No answer.');
      const code = codes.get(ref.nativeId);
      const acknowledgementCode = code === undefined ? 'AA' : code;
      const row = aConnectorRow({ state: 'sent', name: 'Record system', respondedAt: nine, acknowledgementCode });
      return { connectors: [row] } as unknown as MessageDetail;
    },
  },
} as unknown as Engine;

function service() {
  return createTraceService({
    cache: temporary.store.cache,
    groups: temporary.store.journal.groups,
    audit: temporary.store.journal.audit,
    dueAt: async () => standardDueAt,
    hashPatient: (number) => `patient: ${number.length}`,
    findEngine: () => engine,
    shownIds: () => ['hospital'],
    holes: () => [],
    since: () => nine - 1000 * minuteMs,
    waitingAt: () => ({ total: 12, urgent: 4 }),
    clock,
    ...deps,
  });
}

const put = (...records: HeaderRecord[]) => temporary.store.cache.headers.put(records);
const kari = { name: 'Kari Nordmann', unit: 'Ward 3', unitIds: ['8090'], phone: '12345678' };
let caller = kari;

/** Told as it would stand in the audit log, under its own line there. */
async function ask(
  question: InputOf<'trace.ask'>['question'],
  roles: Role[] = ['liaison'],
): Promise<OutputOf<'trace.ask'>> {
  const { audit } = temporary.store.journal;
  const { sequence } = await audit.append(
    anEntry({ procedure: 'trace.ask', target: null, person: 'Liv Kontaktperson' }),
  );
  const context = {
    account: { roles },
    signal: new AbortController().signal,
    auditSequence: sequence,
    describe: (details: { summary: string; target?: string }) => {
      summary = details.summary;
      const outcome = { outcome: 'ok', errorCode: null, target: details.target ?? null, summary, at: nine } as const;
      void audit.settle(sequence, outcome);
    },
  } as unknown as PersonContext;
  return service().ask({ requestId: 'request-1', caller, reason: 'health-care', question }, context);
}
const byNumber = (text: string, roles?: Role[]) => ask({ kind: 'number', text }, roles);
const storyOf = (answer: OutputOf<'trace.ask'>) => {
  if (answer.kind !== 'answer') throw new Error(`Not an answer but ${answer.kind}.`);
  return answer.story;
};

describe('trace.ask', () => {
  it('answers by the number of a requisition, by the word of the receiver', async () => {
    await put(indexed('order', { id: 1, minutes: -60 }), indexed('result', { id: 2 }));
    const story = storyOf(await byNumber('*R1*'));
    expect(story.conclusion.code).toBe('receipted');
    expect(story.timeline.map(({ kind, role }) => `${role} ${kind}`)).toEqual([
      'order came',
      'order delivery',
      'result came',
      'result delivery',
    ]);
    expect(summary).toBe('caller: Kari Nordmann, Ward 3, 12345678; reason: health-care; by: number; told: receipted');
  });
  it('keeps no number of a person that was typed into a wrong field', async () => {
    caller = { ...caller, name: `Kari ${person}` };
    await byNumber('R1');
    expect(summary).not.toContain(person);
    expect(summary).toContain('caller: Kari ');
  });
  it('says receipted only while the engine can be asked', async () => {
    await put(indexed('result', { id: 2 }));
    isDown = true;
    const story = storyOf(await byNumber('R1'));
    expect(story.conclusion.code).toBe('accepted-without-receipt');
    expect(story.conclusion.limits).toContain('receiver-not-asked');
  });
  it('says that the receiver refused what the engine calls sent', async () => {
    await put(indexed('result', { id: 2 }));
    codes.set('2', 'AR');
    expect(storyOf(await byNumber('R1')).conclusion.code).toBe('refused');
  });
  it('tells what else waits at the same place', async () => {
    await put(indexed('result', { id: 2, status: 'waiting' }));
    isDown = true;
    expect(storyOf(await byNumber('R1'))).toMatchObject({
      conclusion: { code: 'waiting' },
      waiting: { total: 12, urgent: 4 },
    });
  });
  it('awaits an answer until its time and misses it then', async () => {
    await put(indexed('order', { id: 1, minutes: 0 }));
    expect(storyOf(await byNumber('R1')).conclusion.code).toBe('awaited');
    await put(indexed('order', { id: 2, minutes: -300, isUrgent: true, orders: ['R2'], patients: ['01897012340'] }));
    expect(storyOf(await byNumber('R2')).conclusion.code).toBe('never-received');
  });
  it('finds by control id where no order has the number', async () => {
    await put(indexed('result', { id: 2, controlId: 'LAB77' }));
    expect(storyOf(await byNumber('LAB77')).conclusion.code).toBe('receipted');
  });
  it('offers the events of a person, and answers the one that is chosen', async () => {
    await put(
      indexed('result', { id: 2 }),
      indexed('result', { id: 3, orders: ['R2'], minutes: 10, status: 'filtered' }),
    );
    const answer = await byNumber(`${person.slice(0, 6)} ${person.slice(6)}`);
    if (answer.kind !== 'choice') throw new Error(answer.kind);
    expect(answer.items.map(({ code, role }) => `${role} ${code}`)).toEqual(['result filtered', 'result receipted']);
    expect(answer.personKind).toBe('fnr');
    const chosen = await ask({
      kind: 'message',
      ref: answer.items[0]?.ref ?? { connectionId: '', channelId: '', nativeId: '' },
    });
    expect(storyOf(chosen).conclusion.code).toBe('filtered');
  });
  it('says that a number was mistyped, unless an order has it', async () => {
    const mistyped = `${person.slice(0, 10)}${(Number(person[10]) + 1) % 10}`;
    expect(await byNumber(mistyped)).toEqual({ kind: 'mistyped', faults: ['control-digit'] });
    await put(indexed('result', { id: 2, orders: [mistyped] }));
    expect((await byNumber(mistyped)).kind).toBe('answer');
  });
  it('says not ordered of a person without orders, and nothing where not all is read', async () => {
    expect(storyOf(await byNumber(person)).conclusion.code).toBe('not-ordered');
    deps = { holes: () => [{ connectionId: 'hospital', channelId: 'x', channelName: 'X', why: 'off', knownTo: null }] };
    expect(storyOf(await byNumber(person)).conclusion.code).toBe('not-enough');
  });
  it('answers by birth, requester and day only when one matches', async () => {
    const question = { kind: 'birth', birthDate: '19750708', day: '20261102', requester: 'epj' } as const;
    expect(storyOf(await ask(question)).conclusion.code).toBe('not-ordered');
    await put(indexed('result', { id: 2 }));
    expect(storyOf(await ask(question)).conclusion.code).toBe('receipted');
    expect((await ask({ ...question, requester: 'clinic' })).kind).toBe('answer');
    await put(indexed('result', { id: 3, orders: ['R2'], patients: ['01897012340'] }));
    expect(await ask(question)).toEqual({ kind: 'many', persons: 2, events: 2 });
  });
});

describe('what a liaison sees', () => {
  it('leaves out names unless the unit is a party', async () => {
    await put(indexed('result', { id: 2, recipients: ['7001'] }));
    const other = storyOf(await byNumber('R1'));
    expect(other).toMatchObject({ isMasked: true, conclusion: { code: 'receipted', sender: null } });
    expect(other.steps.map(({ recipient }) => recipient)).toEqual([null]);
    expect(JSON.stringify(other)).not.toMatch(/LAB|7001/);
    expect(storyOf(await byNumber('R1', ['operator']))).toMatchObject({
      isMasked: false,
      conclusion: { sender: 'LAB' },
    });
    await put(indexed('result', { id: 4, orders: ['R4'], recipients: ['8090', '7001'] }));
    expect(storyOf(await byNumber('R4'))).toMatchObject({ isMasked: false, conclusion: { sender: 'LAB' } });
  });
});

describe('an order without an answer', () => {
  it('is awaited for as long as is set or learned', async () => {
    await put(indexed('order', { id: 1, minutes: -60 }));
    expect(storyOf(await byNumber('R1')).conclusion.code).toBe('awaited');
    deps = {
      dueAt:
        async () =>
        ({ at }) =>
          at + 30 * minuteMs,
    };
    expect(storyOf(await byNumber('R1')).conclusion.code).toBe('never-received');
  });
});

describe('a case', () => {
  const caseNumberOf = (answer: OutputOf<'trace.ask'>) => {
    if (answer.kind !== 'answer' || answer.caseNumber === null) throw new Error('No case.');
    return answer.caseNumber;
  };

  it('is asked for again by its number, and told as it is now', async () => {
    await put(indexed('order', { id: 1, minutes: -60 }));
    const caseNumber = caseNumberOf(await byNumber('R1'));
    await put(indexed('result', { id: 2 }));
    const again = await byNumber(caseNumber.toLowerCase());
    expect(again).toMatchObject({ reopened: { caseNumber, person: 'Liv Kontaktperson' } });
    expect(storyOf(again).conclusion.code).toBe('receipted');
    expect(caseNumberOf(again)).not.toBe(caseNumber);
    expect(summary).not.toContain(caseNumber);
  });

  it('that found no message says so, as does a number of something else', async () => {
    const caseNumber = caseNumberOf(await byNumber('R404'));
    await expect(byNumber(caseNumber)).rejects.toMatchObject({ messageKey: 'trace.emptyCase' });
    const { sequence } = await temporary.store.journal.audit.append(anEntry({ procedure: 'message.readBody' }));
    await expect(byNumber(`VAKT-${sequence}`)).rejects.toMatchObject({ messageKey: 'trace.noCase' });
    await expect(byNumber('VAKT-999999')).rejects.toMatchObject({ messageKey: 'trace.noCase' });
  });
});

describe('trace.graph', () => {
  it('gives nodes and why they belong together', async () => {
    await put(indexed('order', { id: 1, minutes: -60 }), indexed('result', { id: 2 }));
    const signal = new AbortController().signal;
    const ref = { connectionId: 'hospital', channelId: 'results', nativeId: '2' };
    const graph = await service().graph({ ref }, { signal } as unknown as PersonContext);
    expect(graph.nodes.map(({ role, destinations }) => [role, destinations[0]?.code])).toEqual([
      ['order', 'AA'],
      ['result', 'AA'],
    ]);
    expect(graph.links).toEqual([{ from: 0, to: 1, why: 'order', certainty: 'certain' }]);
    await expect(
      service().graph({ ref: { ...ref, nativeId: '99' } }, { signal } as unknown as PersonContext),
    ).rejects.toThrow('No such message.');
  });
});
