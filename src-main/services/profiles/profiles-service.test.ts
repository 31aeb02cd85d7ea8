import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../../../test/fakes/test-app.ts';
import { createProfilesService } from './profiles-service.ts';

let test: TestApp;
beforeEach(async () => {
  test = await openTestApp();
});
afterEach(() => test.remove());

const reason = 'the laboratory asks for it';
const file = (name: string, rules: unknown[] = [{ id: 'visit', kind: 'required', path: 'PV1-19' }]) =>
  JSON.stringify({ name, format: 'hl7v2', rules });
const noFilter = { person: null, procedure: null, target: null, from: null, to: null };
const channel = { connectionId: 'c1', channelId: 'k1' };
const reread = () => createProfilesService({ settings: test.temporary.store.journal.settings, emit: () => undefined });

describe('profiles', () => {
  it('are added, used for a channel and kept over a restart', async () => {
    expect(await test.must('profiles.add', { text: file('Lab'), reason })).toEqual({ name: 'Lab', isReplaced: false });
    await test.must('profiles.assign', { name: 'Lab', ...channel, isAssigned: true, reason });
    expect((await test.must('profiles.list', {})).items).toEqual([
      { name: 'Lab', description: '', format: 'hl7v2', messageTypes: [], ruleCount: 1, channels: [channel] },
    ]);
    const restarted = await reread();
    expect(restarted.ofChannel(channel).map(({ name }) => name)).toEqual(['Lab']);
    expect(restarted.ofChannel({ ...channel, channelId: 'k2' })).toEqual([]);
  });

  it('are replaced by one of the same name, which keeps the channels', async () => {
    await test.must('profiles.add', { text: file('Lab'), reason });
    await test.must('profiles.assign', { name: 'Lab', ...channel, isAssigned: true, reason });
    expect(await test.must('profiles.add', { text: file('Lab', []), reason })).toMatchObject({ isReplaced: true });
    expect((await test.must('profiles.list', {})).items).toMatchObject([{ ruleCount: 0, channels: [channel] }]);
  });

  it('are taken from a channel and removed', async () => {
    await test.must('profiles.add', { text: file('Lab'), reason });
    await test.must('profiles.assign', { name: 'Lab', ...channel, isAssigned: true, reason });
    await test.must('profiles.assign', { name: 'Lab', ...channel, isAssigned: false, reason });
    expect((await reread()).ofChannel(channel)).toEqual([]);
    await test.must('profiles.remove', { name: 'Lab', reason });
    expect((await test.must('profiles.list', {})).items).toEqual([]);
    expect(await test.call('profiles.remove', { name: 'Lab', reason })).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });

  it('are refused with the place in the file that is wrong', async () => {
    const refused = await test.call('profiles.add', { text: file('Lab', [{ id: 'a' }]), reason });
    expect(refused).toMatchObject({
      error: { code: 'BAD_INPUT', messageKey: 'profiles.fault.missing', params: { place: 'rules[0].kind' } },
    });
  });

  it('are audited with the reason, and changes are told to the pages', async () => {
    const told = test.nextEvent('profiles.changed');
    await test.must('profiles.add', { text: file('Lab'), reason });
    await told;
    const { items } = await test.must('audit.list', { ...noFilter, cursor: null, limit: 5 });
    expect(items[0]).toMatchObject({ procedure: 'profiles.add', reason, summary: 'added; rules: 1' });
  });
});
