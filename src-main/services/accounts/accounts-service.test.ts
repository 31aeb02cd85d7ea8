import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { administratorName, administratorSecret, openTestApp, type TestApp } from '../../../test/fakes/test-app.ts';

let test: TestApp;
beforeEach(async () => {
  test = await openTestApp();
});
afterEach(() => test.remove());

const signInAs = (name: string, secret: string) => test.call('accounts.signIn', { name, secret }, null);
const refused = (code: string, messageKey?: string) => ({
  ok: false,
  error: messageKey === undefined ? { code } : { code, messageKey },
});

const anyFailure = {
  connectionId: null,
  channelId: null,
  kind: null,
  from: null,
  to: null,
  text: null,
  groupId: null,
  state: 'all',
} as const;

describe('accounts', () => {
  it('give the first account every role, once', async () => {
    const { items } = await test.must('accounts.list', {});
    expect(items).toMatchObject([{ name: administratorName, disabled: false }]);
    expect(items[0]?.roles).toHaveLength(6);
    const again = { name: 'Ola Vakt', secret: 'enda en hemmelighet' };
    expect(await test.call('accounts.createFirst', again, null)).toMatchObject(refused('CONFLICT'));
  });

  it('tell who is here, also to nobody', async () => {
    expect(await test.must('accounts.session', {}, null)).toMatchObject({ firstRun: false, account: null });
    expect(await test.must('accounts.session', {})).toMatchObject({
      account: { name: administratorName },
      locked: false,
    });
  });

  it('stay open for a person who only reads, as long as the page says that somebody is there', async () => {
    const { lockAfterMs } = await test.must('accounts.session', {});
    for (let minutes = 0; minutes < 3; minutes += 1) {
      test.clock.advance(lockAfterMs - 1);
      await test.must('accounts.stillHere', {});
    }
    await test.must('failures.list', { filter: anyFailure, cursor: null, limit: 1 });
    const audited = { cursor: null, limit: 50, person: null, procedure: 'accounts.stillHere', target: null };
    expect((await test.must('audit.list', { ...audited, from: null, to: null })).items).toEqual([]);
  });

  it('lock although lists are asked for again and again when nobody is there, and a late sign of life opens nothing', async () => {
    const { lockAfterMs } = await test.must('accounts.session', {});
    for (let asked = 0; asked < 3; asked += 1) {
      test.clock.advance(lockAfterMs / 3);
      await test.call('failures.list', { filter: anyFailure, cursor: null, limit: 1 });
    }
    expect(await test.call('accounts.stillHere', {})).toMatchObject(refused('LOCKED'));
    expect(await test.must('accounts.session', {})).toMatchObject({ locked: true });
    expect(await test.call('accounts.stillHere', {}, null)).toMatchObject(refused('SIGNED_OUT'));
  });

  it('give one answer for a wrong name and a wrong secret', async () => {
    const [wrongName, wrongSecret] = await Promise.all([
      signInAs('Nobody Here', administratorSecret),
      signInAs(administratorName, 'wrong secret'),
    ]);
    const withoutTrace = (reply: typeof wrongName) => (reply.ok ? reply : { ...reply.error, traceId: '' });
    expect(withoutTrace(wrongName)).toEqual(withoutTrace(wrongSecret));
    expect(wrongName).toMatchObject(refused('FORBIDDEN', 'errors.wrongSecret'));
  });

  it('sign in whatever the case of the name, and note when', async () => {
    test.clock.advance(1000);
    const reply = await signInAs(` ${administratorName.toUpperCase()}`, administratorSecret);
    expect(reply).toMatchObject({ ok: true, value: { account: { lastSignInAt: test.clock.now() } } });
  });

  it('keep a secret to themselves: no hash leaves, and the journal has no secret', async () => {
    expect(JSON.stringify(await test.must('accounts.list', {}))).not.toMatch(/scrypt|riktig/);
    const [stored] = await test.temporary.store.journal.accounts.list();
    expect(stored?.secretHash).toMatch(/^scrypt\$/);
    expect(stored?.secretHash).not.toContain('riktig');
  });

  it('lock and unlock with the own secret only, and let nothing through between', async () => {
    await test.must('accounts.lock', {});
    expect(await test.call('accounts.list', {})).toMatchObject(refused('LOCKED'));
    expect(await test.must('accounts.session', {})).toMatchObject({
      locked: true,
      account: { name: administratorName },
    });
    expect(await test.call('accounts.unlock', { secret: 'wrong secret' })).toMatchObject(refused('FORBIDDEN'));
    const unlocked = test.call('accounts.unlock', { secret: administratorSecret });
    await passDelays(unlocked);
    expect((await unlocked).ok).toBe(true);
    expect((await test.call('accounts.list', {})).ok).toBe(true);
  });

  it('end the session at sign-out', async () => {
    await test.must('accounts.signOut', {});
    expect(await test.call('accounts.list', {})).toMatchObject(refused('SIGNED_OUT'));
  });

  it('refuse a name that is taken', async () => {
    const input = { name: administratorName.toLowerCase(), secret: administratorSecret, roles: ['operator' as const] };
    expect(await test.call('accounts.create', input)).toMatchObject(refused('CONFLICT'));
  });

  it('keep the last administrator', async () => {
    const [first] = (await test.must('accounts.list', {})).items;
    const accountId = first?.accountId ?? '';
    const demoted = { accountId, roles: ['operator' as const], disabled: false };
    expect(await test.call('accounts.update', demoted)).toMatchObject(refused('CONFLICT', 'errors.lastAdministrator'));
    const disabled = { accountId, roles: ['administrator' as const], disabled: true };
    expect(await test.call('accounts.update', disabled)).toMatchObject(refused('CONFLICT', 'errors.lastAdministrator'));
    await test.personWith(['administrator'], 'Ola Vakt');
    expect((await test.call('accounts.update', demoted)).ok).toBe(true);
  });

  it('keep one of two administrators who demote each other at once', async () => {
    const other = await test.personWith(['administrator'], 'Ola Vakt');
    const { items } = await test.must('accounts.list', {});
    const demote = (accountId: string, token: string) =>
      test.call('accounts.update', { accountId, roles: ['operator'], disabled: false }, token);
    const replies = await Promise.all(
      items.map(({ accountId }, at) => demote(accountId, at === 0 ? other : test.token)),
    );
    expect(replies.map(({ ok }) => ok).sort()).toEqual([false, true]);
  });

  it('end every session of an account that is disabled, and refuse its secret', async () => {
    const operator = await test.personWith(['operator'], 'Ola Vakt');
    const { items } = await test.must('accounts.list', {});
    const accountId = items.find(({ name }) => name === 'Ola Vakt')?.accountId ?? '';
    await test.must('accounts.update', { accountId, roles: ['operator'], disabled: true });
    expect(await test.call('failures.get', { failureId: 'x' }, operator)).toMatchObject(refused('SIGNED_OUT'));
    expect(await signInAs('Ola Vakt', administratorSecret)).toMatchObject(refused('FORBIDDEN', 'errors.wrongSecret'));
  });

  it('change a secret, ending the other sessions of that person', async () => {
    const other = await signInAs(administratorName, administratorSecret);
    await test.must('accounts.changeSecret', { secret: administratorSecret, newSecret: 'en ny hemmelighet' });
    expect((await test.call('accounts.list', {})).ok).toBe(true);
    const otherToken = other.ok ? other.value.sessionToken : null;
    expect(await test.call('accounts.list', {}, otherToken)).toMatchObject(refused('SIGNED_OUT'));
    expect((await signInAs(administratorName, 'en ny hemmelighet')).ok).toBe(true);
  });

  it('leave their secrets out of the audit log', async () => {
    await test.must('accounts.changeSecret', { secret: administratorSecret, newSecret: 'en ny hemmelighet' });
    await signInAs(administratorName, 'wrong secret');
    const page = { cursor: null, limit: 100, person: null, procedure: null, target: null, from: null, to: null };
    const text = JSON.stringify(await test.must('audit.list', page));
    expect(text).toContain('accounts.signIn');
    expect(text).not.toMatch(/wrong secret|riktig hest|en ny/);
  });
});

/** A wrong secret makes the next attempt wait; the clock stands still until told. */
async function passDelays(pending: Promise<unknown>): Promise<void> {
  let isDone = false;
  void pending.finally(() => {
    isDone = true;
  });
  while (!isDone) {
    test.clock.advance(250);
    // Slower than the turns of the loop: while a secret is hashed, ten minutes would pass here, and the session lock again.
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
