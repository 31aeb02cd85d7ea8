import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { aPracticeEngine, openTestApp, type TestApp } from '../../../test/fakes/test-app.ts';

let test: TestApp;
afterEach(() => test.remove());

const conflict = { ok: false, error: { code: 'CONFLICT', messageKey: 'errors.noPractice' } };
const receiverDown = { receiverId: 'lab', mode: 'down' as const };

describe('practice', () => {
  it('shows and steers the engine that runs, and tells of every change', async () => {
    test = await openTestApp({ startPractice: () => Promise.resolve(aPracticeEngine()) });
    expect(await test.must('practice.status', {})).toMatchObject({
      isRunning: true,
      receivers: [{ receiverId: 'lab' }],
    });
    const changed = test.nextEvent('practice.changed');
    expect(await test.must('practice.setReceiver', receiverDown)).toEqual({ done: true });
    expect(await changed).toMatchObject({ name: 'practice.changed' });
    const bytes = new TextEncoder().encode('MSH|');
    expect(await test.must('practice.inject', { channelId: 'adt', bytes })).toEqual({ ack: 'AA' });
    expect(await test.must('practice.receiverLog', { receiverId: 'lab' })).toEqual({ items: [] });
  });

  it('is refused where no practice engine runs', async () => {
    test = await openTestApp();
    expect(await test.must('practice.status', {})).toMatchObject({ isRunning: false, scenarios: [] });
    expect(await test.call('practice.setReceiver', receiverDown)).toMatchObject(conflict);
    expect(await test.call('practice.receiverLog', { receiverId: 'lab' })).toMatchObject(conflict);
  });

  it('leaves the console open when its engine cannot start', async () => {
    const failed = () => Promise.reject(new AppError('ENGINE_UNREACHABLE', 'It did not get ready.'));
    test = await openTestApp({ startPractice: failed });
    expect((await test.must('connections.list', {})).items).toEqual([]);
    expect(test.logLines.join('')).toContain('the practice engine did not start');
  });

  it('says that it does not run when its process died', async () => {
    const engine = aPracticeEngine();
    test = await openTestApp({ startPractice: () => Promise.resolve(engine) });
    const changed = test.nextEvent('practice.changed');
    engine.end();
    await changed;
    expect(await test.must('practice.status', {})).toMatchObject({ isRunning: false });
  });

  it('may be steered by operators, and looked at by everybody', async () => {
    test = await openTestApp({ startPractice: () => Promise.resolve(aPracticeEngine()) });
    const liaison = await test.personWith(['liaison']);
    expect((await test.call('practice.status', {}, liaison)).ok).toBe(true);
    expect(await test.call('practice.setSpeed', { speed: 2 }, liaison)).toMatchObject({
      ok: false,
      error: { code: 'FORBIDDEN' },
    });
  });
});
