import { describe, expect, it } from 'vitest';
import type { TreeNode } from '../../../src-shared/contract/message.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { type Failure, failureIdOf } from '../../../src-shared/domain/failure.ts';
import { type DeskWorld, withReplayDesk } from '../../../test/fakes/desk-world.ts';
import { aFakeMessage } from '../../../test/fakes/fake-engine-world.ts';
import { aContext } from '../../../test/fakes/replay-desk.ts';

let clock: DeskWorld['clock'];
let folder: DeskWorld['folder'];
let desk: DeskWorld['desk'];

withReplayDesk((world) => {
  ({ clock, folder, desk } = world);
});

const raw = () => ({ ref: desk.ref, connectorId: '0', stage: 'raw' as const });
const patientData = /15876500288|Testesen|Tora/;
const reveal = () => desk.message.handlers.reveal({ ref: desk.ref, reason: 'the ward asks' }, desk.context);
const readBody = () => desk.message.handlers.readBody(raw(), desk.context);

function flat(nodes: TreeNode[]): TreeNode[] {
  return nodes.flatMap((node) => [node, ...flat(node.children)]);
}

function aFailure(overrides: Partial<Failure> = {}): Failure {
  return {
    ...desk.ref,
    failureId: failureIdOf(desk.ref),
    channelName: 'ADT to laboratory',
    connectorName: 'Laboratory',
    connectorIds: ['1'],
    missingConnectorIds: [],
    kind: 'connection',
    oneLine: 'Connection refused',
    target: 'lab.example.invalid:6661',
    failedAt: clock.now(),
    receivedAt: clock.now(),
    sendAttempts: 1,
    isUrgent: false,
    header: { messageControlId: 'CTRL-1', messageType: 'ORU^R01', sender: 'EPJ', receiver: 'LAB', messageAt: null },
    sizeBytes: 100,
    replayState: null,
    resolvedAt: null,
    handledAt: null,
    ownState: null,
    groupId: null,
    ...overrides,
  };
}

async function cacheFailure(): Promise<void> {
  const body = aFakeMessage().raw;
  await folder.store.cache.putFailures([{ failure: aFailure(), patientKeys: [], orderKeys: [], body }]);
}

describe('message.get', () => {
  it('tells what the engine knows, with the header read from the body', async () => {
    const found = await desk.message.handlers.get({ ref: desk.ref }, desk.context);
    expect(found).toMatchObject({ isGone: false, isFromCache: false, revealedUntil: null });
    expect(found.header).toMatchObject({ messageControlId: 'CTRL-1' });
    expect(JSON.stringify(found)).not.toMatch(patientData);
  });

  it('redacts the engine error in every row', async () => {
    const message = desk.world.messages.get('14');
    const [, row] = message?.connectors ?? [];
    if (row?.error) row.error.oneLine = 'Refused: PID|1||15876500288^^^FNR||Testesen^Tora';
    const found = await desk.message.handlers.get({ ref: desk.ref }, desk.context);
    expect(JSON.stringify(found)).not.toMatch(patientData);
  });

  it('falls back to the cache and says so when the engine does not answer', async () => {
    await cacheFailure();
    desk.engine.fail('read', new AppError('ENGINE_UNREACHABLE', 'No answer.'));
    const found = await desk.message.handlers.get({ ref: desk.ref }, desk.context);
    expect(found).toMatchObject({ isFromCache: true, isGone: false, channelName: 'ADT to laboratory' });
    expect(found.connectors.map(({ connectorId, role }) => [connectorId, role])).toEqual([
      ['0', 'source'],
      ['1', 'destination'],
    ]);
  });

  it('says that the engine no longer has it when only the cache does', async () => {
    await cacheFailure();
    desk.world.messages.clear();
    const found = await desk.message.handlers.get({ ref: desk.ref }, desk.context);
    expect(found).toMatchObject({ isFromCache: true, isGone: true });
    expect((await readBody()).text).toContain('MSH');
  });

  it('is not found when neither has it, and unreachable when the engine cannot be asked', async () => {
    desk.world.messages.clear();
    const get = () => desk.message.handlers.get({ ref: desk.ref }, desk.context);
    await expect(get()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    desk.engine.fail('read', new AppError('ENGINE_UNREACHABLE', 'No answer.'));
    await expect(get()).rejects.toMatchObject({ code: 'ENGINE_UNREACHABLE' });
  });
});

describe('message.readBody', () => {
  it('lets no character of a patient value out while masked, in text, tree or audit', async () => {
    const view = await readBody();
    expect(view).toMatchObject({ masked: true, bytes: null, format: 'hl7v2', isTruncated: false });
    expect(JSON.stringify([view, desk.summaries])).not.toMatch(patientData);
    expect(view.text).toContain('OBX|1|NM|NA^Natrium||141|mmol/L');
  });

  it('gives each node the place where its value stands in the text shown, masked or not', async () => {
    for (const prepare of [async () => {}, reveal]) {
      await prepare();
      const { text, tree } = await readBody();
      const leaf = flat(tree).find((node) => node.path === 'OBX-5');
      expect(text.slice(...(leaf?.textSpan ?? [0, 0]))).toBe('141');
      const name = flat(tree).find((node) => node.path === 'PID-5[1].2');
      expect(text.slice(...(name?.textSpan ?? [0, 0]))).toBe(name?.value);
    }
  });

  it('says which places are locked and why', async () => {
    const nodes = flat((await readBody()).tree);
    const lockOf = (path: string) => nodes.find((node) => node.path === path)?.lockReasonKey;
    expect(lockOf('OBX-5')).toBe('edit.locked.clinical');
    expect(lockOf('MSH-2')).toBe('edit.locked.separator');
    expect(lockOf('MSH-10')).toBeNull();
  });

  it('asks the engine once and the cache afterwards', async () => {
    await readBody();
    await readBody();
    expect(desk.engine.calls.filter((call) => call === 'readBody')).toHaveLength(1);
  });

  it('asks the engine for a destination form again, because it changes, and falls back to the kept one', async () => {
    const sent = { ref: desk.ref, connectorId: '1', stage: 'sent' as const };
    const kept = {
      bytes: new TextEncoder().encode('MSH|^~\\&|KEPT'),
      encoding: 'utf-8',
      fidelity: 'engine-text' as const,
    };
    await folder.store.cache.putBody(sent, kept);
    expect((await desk.message.handlers.readBody(sent, desk.context)).text).toContain('KEPT');
    desk.engine.fail('readBody', new AppError('ENGINE_UNREACHABLE', 'No answer.'));
    expect((await desk.message.handlers.readBody(sent, desk.context)).text).toContain('KEPT');
    expect(desk.engine.calls.filter((call) => call === 'readBody')).toHaveLength(2);
  });

  it('is not found when that form was not stored', async () => {
    const sent = { ...raw(), stage: 'sent' as const };
    await expect(desk.message.handlers.readBody(sent, desk.context)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('shows 512 KB of a huge body, says so, and keeps the tree bounded', async () => {
    const text = `MSH|^~\\&|A|B|C|D|20260101||ORU^R01|1|P|2.4\r${'OBX|1|NM|NA||141|mmol/L\r'.repeat(60_000)}`;
    desk.world.messages.set('14', aFakeMessage({ text }));
    const view = await readBody();
    expect(view.isTruncated).toBe(true);
    expect(view.sizeBytes).toBe(text.length);
    expect(view.text.length).toBeLessThanOrEqual(512 * 1024);
    expect(flat(view.tree).length).toBeLessThanOrEqual(20_000);
  });

  it.each([
    ['empty', new Uint8Array()],
    ['binary', Uint8Array.from({ length: 300 }, (_, index) => index % 7)],
    ['plain text', new TextEncoder().encode('Tora Testesen 15876500288')],
  ])('masks a body that is %s', async (_kind, bytes) => {
    const message = aFakeMessage();
    desk.world.messages.set('14', { ...message, raw: { bytes, encoding: null, fidelity: 'wire' } });
    const view = await readBody();
    expect(view.sizeBytes).toBe(bytes.length);
    expect(JSON.stringify(view)).not.toMatch(patientData);
  });
});

describe('message.reveal', () => {
  it('shows this message to this person only, until the time is up', async () => {
    const { until } = await reveal();
    expect(until).toBe(clock.now() + 300_000);
    expect((await readBody()).text).toContain('Testesen^Tora');
    const stranger = aContext('Ola Nordmann');
    const other = { ...stranger, account: { ...stranger.account, accountId: 'a2' } };
    expect((await desk.message.handlers.readBody(raw(), other)).masked).toBe(true);
    const copy = { ...raw(), ref: { ...desk.ref, nativeId: '15' } };
    desk.world.messages.set('15', aFakeMessage({ ref: copy.ref }));
    expect((await desk.message.handlers.readBody(copy, desk.context)).masked).toBe(true);
    clock.advance(300_000);
    expect((await readBody()).masked).toBe(true);
    expect(desk.events.filter(({ name }) => name === 'message.revealEnded')).toHaveLength(1);
  });

  it('ends at once when hidden, and tells that once', async () => {
    await reveal();
    await desk.message.handlers.hide({ ref: desk.ref }, desk.context);
    expect((await readBody()).masked).toBe(true);
    clock.advance(600_000);
    expect(desk.events.filter(({ name }) => name === 'message.revealEnded')).toHaveLength(1);
  });

  it('lasts from the newest reveal on', async () => {
    await reveal();
    clock.advance(200_000);
    await reveal();
    clock.advance(200_000);
    expect((await readBody()).masked).toBe(false);
  });
});

describe('message.readError', () => {
  const errorInput = () => ({ ref: desk.ref, connectorId: '1' });

  it('is redacted until revealed, also of values only this message makes patient data', async () => {
    const message = desk.world.messages.get('14');
    if (message) message.errorText = 'Cannot store Testesen: PID|1||15876500288 in LAB';
    const masked = await desk.message.handlers.readError(errorInput(), desk.context);
    expect(masked.masked).toBe(true);
    expect(masked.text).not.toMatch(patientData);
    expect(masked.text).toContain('Cannot store');
    await reveal();
    expect((await desk.message.handlers.readError(errorInput(), desk.context)).text).toContain('Testesen');
  });

  it('has no text when there is no error', async () => {
    desk.world.messages.set('14', aFakeMessage({ errorText: null }));
    expect((await desk.message.handlers.readError(errorInput(), desk.context)).text).toBeNull();
  });
});
