import { describe, expect, it } from 'vitest';
import type { Wait } from '../../../src-shared/domain/trace/expectation.ts';
import type { ExpectationRelation } from '../../store/expectation-store.ts';
import { judgeable, type Reading, type WaitedFor } from './judge-overdue.ts';

const hourMs = 3_600_000;
const now = 100 * hourMs;
const place = (channelId: string) => ({ connectionId: 'hospital', channelId });
const relation: ExpectationRelation = {
  ...{ relationKey: 7, kind: 'answer', ...place('orders'), channelName: 'Orders' },
  ...{ sender: 'EPJ', receiver: 'LAB', messageType: 'OML^O21', testGroup: '' },
};
const wait = (ms: number, by: Wait['by'] = 'standard'): Wait => ({ ms, by, count: 0, timeId: null });
const waited = (answeredIn: string[], more: Partial<WaitedFor> = {}): WaitedFor => ({
  relation,
  learned: { routine: null, urgent: null, answeredIn: answeredIn.map(place) },
  ...{ urgent: wait(hourMs), routine: wait(5 * hourMs) },
  ...more,
});
const reading = (channelId: string, more: Partial<Reading> = {}): Reading => ({
  ...{ ...place(channelId), channelName: channelId, keySource: 'content', from: 0, to: now },
  ...more,
});
const off = { keySource: 'off', from: null, to: null } as const;

describe('judgeable', () => {
  it('asks for what has been waited for longer than its time', () => {
    const { asked, asOf } = judgeable([waited(['results'])], [reading('orders'), reading('results')]);
    expect(asOf).toBe(now);
    expect(asked).toEqual([
      { relationKey: 7, isUrgent: true, waitMs: hourMs, from: 0, to: now - hourMs - 1 },
      { relationKey: 7, isUrgent: false, waitMs: 5 * hourMs, from: 0, to: now - 5 * hourMs - 1 },
    ]);
  });

  it('says nothing of orders older than the answers that are read, or of what came since they were', () => {
    const readings = [reading('orders'), reading('results', { from: 10 * hourMs, to: now - hourMs })];
    expect(judgeable([waited(['results'])], readings).asked[0]).toMatchObject({
      from: 10 * hourMs,
      to: now - 2 * hourMs - 1,
    });
  });

  it('is as of when cancellations were read, too', () => {
    const readings = [reading('orders', { to: now - 3 * hourMs }), reading('results')];
    expect(judgeable([waited(['results'])], readings).asOf).toBe(now - 3 * hourMs);
  });

  it('says nothing while a channel that answers came in is not read', () => {
    const readings = [reading('orders'), reading('results', { from: null, to: null })];
    expect(judgeable([waited(['results'])], readings)).toEqual({
      asked: [],
      asOf: null,
      unjudged: [{ relation, why: 'not-read' }],
    });
  });

  it('claims nothing where no answer was ever seen and a channel is not read at all', () => {
    const readings = [reading('orders'), reading('results'), reading('scans', off)];
    expect(judgeable([waited([])], readings).unjudged).toEqual([{ relation, why: 'no-answer-seen' }]);
    expect(judgeable([waited(['results'])], readings).unjudged).toEqual([]);
    const byHand = waited([], { routine: wait(hourMs, 'hand'), urgent: wait(hourMs, 'hand') });
    expect(judgeable([byHand], readings).asked).toHaveLength(2);
  });

  it('looks at every channel that is read where no answer was ever seen', () => {
    const readings = [reading('orders'), reading('results', { to: now - hourMs }), reading('other')];
    expect(judgeable([waited([])], readings).asOf).toBe(now - hourMs);
    expect(judgeable([waited([])], [...readings, reading('new', { from: null })]).unjudged).toHaveLength(1);
  });
});
