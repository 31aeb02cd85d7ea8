import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  administratorName as name,
  openTestApp,
  administratorSecret as secret,
  type TestApp,
} from '../../test/fakes/test-app.ts';

let world: TestApp;

beforeEach(async () => {
  world = await openTestApp();
});

afterEach(() => world.remove());

const bytes = new TextEncoder().encode('MSH|^~\\&|LAB|HUS|EPJ||20261122||ORU^R01|MSG1|P|2.5\r');

async function openFile(token: string) {
  const fileId = randomUUID();
  await world.must('message.putFile', { fileId, offset: 0, bytes }, token);
  return (await world.must('message.openFile', { fileId }, token)).ref;
}

const signIn = async () => (await world.must('accounts.signIn', { name, secret }, null)).sessionToken;

describe('files of messages', () => {
  it('stay open when somebody else locks', async () => {
    const ref = await openFile(world.token);
    const another = await world.personWith(['operator']);
    await openFile(another);
    await world.must('accounts.lock', {}, another);
    expect(await world.call('message.get', { ref })).toMatchObject({ ok: true });
  });

  it('go with the last session of their owner that is not locked', async () => {
    const ref = await openFile(world.token);
    const second = await signIn();
    await world.must('accounts.lock', {}, world.token);
    expect(await world.call('message.get', { ref }, second)).toMatchObject({ ok: true });
    await world.must('accounts.signOut', {}, second);
    const asked = await world.call('message.get', { ref }, await signIn());
    expect(asked).toMatchObject({ ok: false, error: { messageKey: 'file.refused.closed' } });
  });
});
