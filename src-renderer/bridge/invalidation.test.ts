import { describe, expect, it } from 'vitest';
import type { Push } from '../../src-shared/contract/protocol.ts';
import { createRefresher, staleBy } from './invalidation.ts';

const position = { epoch: 'a', sequence: 1 };

describe('staleBy', () => {
  it('names the queries that the events declare, each once', () => {
    const push: Push = {
      kind: 'events',
      position,
      events: [
        { name: 'monitor.polled', payload: { connectionId: 'c', at: 1 }, sequence: 1 },
        { name: 'failures.changed', payload: { connectionId: 'c', added: 1, resolved: 0 }, sequence: 2 },
      ],
    };
    const stale = staleBy(push);
    expect(stale).toContain('monitor.series');
    expect(stale).toContain('failures.list');
    expect(stale).toHaveLength(new Set(stale).size);
  });

  it('takes everything as stale after a gap', () => {
    expect(staleBy({ kind: 'gap', position })).toBe('all');
  });

  it('takes everything as stale for an event it does not know', () => {
    const unknown = {
      kind: 'events',
      position,
      events: [{ name: 'x.y', payload: {}, sequence: 1 }],
    } as unknown as Push;
    expect(staleBy(unknown)).toBe('all');
  });

  it('asks everything again when the core is back, and nothing when it goes', () => {
    expect(staleBy({ kind: 'link', state: 'up' })).toBe('all');
    expect(staleBy({ kind: 'link', state: 'down' })).toEqual([]);
  });

  it('asks for the session when the shell ends it', () => {
    expect(staleBy({ kind: 'ended', reason: 'stopped' })).toEqual(['accounts.session']);
  });
});

describe('createRefresher', () => {
  function setUp() {
    const asked: (string | null)[] = [];
    const open: (() => void)[] = [];
    const refresh = createRefresher((name) => {
      asked.push(name);
      return new Promise((resolve) => open.push(resolve));
    });
    const settle = async () => {
      open.shift()?.();
      await Promise.resolve();
      await Promise.resolve();
    };
    return { asked, refresh, settle };
  }

  it('refreshes once more, and only once, for all that came meanwhile', async () => {
    const { asked, refresh, settle } = setUp();
    for (let event = 0; event < 5; event += 1) refresh(['a.b']);
    expect(asked).toEqual(['a.b']);
    await settle();
    expect(asked).toEqual(['a.b', 'a.b']);
    await settle();
    expect(asked).toHaveLength(2);
  });

  it('does not let one query wait for another', () => {
    const { asked, refresh } = setUp();
    refresh(['a.b', 'c.d']);
    expect(asked).toEqual(['a.b', 'c.d']);
  });

  it('asks everything at once after a gap', () => {
    const { asked, refresh } = setUp();
    refresh('all');
    expect(asked).toEqual([null]);
  });
});
