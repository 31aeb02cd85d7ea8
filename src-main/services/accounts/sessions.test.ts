import { beforeEach, describe, expect, it } from 'vitest';
import { createManualClock, type ManualClock } from '../../../test/fakes/manual-clock.ts';
import { createSessions, type Sessions } from './sessions.ts';

const lockAfterMs = 600_000;
const dayMs = 24 * 3_600_000;
let clock: ManualClock;
let sessions: Sessions;
let told: unknown[];

beforeEach(() => {
  clock = createManualClock();
  told = [];
  sessions = createSessions({
    clock,
    lockAfterMs: () => lockAfterMs,
    emit: (name, payload) => told.push([name, payload]),
  });
});

describe('sessions', () => {
  it('find a session by its token and by no other', () => {
    const { sessionToken, session } = sessions.open('a1');
    expect(sessions.find(sessionToken)).toEqual({ ...session, accountId: 'a1', isLocked: false });
    expect(sessions.find(`${sessionToken}x`)).toBeNull();
    expect(sessions.find(session.sessionId)).toBeNull();
    expect(sessions.find(null)).toBeNull();
  });

  it('lock when nobody used it for its time, and say so', () => {
    const { session } = sessions.open('a1');
    clock.advance(lockAfterMs);
    expect(sessions.isLocked(session.sessionId)).toBe(true);
    expect(told).toEqual([['accounts.sessionChanged', { reason: 'locked' }]]);
  });

  it('stay open while used', () => {
    const { session } = sessions.open('a1');
    clock.advance(lockAfterMs - 1);
    sessions.use(session.sessionId);
    clock.advance(lockAfterMs - 1);
    expect(sessions.isLocked(session.sessionId)).toBe(false);
  });

  it('are found locked by the clock alone when no timer ran, as after a sleep of the machine', () => {
    let now = 0;
    const asleep = createSessions({
      clock: { ...clock, now: () => now, after: () => () => undefined },
      lockAfterMs: () => lockAfterMs,
      emit: () => undefined,
    });
    const { sessionToken } = asleep.open('a1');
    now += lockAfterMs;
    expect(asleep.find(sessionToken)?.isLocked).toBe(true);
  });

  it('lock in time although somebody set the clock back', () => {
    let setBackMs = 0;
    const shifted = createSessions({
      clock: { ...clock, now: () => clock.now() - setBackMs },
      lockAfterMs: () => lockAfterMs,
      emit: () => undefined,
    });
    const { sessionToken } = shifted.open('a1');
    setBackMs = 3_600_000;
    clock.advance(lockAfterMs);
    expect(shifted.find(sessionToken)?.isLocked).toBe(true);
    clock.advance(dayMs);
    expect(shifted.find(sessionToken)).toBeNull();
    expect(clock.pendingCount()).toBe(0);
  });

  it('are not unlocked by use', () => {
    const { session } = sessions.open('a1');
    sessions.lock(session.sessionId);
    sessions.use(session.sessionId);
    expect(sessions.isLocked(session.sessionId)).toBe(true);
    sessions.unlock(session.sessionId);
    expect(sessions.isLocked(session.sessionId)).toBe(false);
  });

  it('end after a day without use, locked or not', () => {
    const { sessionToken } = sessions.open('a1');
    clock.advance(dayMs);
    expect(sessions.find(sessionToken)).toBeNull();
    expect(told.at(-1)).toEqual(['accounts.sessionChanged', { reason: 'ended' }]);
  });

  it('of one account end together, but for the one that asked', () => {
    const kept = sessions.open('a1');
    const ended = sessions.open('a1');
    const other = sessions.open('a2');
    sessions.endAllOf('a1', kept.session.sessionId);
    expect(sessions.find(kept.sessionToken)).not.toBeNull();
    expect(sessions.find(ended.sessionToken)).toBeNull();
    expect(sessions.find(other.sessionToken)).not.toBeNull();
  });

  it('tell that somebody is there while one session of theirs is not locked', () => {
    const [first, second] = [sessions.open('a1'), sessions.open('a1')];
    sessions.lock(first.session.sessionId);
    expect([sessions.isPresent('a1'), sessions.isPresent('a2')]).toEqual([true, false]);
    sessions.end(second.session.sessionId);
    expect(sessions.isPresent('a1')).toBe(false);
    sessions.unlock(first.session.sessionId);
    expect(sessions.isPresent('a1')).toBe(true);
  });

  it('leave no timer behind when closed', () => {
    sessions.open('a1');
    sessions.open('a2');
    sessions.close();
    expect(clock.pendingCount()).toBe(0);
    expect(sessions.count()).toBe(0);
  });
});
