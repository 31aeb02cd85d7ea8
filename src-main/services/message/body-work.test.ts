import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeFrame } from '../../../src-shared/contract/frame.ts';
import type { TreeNode } from '../../../src-shared/contract/message.ts';
import type { Body } from '../../../src-shared/domain/message.ts';
import { createManualClock, type ManualClock } from '../../../test/fakes/manual-clock.ts';
import { viewBody } from './body-view.ts';
import { type BodyWork, createBodyWork } from './body-work.ts';

const limitMs = 30_000;
const header = 'MSH|^~\\&|LAB|HUS|EPJ||20261122||ORU^R01|MSG1|P|2.5\rPID|1||15876500288^^^FNR||Testesen^Tora';
const signal = new AbortController().signal;

let clock: ManualClock;
let work: BodyWork;

beforeEach(() => {
  clock = createManualClock();
  work = createBodyWork({ clock, limitMs });
});

afterEach(() => work.close());

function aBody(text: string): Body {
  return { bytes: new TextEncoder().encode(text), encoding: 'UTF-8', fidelity: 'engine-text' };
}

function aResult(lineCount: number): Body {
  return aBody([header, ...Array.from({ length: lineCount }, (_, line) => `OBX|${line}|TX|K||Testesen`)].join('\r'));
}

function depthOf(nodes: TreeNode[]): number {
  return nodes.reduce((depth, node) => Math.max(depth, 1 + depthOf(node.children)), 0);
}

const site = { profiles: [], now: 0 };

describe('body work', () => {
  it('reads a large body in another thread, with the same result', async () => {
    const body = aResult(2000);
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    const view = await work.run('view', { body, masked: true }, signal);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(0);
    expect(view).toEqual(viewBody(body, true));
    expect(view.text).not.toContain('Testesen');
    expect(await work.run('header', { body }, signal)).toMatchObject({ messageControlId: 'MSG1' });
  });

  it('refuses a clinical edit of a large body as of a small one', async () => {
    const plan = { kind: 'fields' as const, edits: [{ path: 'OBX-5', text: 'other' }] };
    for (const lineCount of [1, 2000]) {
      const edit = await work.run('previewEdit', { body: aResult(lineCount), plan, isSource: true, site }, signal);
      expect(edit).toMatchObject({ isAllowed: false, refusalKey: 'edit.refused.clinical', bodyHash: '' });
    }
  });

  it('shows the beginning of a very large body before and after an edit', async () => {
    const body = aBody(`${header}\rOBX|1|ED|PDF||${'A'.repeat(2_000_000)}`);
    const plan = { kind: 'fields' as const, edits: [{ path: 'PID-5[1].2', text: 'Torine' }] };
    const edit = await work.run('previewEdit', { body, plan, isSource: true, site }, signal);
    expect(edit).toMatchObject({ isAllowed: true, changes: [{ path: 'PID-5[1].2', after: 'Torine' }] });
    expect([edit.before.length, edit.after.length]).toEqual([512 * 1024, 512 * 1024]);
  });

  it('gives up a body that takes too long, and reads the next one', async () => {
    const stuck = work.run('view', { body: aResult(2000), masked: true }, signal);
    const next = work.run('header', { body: aResult(2000) }, signal);
    clock.advance(limitMs);
    await expect(stuck).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(await next).toMatchObject({ messageControlId: 'MSG1' });
  });

  it('stops waiting when the call is cancelled', async () => {
    const controller = new AbortController();
    const first = work.run('header', { body: aResult(2000) }, controller.signal);
    const second = work.run('header', { body: aResult(2000) }, controller.signal);
    controller.abort();
    await expect(first).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(second).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await work.run('header', { body: aResult(2000) }, signal)).toMatchObject({ messageControlId: 'MSG1' });
  });

  it('ends what is under way when it is closed', async () => {
    const open = [0, 1].map(() => work.run('header', { body: aResult(2000) }, signal));
    work.close();
    for (const reading of open) await expect(reading).rejects.toMatchObject({ code: 'INTERNAL' });
  });
});

describe('viewBody', () => {
  it('ends the tree of a deeply nested body where the border would refuse it', () => {
    const view = viewBody(aBody(`${'<a>'.repeat(150)}x${'</a>'.repeat(150)}`), false);
    expect(depthOf(view.tree)).toBe(64);
    expect(view.text).toContain('x</a>');
    expect(() => encodeFrame({ kind: 'reply', id: 1, reply: { ok: true, value: view } })).not.toThrow();
  });
});
