import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { fault } from './mirth-faults.ts';
import { createMirthHealth } from './mirth-health.ts';

const refusedConnection = () => fault('ENGINE_UNREACHABLE', 'engine.reason.connectionRefused', { host: 'h', port: 1 });

function start(random = 1) {
  const clock = createManualClock();
  return { clock, health: createMirthHealth({ clock, random: () => random }) };
}

describe('createMirthHealth', () => {
  it('is connecting until the first answer', () => {
    const { health } = start();
    expect(health.state()).toMatchObject({ state: 'connecting', reasonKey: null, checkedAt: null });
    health.answered('statuses', 10);
    expect(health.state()).toMatchObject({ state: 'up', reasonKey: null });
  });

  it('tells listeners when the state changes, and not when nothing does', () => {
    const { health } = start();
    const seen: string[] = [];
    const stop = health.onStateChange(({ state }) => seen.push(state));
    health.answered('statuses', 10);
    health.answered('statuses', 10);
    health.failed('statuses', refusedConnection());
    stop();
    health.answered('statuses', 10);
    expect(seen).toEqual(['up', 'down']);
  });

  it('keeps the time since when a state lasts', () => {
    const { health, clock } = start();
    health.failed('statuses', refusedConnection());
    const { since } = health.state();
    clock.advance(5_000);
    health.failed('statuses', refusedConnection());
    expect(health.state().since).toBe(since);
  });

  it('is degraded by one topic until that topic answers again', () => {
    const { health } = start();
    health.answered('statuses', 10);
    health.failed('search', fault('ENGINE_PROTOCOL', 'engine.reason.serverError', { status: 500, detail: 'x' }));
    health.answered('statuses', 10);
    expect(health.state()).toMatchObject({ state: 'degraded', reasonKey: 'engine.reason.serverError' });
    health.answered('search', 10);
    expect(health.state().state).toBe('up');
  });

  it('is degraded while polls are slow, however long a search takes', () => {
    const { health } = start();
    health.answered('search', 60_000);
    expect(health.state().state).toBe('up');
    health.answered('statuses', 6_000);
    expect(health.state()).toMatchObject({
      state: 'degraded',
      reasonKey: 'engine.reason.slowAnswer',
      params: { seconds: 6 },
    });
    health.answered('statuses', 100);
    expect(health.state().state).toBe('up');
  });

  it('says nothing about the engine when a call was cancelled or a command lost', () => {
    const { health } = start();
    health.answered('statuses', 10);
    health.failed('statuses', fault('CANCELLED', 'engine.reason.cancelled'));
    health.failed('command', fault('OUTCOME_UNKNOWN', 'engine.reason.outcomeUnknown'));
    expect(health.state().state).toBe('up');
  });

  it('is starting, not down, while the engine says so', () => {
    const { health } = start();
    health.failed('login', fault('ENGINE_UNREACHABLE', 'engine.reason.engineStarting'));
    expect(health.state().state).toBe('starting');
    health.answered('login', 10);
    health.starting({ key: 'engine.reason.initialDeploy', params: {} });
    expect(health.state()).toMatchObject({ state: 'starting', reasonKey: 'engine.reason.initialDeploy' });
    health.starting(null);
    expect(health.state().state).toBe('up');
  });

  it('lets background questions wait twice as long after each failure, up to half a minute', () => {
    const { health, clock } = start();
    for (const waitMs of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      health.failed('statuses', refusedConnection());
      clock.advance(waitMs - 1);
      expect(() => health.mayAskInBackground()).toThrow(expect.objectContaining({ code: 'ENGINE_UNREACHABLE' }));
      clock.advance(1);
      expect(() => health.mayAskInBackground()).not.toThrow();
    }
    health.answered('statuses', 10);
    expect(() => health.mayAskInBackground()).not.toThrow();
  });

  it('spreads the waits, so that many consoles do not come back at the same moment', () => {
    const { health, clock } = start(0);
    health.failed('statuses', refusedConnection());
    clock.advance(500);
    expect(() => health.mayAskInBackground()).not.toThrow();
  });

  it('counts questions that failed together as one failure', () => {
    const { health, clock } = start();
    for (let count = 0; count < 5; count += 1) health.failed('statuses', refusedConnection());
    clock.advance(1_000);
    expect(() => health.mayAskInBackground()).not.toThrow();
  });

  it('forgets after ten minutes what went wrong with a search that nobody repeats', () => {
    const { health, clock } = start();
    health.failed('search', fault('ENGINE_PROTOCOL', 'engine.reason.cutOff', { host: 'h', port: 1 }));
    clock.advance(9 * 60_000);
    health.answered('statuses', 10);
    expect(health.state().state).toBe('degraded');
    clock.advance(2 * 60_000);
    health.answered('statuses', 10);
    expect(health.state().state).toBe('up');
  });

  it('is degraded by a right that it lacks for some questions, refused when it may not see the channels', () => {
    const { health } = start();
    health.failed('search', fault('ENGINE_REFUSED', 'engine.reason.forbidden', { path: 'search' }));
    expect(health.state()).toMatchObject({ state: 'degraded', reasonKey: 'engine.reason.forbidden' });
    health.failed('statuses', fault('ENGINE_REFUSED', 'engine.reason.forbidden', { path: 'statuses' }));
    expect(health.state().state).toBe('refused');
  });

  it('is no longer down once it answers, even with an error', () => {
    const { health } = start();
    health.failed('statuses', refusedConnection());
    health.failed('statuses', fault('ENGINE_PROTOCOL', 'engine.reason.serverError', { status: 500, detail: 'x' }));
    expect(health.state().state).toBe('degraded');
  });

  it('does not call an engine ill because one message is too large', () => {
    const { health } = start();
    health.answered('statuses', 10);
    health.failed('message', fault('ENGINE_PROTOCOL', 'engine.tooLarge', { megabytes: 70 }));
    expect(health.state().state).toBe('up');
  });
});
