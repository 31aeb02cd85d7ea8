import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { createDoor, type Door, lockAfterMs } from '../../test/fakes/door.ts';
import type { Caller } from './handler.ts';

const ref = { connectionId: 'c1', channelId: 'adt', nativeId: '14' };
const brakeInput = {
  requestId: 'request-1',
  connectionId: 'c1',
  channelId: 'adt',
  connectorId: null,
  action: 'stop',
  reason: 'receiver is down',
} as const;
const braked = { stateAfter: 'stopped', reached: true };
const bodyInput = { ref, connectorId: '0', stage: 'raw' };

let door: Door;
beforeEach(async () => {
  door = await createDoor();
});

function as(sessionToken: string | null): Caller {
  return { sessionToken, shell: 'browser' };
}
function brakeHandler() {
  const handler = vi.fn(async () => braked);
  door.handlers.set('monitor.brake', handler);
  return handler;
}

describe('dispatch refuses', () => {
  it.each([
    'nothing.here',
    '__proto__',
    'constructor',
    'toString',
    'accounts.__proto__',
    'accounts.constructor',
    'accounts',
    '',
  ])('the name %j, which is no procedure', async (name) => {
    const reply = await door.dispatch(name, {}, as(door.signIn(['administrator'])));
    expect(reply).toMatchObject({ ok: false, error: { code: 'UNKNOWN_PROCEDURE' } });
  });

  it('bad input, naming places and no value', async () => {
    const handler = brakeHandler();
    const input = { ...brakeInput, action: 'NORDMANN^KARI', reason: 7 };
    const reply = await door.dispatch('monitor.brake', input, as(door.signIn(['operator'])));
    expect(reply).toMatchObject({ ok: false, error: { code: 'BAD_INPUT', params: { paths: 'action, reason' } } });
    expect(JSON.stringify(reply)).not.toContain('NORDMANN');
    expect(handler).not.toHaveBeenCalled();
  });

  it('input that is missing altogether', async () => {
    brakeHandler();
    const reply = await door.dispatch('monitor.brake', undefined, as(door.signIn(['operator'])));
    expect(reply).toMatchObject({ ok: false, error: { code: 'BAD_INPUT', params: { paths: '(input)' } } });
  });

  it.each([null, '', 'made up'])('the token %j, which opens no session', async (token) => {
    const handler = brakeHandler();
    expect(await door.dispatch('monitor.brake', brakeInput, as(token))).toMatchObject({
      ok: false,
      error: { code: 'SIGNED_OUT' },
    });
    expect(handler).not.toHaveBeenCalled();
  });

  it('a session that was not used for its time', async () => {
    const handler = brakeHandler();
    const token = door.signIn(['operator']);
    door.clock.advance(lockAfterMs);
    expect(await door.dispatch('monitor.brake', brakeInput, as(token))).toMatchObject({
      ok: false,
      error: { code: 'LOCKED' },
    });
    expect(handler).not.toHaveBeenCalled();
  });

  it('a person without the role, and audits it', async () => {
    const handler = brakeHandler();
    const reply = await door.dispatch('monitor.brake', brakeInput, as(door.signIn(['liaison'])));
    expect(reply).toMatchObject({ ok: false, error: { code: 'FORBIDDEN', messageKey: 'errors.missingRole' } });
    expect(handler).not.toHaveBeenCalled();
    expect(door.journal.entries).toMatchObject([
      {
        person: 'Kari Vakt',
        procedure: 'monitor.brake',
        action: 'refused',
        target: 'c1/adt',
        outcome: 'refused',
        errorCode: 'FORBIDDEN',
      },
    ]);
  });

  it('a person without the role also when the refusal cannot be audited', async () => {
    const handler = brakeHandler();
    door.journal.failNext('append', new AppError('STORE_UNAVAILABLE', 'Disk full.'));
    const reply = await door.dispatch('monitor.brake', brakeInput, as(door.signIn(['liaison'])));
    expect(reply).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
    expect(handler).not.toHaveBeenCalled();
  });

  it.each([
    ['message.reveal', { ref, reason: 'ward asks' }, 'c1/adt/14'],
    ['message.revealMany', { refs: [ref, { ...ref, nativeId: '15' }], reason: 'ward asks' }, 'c1/adt/14, c1/adt/15'],
  ])('a generic name the sight of patient data: %s', async (name, input, target) => {
    const handler = vi.fn(async () => ({ until: 1 }));
    door.handlers.set(name, handler);
    const reply = await door.dispatch(name, input, as(door.signIn(['operator'], 'admin')));
    expect(reply).toMatchObject({ ok: false, error: { code: 'FORBIDDEN', messageKey: 'errors.genericName' } });
    expect(handler).not.toHaveBeenCalled();
    expect(door.journal.entries).toMatchObject([{ action: 'refused', target }]);
  });
});

describe('dispatch audits', () => {
  it('a command before its handler runs, and its outcome after', async () => {
    const seen: unknown[] = [];
    door.handlers.set('monitor.brake', async (_input, { describe }) => {
      seen.push(structuredClone(door.journal.entries));
      describe({ summary: 'stop: stopped' });
      return braked;
    });
    const reply = await door.dispatch('monitor.brake', brakeInput, as(door.signIn(['operator'])));
    expect(reply).toEqual({ ok: true, value: braked });
    expect(seen).toMatchObject([[{ action: 'command', reason: 'receiver is down', outcome: 'pending' }]]);
    expect(door.journal.entries).toMatchObject([{ outcome: 'ok', target: 'c1/adt', summary: 'stop: stopped' }]);
  });

  it('nothing into the void: a journal that cannot write keeps the handler from running', async () => {
    const handler = brakeHandler();
    const token = door.signIn(['operator']);
    door.journal.failNext('append', new AppError('STORE_UNAVAILABLE', 'Disk full.'));
    expect(await door.dispatch('monitor.brake', brakeInput, as(token))).toMatchObject({
      ok: false,
      error: { code: 'STORE_UNAVAILABLE' },
    });
    expect(handler).not.toHaveBeenCalled();
    expect((await door.dispatch('monitor.brake', brakeInput, as(token))).ok).toBe(true);
  });

  it('a view of content, with what failed', async () => {
    door.handlers.set('message.readBody', () => Promise.reject(new AppError('NOT_FOUND', 'Not stored.')));
    await door.dispatch('message.readBody', bodyInput, as(door.signIn(['clinical-owner'])));
    expect(door.journal.entries).toMatchObject([
      { action: 'view', target: 'c1/adt/14', outcome: 'failed', errorCode: 'NOT_FOUND' },
    ]);
  });

  it('no plain query and no page that keeps itself fresh', async () => {
    door.handlers.set('message.get', async () => null);
    door.handlers.set('monitor.keepFresh', async () => ({ until: 1 }));
    const token = door.signIn(['clinical-owner']);
    await door.dispatch('message.get', { ref }, as(token));
    await door.dispatch('monitor.keepFresh', {}, as(token));
    expect(door.journal.entries).toEqual([]);
  });

  it('an answer although its outcome cannot be written, and leaves the entry pending', async () => {
    brakeHandler();
    door.journal.failNext('settle', new AppError('STORE_UNAVAILABLE', 'Disk full.'));
    const reply = await door.dispatch('monitor.brake', brakeInput, as(door.signIn(['operator'])));
    expect(reply.ok).toBe(true);
    expect(door.journal.entries).toMatchObject([{ outcome: 'pending' }]);
    expect(door.logLines.join('')).toContain('could not be written');
  });
});

describe('dispatch answers', () => {
  it('INTERNAL to anything thrown by accident, with a trace id that the log has', async () => {
    door.handlers.set('message.get', () => Promise.reject(new TypeError('NORDMANN^KARI is not a function')));
    const reply = await door.dispatch('message.get', { ref }, as(door.signIn(['clinical-owner'])));
    expect(reply).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
    expect(JSON.stringify(reply)).not.toContain('NORDMANN');
    expect(door.logLines.join('')).toContain(reply.ok ? 'no error' : reply.error.traceId);
    expect(door.logLines.join('')).not.toContain('NORDMANN');
  });

  it('INTERNAL to an output that breaks the contract, logging places and no value', async () => {
    door.handlers.set('monitor.brake', async () => ({ stateAfter: 'KARI', reached: true }));
    const reply = await door.dispatch('monitor.brake', brakeInput, as(door.signIn(['operator'])));
    expect(reply).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
    expect(door.logLines.join('')).toContain('stateAfter');
    expect(door.logLines.join('')).not.toContain('KARI');
  });

  it('with what the contract names and nothing more', async () => {
    door.handlers.set('monitor.brake', async () => ({ ...braked, patient: 'KARI' }));
    expect(await door.dispatch('monitor.brake', brakeInput, as(door.signIn(['operator'])))).toEqual({
      ok: true,
      value: braked,
    });
  });

  it('CANCELLED when the caller stops waiting, and when the core closes', async () => {
    door.handlers.set('message.get', (_input, { signal }) => rejectWhenAborted(signal));
    const token = door.signIn(['clinical-owner']);
    const stop = new AbortController();
    const first = door.dispatch('message.get', { ref }, as(token), stop.signal);
    stop.abort();
    expect(await first).toMatchObject({ ok: false, error: { code: 'CANCELLED' } });
    const second = door.dispatch('message.get', { ref }, as(token));
    door.closing.abort();
    expect(await second).toMatchObject({ ok: false, error: { code: 'CANCELLED' } });
  });
});

describe('dispatch repeats', () => {
  it('the first outcome for the same request id, without acting or auditing again', async () => {
    const handler = brakeHandler();
    const token = door.signIn(['operator']);
    const first = await door.dispatch('monitor.brake', brakeInput, as(token));
    const second = await door.dispatch('monitor.brake', brakeInput, as(token));
    expect(second).toEqual(first);
    expect(handler).toHaveBeenCalledTimes(1);
    expect(door.journal.entries).toHaveLength(1);
  });

  it('a failure too: what was refused by the engine is not tried again by itself', async () => {
    const handler = vi.fn(() => Promise.reject(new AppError('OUTCOME_UNKNOWN', 'The answer was lost.')));
    door.handlers.set('monitor.brake', handler);
    const token = door.signIn(['operator']);
    const first = await door.dispatch('monitor.brake', brakeInput, as(token));
    expect(await door.dispatch('monitor.brake', brakeInput, as(token))).toEqual(first);
    expect(handler).toHaveBeenCalledTimes(1);
  });

  it('one run for two calls at once', async () => {
    const handler = brakeHandler();
    const token = door.signIn(['operator']);
    const replies = await Promise.all([1, 2].map(() => door.dispatch('monitor.brake', brakeInput, as(token))));
    expect(replies[0]).toEqual(replies[1]);
    expect(handler).toHaveBeenCalledTimes(1);
  });

  it('nothing for another person with the same request id', async () => {
    const handler = brakeHandler();
    await door.dispatch('monitor.brake', brakeInput, as(door.signIn(['operator'])));
    await door.dispatch('monitor.brake', brakeInput, as(door.signIn(['operator'], 'Ola Vakt')));
    expect(handler).toHaveBeenCalledTimes(2);
  });

  it('nothing under another procedure: the id is taken', async () => {
    brakeHandler();
    door.handlers.set('replay.settleOtherwise', async () => ({}));
    const token = door.signIn(['operator']);
    await door.dispatch('monitor.brake', brakeInput, as(token));
    const input = { requestId: brakeInput.requestId, replayId: 'r1', reason: 'phoned' };
    expect(await door.dispatch('replay.settleOtherwise', input, as(token))).toMatchObject({
      ok: false,
      error: { code: 'CONFLICT' },
    });
  });

  it('nothing that could not be written down, but gives the answer', async () => {
    brakeHandler();
    door.journal.failNext('remember', new AppError('STORE_UNAVAILABLE', 'Disk full.'));
    const reply = await door.dispatch('monitor.brake', brakeInput, as(door.signIn(['operator'])));
    expect(reply).toEqual({ ok: true, value: braked });
    expect(door.onForgotten).toHaveLength(1);
  });
});

describe('dispatch counts as use of a session', () => {
  it('a command, and not what a page asks by itself', async () => {
    brakeHandler();
    door.handlers.set('message.get', async () => null);
    door.handlers.set('monitor.keepFresh', async () => ({ until: 1 }));
    const token = door.signIn(['operator']);
    door.clock.advance(lockAfterMs - 1);
    await door.dispatch('monitor.brake', brakeInput, as(token));
    door.clock.advance(lockAfterMs - 1);
    await door.dispatch('message.get', { ref }, as(token));
    await door.dispatch('monitor.keepFresh', {}, as(token));
    expect(door.sessions.find(token)?.isLocked).toBe(false);
    door.clock.advance(1);
    expect(door.sessions.find(token)?.isLocked).toBe(true);
  });
});

function rejectWhenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
