import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import type { Hazard } from '../../../src-shared/domain/replay.ts';
import { type CoreDesk, openDesk } from '../core-desk.ts';
import { account, createFirstAccount } from '../main-path/actions.ts';
import { passThrough } from '../main-path/preconditions.ts';
import { type Console, openConsole } from '../shells.ts';
import { readTexts } from '../texts.ts';

/** Synthetic persons (month + 80). */
const numbers = ['14856710182', '15876500288', '05928512356', '01819012345', '02829012345', '03839012345'];
const address = '|||||Storgata 1^^Bergen^^5003';

type Case = {
  id: string;
  failed: string[];
  /** What comes afterwards and gets through; null = nothing. */
  since: string[] | null;
  type: string;
  expected: Partial<Hazard> & { kind: Hazard['kind'] };
};

const result = (status: string, order: string) => [
  `OBR|1|${order}||NA^Natrium|||||||||||||||||||||${status}`,
  `OBX|1|NM|NA^Natrium||141|mmol/L|137-145|N|||${status}`,
];

const cases: Case[] = [
  {
    ...{ id: 'STATE', type: 'ADT^A08', failed: ['PV1|1|I|MED1'], since: ['ADT^A03', 'PV1|1|I|MED1'] },
    expected: { kind: 'newer-state', outcome: 'found', blocks: false },
  },
  {
    ...{ id: 'MERGE', type: 'ADT^A08', failed: ['PV1|1|I|MED1'], since: ['ADT^A40', 'MRG|991'] },
    expected: { kind: 'merged-since', outcome: 'found', blocks: true },
  },
  {
    ...{ id: 'CORRECT', type: 'ORU^R01', failed: result('F', 'ORD-1'), since: ['ORU^R01', ...result('C', 'ORD-1')] },
    expected: { kind: 'newer-result', outcome: 'found', blocks: true },
  },
  {
    ...{ id: 'PROTECT', type: 'ADT^A08', failed: ['PV1|1|I|MED1'], since: ['ADT^A31', 'PD1||||||||||||Y'] },
    expected: { kind: 'address-protected', outcome: 'found', blocks: true },
  },
  {
    ...{ id: 'BILLING', type: 'DFT^P03', failed: ['FT1|1|||20261127||CG|701a|||1'], since: null },
    expected: { kind: 'class-rule', outcome: 'found', blocks: true },
  },
  {
    ...{ id: 'CLEAR', type: 'ADT^A08', failed: ['PV1|1|I|MED1'], since: null },
    expected: { kind: 'newer-state', outcome: 'not-found', blocks: false },
  },
];

describe('FEATURE: what has come since holds a message back', () => {
  let opened: Console;
  let desk: CoreDesk;
  const place = { connectionId: passThrough.connectionId, channelId: passThrough.channelId };

  beforeAll(async () => {
    opened = await openConsole('browser', { language: 'nb' });
    await createFirstAccount({ page: opened.page, text: readTexts('nb') });
    desk = await openDesk(opened.folders, account);
    await comes('The practice engine', async () => (await desk.call('practice.status', {})).isRunning);
    await desk.call('practice.setSpeed', { speed: 0 });
    await desk.call('messages.setBudget', { connectionId: place.connectionId, percent: 50 });
    await desk.call('messages.setChannel', { ...place, keySource: 'content', windowHours: 72 });
    await receiverIs('down');
    for (const [index, { id, type, failed }] of cases.entries()) await arrives(index, { id, type, minute: 10, failed });
    await receiverIs('up');
    for (const [index, { id, since }] of cases.entries())
      if (since !== null)
        await arrives(index, { id: `${id}-LATER`, type: since[0] ?? '', minute: 20, failed: since.slice(1) });
    for (const { id } of cases) await comes(`The failure ${id}`, async () => (await failureOf(id)) !== undefined);
    await comes('The index', async () => {
      const { items } = await desk.call('messages.channels', { connectionId: place.connectionId });
      return items.find(({ channelId }) => channelId === place.channelId)?.since !== null;
    });
  }, 180_000);
  afterAll(async () => {
    await desk?.close();
    await opened?.close();
  });

  async function comes(what: string, isThere: () => Promise<boolean>): Promise<void> {
    for (let attempt = 0; !(await isThere()); attempt += 1) {
      if (attempt > 120) throw new Error(`${what} never came.`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  const receiverIs = (mode: 'up' | 'down') =>
    desk.call('practice.setReceiver', { receiverId: passThrough.receiverId, mode });

  function arrives(index: number, of: { id: string; type: string; minute: number; failed: string[] }) {
    const segments = [
      `MSH|^~\\&|EPJ|FJORDSYK|BLODGASS|FJORDSYK|202611220${of.minute === 10 ? 8 : 9}${of.minute}00+0100||${of.type}|HAZ-${of.id}|P|2.5`,
      `PID|1||${numbers[index]}^^^FNR||Fjordheim^Solveig|${address}`,
      ...of.failed,
    ];
    const bytes = new TextEncoder().encode(`${segments.join('\r')}\r`);
    return desk.call('practice.inject', { channelId: passThrough.channelId, bytes });
  }

  async function failureOf(id: string): Promise<OutputOf<'failures.list'>['items'][number] | undefined> {
    const filter = {
      ...{ connectionId: null, channelId: null, kind: null, from: null, to: null, groupId: null },
      ...{ text: `HAZ-${id}`, state: 'open' as const },
    };
    return (await desk.call('failures.list', { filter, cursor: null, limit: 5 })).items[0];
  }

  async function planOf(id: string) {
    const { connectionId, channelId, nativeId } = (await failureOf(id))!;
    const ref = { connectionId, channelId, nativeId };
    const wish = { ref, edit: null, destinationIds: null, targetConnectionId: null };
    return { wish, plan: await desk.call('replay.plan', wish) };
  }

  it.each(cases)('EXAMPLE: $id', async ({ id, expected }) => {
    const { plan } = await planOf(id);
    expect(plan.hazards.find(({ kind }) => kind === expected.kind)).toMatchObject(expected);
  });

  it.each(cases.filter(({ id }) => id !== 'CLEAR'))(
    'EXAMPLE: $id is held back by default',
    async ({ id, expected }) => {
      const { wish, plan } = await planOf(id);
      const start = desk.call('replay.start', {
        ...{ ...wish, requestId: crypto.randomUUID(), reason: 'the receiver is back', bodyHash: plan.bodyHash },
        // As after a look when it could not be checked.
        ...{ acceptedHazards: plan.hazards.map(({ kind }) => kind), acceptedErrors: null },
      });
      await expect(start).rejects.toThrow(expected.blocks ? `hazard.${expected.kind}` : 'unseenHazard');
      const { items } = await desk.call('practice.receiverLog', { receiverId: passThrough.receiverId });
      expect(items.some(({ messageControlId }) => messageControlId === `HAZ-${id}`)).toBe(false);
    },
  );

  it('EXAMPLE: a run leaves them out and says why, and sends the one that nothing came after', async () => {
    const failureIds = await Promise.all(cases.map(async ({ id }) => (await failureOf(id))!.failureId));
    const { run, sample } = await desk.call('runs.plan', {
      requestId: crypto.randomUUID(),
      scope: { kind: 'these', failureIds },
    });
    const settings = { ...run.settings, testCount: 0, acceptedHazards: sample.hazards.map(({ kind }) => kind) };
    const { runId } = run;
    await desk.call('runs.start', { requestId: crypto.randomUUID(), runId, settings, reason: 'the receiver is back' });
    await comes('The end', async () => (await desk.call('runs.get', { runId })).run.state === 'finished');
    const { counts, leftOut } = await desk.call('runs.get', { runId });
    expect(counts).toMatchObject({ sent: 1, leftOut: cases.length - 1 });
    expect(leftOut.map(({ key }) => key).sort()).toEqual([
      'hazard.address-protected.found',
      'hazard.merged-since.found',
      'hazard.newer-result.found',
      'replay.refused.unseenHazard',
      'run.leftOut.classBlocked',
    ]);
  });
});
