import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { fault } from './mirth-faults.ts';
import type { MirthSentenceKey } from './mirth-sentences.ts';
import { createMirthSession } from './mirth-session.ts';

const never = new AbortController().signal;

function start() {
  const clock = createManualClock();
  const pending: { resolve(cookie: string): void; reject(error: unknown): void }[] = [];
  const signIn = () => new Promise<string>((resolve, reject) => pending.push({ resolve, reject }));
  return { clock, pending, session: createMirthSession({ signIn, clock, lifetime: never }) };
}

async function refuseWith(key: MirthSentenceKey) {
  const started = start();
  const asked = started.session.cookie(never);
  started.pending[0]?.reject(fault('ENGINE_REFUSED', key));
  await expect(asked).rejects.toMatchObject({ messageKey: key });
  return started;
}

describe('createMirthSession', () => {
  it('signs in once for all who ask at the same time', async () => {
    const { session, pending } = start();
    const asked = [session.cookie(never), session.cookie(never), session.cookie(never)];
    pending[0]?.resolve('a');
    expect(await Promise.all(asked)).toEqual(['a', 'a', 'a']);
    expect(pending.length).toBe(1);
    expect(session.epoch()).toBe(1);
  });

  it('lets one who waits give up without ending the sign-in of the others', async () => {
    const { session, pending } = start();
    const controller = new AbortController();
    const given = session.cookie(controller.signal);
    const other = session.cookie(never);
    controller.abort();
    await expect(given).rejects.toMatchObject({ code: 'CANCELLED' });
    pending[0]?.resolve('a');
    expect(await other).toBe('a');
  });

  it('keeps a newer cookie when an older one is refused late', async () => {
    const { session, pending } = start();
    const first = session.cookie(never);
    pending[0]?.resolve('a');
    session.accepted(await first);
    session.rejected('a');
    const second = session.cookie(never);
    pending[1]?.resolve('b');
    await second;
    session.rejected('a');
    expect(session.current()).toBe('b');
  });

  it.each(['engine.reason.loginFailed', 'engine.reason.passwordExpired'] as const)(
    'gives up after %s until a person asks',
    async (key) => {
      const { session, pending, clock } = await refuseWith(key);
      clock.advance(100 * 24 * 3_600_000);
      await expect(session.cookie(never)).rejects.toMatchObject({ messageKey: key });
      expect(pending.length).toBe(1);
      session.allowSignIn();
      const again = session.cookie(never);
      pending[1]?.resolve('a');
      expect(await again).toBe('a');
    },
  );

  it('waits half an hour when the account is locked', async () => {
    const { session, pending, clock } = await refuseWith('engine.reason.accountLocked');
    clock.advance(29 * 60_000);
    await expect(session.cookie(never)).rejects.toMatchObject({ messageKey: 'engine.reason.accountLocked' });
    clock.advance(60_000);
    const again = session.cookie(never);
    pending[1]?.resolve('a');
    expect(await again).toBe('a');
  });

  it('tries again at once after an engine that was not reached', async () => {
    const { session, pending } = start();
    const asked = session.cookie(never);
    pending[0]?.reject(fault('ENGINE_UNREACHABLE', 'engine.reason.connectionRefused'));
    await expect(asked).rejects.toMatchObject({ code: 'ENGINE_UNREACHABLE' });
    const again = session.cookie(never);
    pending[1]?.resolve('a');
    expect(await again).toBe('a');
  });

  it('stops for a minute when a cookie is refused on its first use', async () => {
    const { session, pending, clock } = start();
    const asked = session.cookie(never);
    pending[0]?.resolve('a');
    session.rejected(await asked);
    await expect(session.cookie(never)).rejects.toMatchObject({ messageKey: 'engine.reason.sessionRefused' });
    clock.advance(60_000);
    const again = session.cookie(never);
    pending[1]?.resolve('b');
    expect(await again).toBe('b');
  });
});
