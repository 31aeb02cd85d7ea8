import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnyHandler } from '../../src-main/app/dispatch.ts';
import { flatProcedures } from '../../src-shared/contract/index.ts';
import { roles } from '../../src-shared/domain/account.ts';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { createDoor, type Door } from '../fakes/door.ts';
import { anEngineFailure } from '../fakes/scripted-engine.ts';
import { aSnapshot } from '../fakes/snapshots.ts';
import { openTestApp, type TestApp } from '../fakes/test-app.ts';

const hl7 = [
  'MSH|^~\\&|EPJ|SYKEHUS|LAB|SYKEHUS|20260101120000||ORU^R01|CTRL-1|P|2.4',
  'PID|1||11887510050^^^FNR||Testesen^Tora^Marie||19751108|F|||Storgata 7^^Fjordvik',
  'OBX|1|TX|NOTE||Testesen has pain||||||F',
  '',
].join('\r');
/** Every form in which the person of that message could be told. */
const patientValues = /11887510050|118875 ?10050|Testesen|Tora|Marie|Storgata|Fjordvik|19751108/i;

const ref = { connectionId: 'c1', channelId: 'adt', nativeId: '14' };
const at = { ref, connectorId: '0', stage: 'raw' };
/** Input that fits the contract and carries content, for the procedures that take any. */
const contentInputs: Record<string, unknown> = {
  'message.readBody': at,
  'message.readError': { ref, connectorId: '0' },
  'message.previewEdit': { ...at, plan: { kind: 'text', text: hl7 } },
  'message.editedBytes': { ...at, plan: { kind: 'text', text: hl7 }, bodyHash: 'x' },
  'message.previewEditOfMany': { refs: [ref], steps: [{ kind: 'set', path: 'PID-5', text: hl7, when: [] }] },
  'practice.inject': { channelId: 'adt', bytes: new TextEncoder().encode(hl7) },
  'failures.facets': {
    filter: {
      connectionId: null,
      channelId: null,
      kind: null,
      from: null,
      to: null,
      text: '11887510050',
      state: 'all',
    },
  },
};

const accidents: Record<string, AnyHandler> = {
  'an error that quotes the message': () => Promise.reject(new TypeError(`cannot read ${hl7}`)),
  'an error whose cause quotes it': () => Promise.reject(new Error('failed', { cause: new RangeError(hl7) })),
  'an error whose code quotes it': () => Promise.reject(Object.assign(new Error('x'), { code: hl7 })),
  'an error whose name quotes it': () => Promise.reject(Object.assign(new Error('x'), { name: hl7 })),
  'an error that is named after a person': () =>
    Promise.reject(Object.assign(new Error('x'), { name: 'Tora Testesen', code: 'Tora Testesen' })),
  'an error whose stack quotes it': () => Promise.reject(Object.assign(new Error('x'), { stack: `Error: ${hl7}` })),
  'an error of ours with such a cause': () =>
    Promise.reject(new AppError('ENGINE_PROTOCOL', 'The answer cannot be read.', { cause: new SyntaxError(hl7) })),
  'the message itself, thrown': () => Promise.reject(hl7),
  'an answer of another shape': () => Promise.resolve({ text: hl7, items: [hl7], [hl7]: 1 }),
  'a parser that quotes what it read': () => Promise.resolve().then(() => JSON.parse(hl7)),
};

describe('nothing of a patient leaves by the door when it fails', () => {
  let door: Door;
  let token: string;
  beforeEach(async () => {
    door = await createDoor();
    token = door.signIn([...roles]);
  });
  const callWith = (name: string, input: unknown) =>
    door.dispatch(name, input, { sessionToken: token, shell: 'browser' });
  const leaks = (reply: unknown) => {
    const audited = door.journal.entries.map((entry) => ({ ...entry, reason: null }));
    return JSON.stringify([reply, audited, door.logLines]);
  };

  it.each([...flatProcedures.keys()])('%s, whose input is a message', async (name) => {
    door.handlers.set(name, accidents['an error that quotes the message'] as AnyHandler);
    for (const input of [hl7, [hl7], { text: hl7 }, { [hl7]: hl7 }, { ref: hl7, filter: hl7, reason: hl7 }]) {
      expect(leaks(await callWith(name, input))).not.toMatch(patientValues);
    }
  });

  it('a name that is a message', async () => {
    expect(leaks(await callWith(hl7, {}))).not.toMatch(patientValues);
  });

  describe.each(Object.keys(contentInputs))('%s', (name) => {
    it.each(Object.entries(accidents))('%s', async (_accident, handler) => {
      door.handlers.set(name, handler);
      const reply = await callWith(name, contentInputs[name]);
      expect(reply.ok).toBe(false);
      expect(leaks(reply)).not.toMatch(patientValues);
    });
  });
});

describe('nothing of a patient leaves the core', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await openTestApp({ script: { channels: [aSnapshot()] } });
  });
  afterEach(() => app.remove());

  it('in lists, events or logs, when engines quote it in every error', async () => {
    const engine = await app.saveConnection();
    const { connectionId } = engine.connection;
    const errorLine = `AE: Testesen, Tora (118875 10050) ${hl7}`;
    engine.script.failed.set('adt', [anEngineFailure({ connectionId, text: hl7, errorText: hl7, errorLine })]);
    engine.script.channels = [aSnapshot({ counters: { errored: 2 } })];
    await app.atRest();
    const changed = app.nextEvent('failures.changed');
    app.clock.advance(5000);
    await changed;
    engine.script.snapshotError = new AppError('ENGINE_PROTOCOL', 'Unreadable.', { cause: new SyntaxError(hl7) });
    engine.script.act = () => {
      throw new TypeError(hl7);
    };
    const brake = { connectionId, channelId: 'adt', connectorId: null, action: 'stop' as const };
    const filter = {
      connectionId: null,
      channelId: null,
      kind: null,
      from: null,
      to: null,
      text: null,
      groupId: null,
      state: 'all' as const,
    };
    const replies = [
      await app.call('monitor.brake', { ...brake, requestId: 'request-x', reason: 'down' }),
      await app.call('failures.list', { filter, cursor: null, limit: 10 }),
      await app.call('monitor.overview', {}),
      await app.call('groups.list', { connectionId: null, channelId: null, kind: null }),
    ];
    const list = replies[1];
    expect(list).toMatchObject({ ok: true, value: { items: [{ header: { messageControlId: 'CTRL-1' } }] } });
    expect(replies[3]).toMatchObject({ ok: true, value: { items: [{ open: 1 }] } });
    expect(JSON.stringify([replies, app.events, app.logLines])).not.toMatch(patientValues);
  });
});
