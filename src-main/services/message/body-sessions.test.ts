import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Body } from '../../../src-shared/domain/message.ts';
import { createManualClock, type ManualClock } from '../../../test/fakes/manual-clock.ts';
import { type BodySessions, createBodySessions } from './body-sessions.ts';

const limitMs = 30_000;
const idleMs = 5 * 60_000;
const noSignal = new AbortController().signal;
const header = 'MSH|^~\\&|LAB|HUS|EPJ||20261122||ORU^R01|MSG1|P|2.5\r';

let clock: ManualClock;
let sessions: BodySessions;
let loads: AbortSignal[];

beforeEach(() => {
  clock = createManualClock();
  sessions = createBodySessions({ clock, limitMs });
  loads = [];
});

afterEach(() => sessions.close());

function aBody(lineCount: number): Body {
  const text = header + Array.from({ length: lineCount }, (_, line) => `OBX|${line}|TX|K||Value\r`).join('');
  return { bytes: new TextEncoder().encode(text), encoding: 'UTF-8', fidelity: 'engine-text' };
}

const small = 1;
const large = 2000;

/** Bodies that arrive when they are let go. */
function createGate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
}

type Asking = { key?: string; lineCount?: number; after?: Promise<void>; signal?: AbortSignal; isAnew?: boolean };

function ask({ key = 'k', lineCount = small, after, signal = noSignal, isAnew = false }: Asking = {}) {
  const load = async (loading: AbortSignal): Promise<Body> => {
    loads.push(loading);
    await after;
    return aBody(lineCount);
  };
  return sessions.ask('rows', { key, masked: true, from: 0, count: 10 }, { load, signal, isAnew });
}

/** Lets everything go on that waits for nothing but its turn. */
const aTurn = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('body sessions', () => {
  it.each([small, large])('load a body once until nobody has read it for a while (%s lines)', async (lineCount) => {
    await Promise.all([ask({ lineCount }), ask({ lineCount })]);
    clock.advance(idleMs - 1);
    await ask({ lineCount });
    clock.advance(idleMs - 1);
    expect((await ask({ lineCount })).items[0]?.text).toMatch(/^MSH/);
    expect(loads.length).toBe(1);
    clock.advance(idleMs);
    await ask({ lineCount });
    expect(loads.length).toBe(2);
  });

  it.each([small, large])('keep no body that was dropped on its way (%s lines)', async (lineCount) => {
    const gate = createGate();
    const asked = ask({ lineCount, after: gate.opened });
    await aTurn();
    sessions.drop((key) => key === 'k');
    gate.open();
    await expect(asked).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(loads.map(({ aborted }) => aborted)).toEqual([true]);
    await ask({ lineCount });
    expect(loads.length).toBe(2);
  });

  it('keep no body that is dropped while the thread takes it', async () => {
    const asked = ask({ lineCount: large });
    await aTurn();
    sessions.drop(() => true);
    await expect(asked).rejects.toMatchObject({ code: 'CANCELLED' });
    await ask({ lineCount: large });
    expect(loads.length).toBe(2);
  });

  it('load on for one page when another gives up, and stop when the last does', async () => {
    const gate = createGate();
    const [first, second, third] = [new AbortController(), new AbortController(), new AbortController()];
    const [one, two] = [first, second].map(({ signal }) => ask({ after: gate.opened, signal }));
    await aTurn();
    first.abort();
    await expect(one).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(loads[0]?.aborted).toBe(false);
    gate.open();
    expect((await two)?.items.length).toBe(2);

    const alone = ask({ key: 'other', after: new Promise(() => undefined), signal: third.signal });
    await aTurn();
    third.abort();
    await expect(alone).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(loads[1]?.aborted).toBe(true);
    expect((await ask({ key: 'other' })).items.length).toBe(2);
  });

  it('load anew when asked to, and answer others from what came last', async () => {
    await ask({ lineCount: 1 });
    expect((await ask({ lineCount: 3, isAnew: true })).items.length).toBe(4);
    expect((await ask({ lineCount: 5 })).items.length).toBe(4);
    expect(loads.length).toBe(2);
  });

  it('open a body again that went with its thread before the question reached it', async () => {
    await ask({ lineCount: large });
    const stuck = ask({ lineCount: large });
    const waiting = [ask({ lineCount: large }), ask({ lineCount: large })];
    clock.advance(limitMs);
    await expect(stuck).rejects.toMatchObject({ code: 'INTERNAL' });
    for (const each of waiting) expect((await each).items.length).toBe(10);
    expect(loads.length).toBe(2);
  });

  it('pass on why a body could not be loaded, and try again for the next who asks', async () => {
    const reading = { load: () => Promise.reject(new Error('refused')), signal: noSignal };
    const asked = sessions.ask('rows', { key: 'k', masked: true, from: 0, count: 1 }, reading);
    await expect(asked).rejects.toThrow('refused');
    expect((await ask()).items.length).toBe(2);
  });
});
