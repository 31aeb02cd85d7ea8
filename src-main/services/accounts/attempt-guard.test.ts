import { describe, expect, it } from 'vitest';
import type { Clock } from '../../platform/ports.ts';
import { createAttemptGuard } from './attempt-guard.ts';

const { signal } = new AbortController();
const wrong = () => Promise.resolve(false);
const right = () => Promise.resolve(true);

/** A clock whose sleeps end at once and are written down. */
function aGuard() {
  const slept: number[] = [];
  let now = 1_000_000;
  const clock: Clock = {
    now: () => now,
    monotonicMs: () => now,
    after: () => () => undefined,
    sleep: (delayMs) => {
      slept.push(delayMs);
      return Promise.resolve();
    },
  };
  const wait = (ms: number) => {
    now += ms;
  };
  return { guard: createAttemptGuard({ clock }), slept, wait };
}

describe('attempt guard', () => {
  it('doubles the delay with every failure, up to half a minute', async () => {
    const { guard, slept } = aGuard();
    for (let attempt = 0; attempt < 10; attempt += 1) await guard.run('kari', wrong, signal);
    expect(slept).toEqual([250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it('forgets after a success', async () => {
    const { guard, slept } = aGuard();
    await guard.run('kari', wrong, signal);
    await guard.run('kari', right, signal);
    await guard.run('kari', right, signal);
    expect(slept).toEqual([250]);
  });

  it('forgets after a quarter of an hour', async () => {
    const { guard, slept, wait } = aGuard();
    await guard.run('kari', wrong, signal);
    wait(15 * 60_000 + 1);
    await guard.run('kari', wrong, signal);
    expect(slept).toEqual([]);
  });

  it('takes another spelling of a name for the same, and another name for another', async () => {
    const { guard, slept } = aGuard();
    await guard.run('kari', wrong, signal);
    await guard.run('ola', wrong, signal);
    expect(slept).toEqual([]);
    await guard.run(' KARI', wrong, signal);
    expect(slept).toEqual([250]);
  });

  it('lets attempts at once on one name wait for each other', async () => {
    const { guard, slept } = aGuard();
    await Promise.all([1, 2, 3].map(() => guard.run('kari', wrong, signal)));
    expect(slept).toEqual([250, 500]);
  });

  it('refuses at once when too many wait', async () => {
    const { guard } = aGuard();
    const attempts = Array.from({ length: 9 }, () => guard.run('kari', wrong, signal));
    const results = await Promise.allSettled(attempts);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(results.at(-1)).toMatchObject({ reason: { code: 'FORBIDDEN', retryable: true } });
  });
});
