import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, ReplayRequest } from '../../src-main/engines/engine.ts';
import { personOf } from '../../src-main/practice-engine/traffic/persons.ts';
import type { MessageRef } from '../../src-shared/domain/message.ts';
import { fixture, type RecordedMirth, startRecordedMirth } from '../fakes/recorded-mirth.ts';
import { engineAt, never, refusalOf } from './mirth-fixture.ts';
import { labResults, type PracticeSubject, passThrough, startPracticeSubject } from './practice-subject.ts';

const result = (controlId: string, value: string) =>
  Buffer.from(
    `MSH|^~\\&|LAB|A|HIS|B|20261122100000||ORU^R01|${controlId}|P|2.5.1\rPID|1||${personOf(1, 1).nationalNumber}^^^FNR||Prøve^Person\rOBR|1|ORD1|LAB1|NPU03568^Glucose^NPU\rOBX|1|NM|NPU03568^Glucose^NPU||${value}|mmol/L|4-6|N|||F\r`,
  );

function requestFor(ref: MessageRef, overrides: Partial<ReplayRequest> = {}): ReplayRequest {
  const provenance = { person: 'Åse Nordmann', reason: 'test', at: 1_800_000_000_000 };
  return { ref, body: null, destinationIds: null, replayId: `replay-${ref.nativeId}`, provenance, ...overrides };
}

describe('the Mirth adapter and what becomes of messages', () => {
  let subject: PracticeSubject;
  let engine: Engine;
  beforeAll(async () => {
    subject = await startPracticeSubject();
    engine = subject.open();
    await engine.channels!.snapshot(never);
  });
  afterAll(async () => {
    await engine.close();
    await subject.close();
  });

  const deliver = async (channelId: string, body: Uint8Array): Promise<MessageRef> => ({
    connectionId: engine.connection.connectionId,
    channelId,
    nativeId: await subject.deliver(channelId, body),
  });
  const receiver = (mode: Parameters<PracticeSubject['practice']['control']['setReceiver']>[1]) =>
    subject.practice.control.setReceiver('blood-gas-record', mode, never);
  const receivedBy = async (receiverId: string, controlId: string) =>
    (await subject.practice.control.readReceiverLog(receiverId, never)).filter(
      (entry) => entry.controlId === controlId,
    );

  it('names the destinations that a transformer error left without a row, and serves them alone', async () => {
    const ref = await deliver(labResults, result('CHAIN1', 'HEMOLYZED'));
    const page = await engine.failures!.list(
      { channelId: labResults, afterNativeId: String(Number(ref.nativeId) - 1), limit: 5 },
      never,
    );
    expect(page.items).toMatchObject([
      { kind: 'transform-error', connectorIds: ['1'], missingConnectorIds: ['2', '3'] },
    ]);
    expect(page.items[0]?.errorLine).not.toMatch(/^Transformer error/);
    const detail = await engine.messages!.read(ref, never);
    expect(detail?.missingDestinations.map(({ connectorId }) => connectorId)).toEqual(['2', '3']);
    const receipt = await engine.replay!.replay(requestFor(ref, { destinationIds: ['2', '3'] }), never);
    const outcome = await engine.replay!.confirm(receipt, never);
    expect(outcome.kind).toMatch(/^confirmed|^processing$/);
    expect(outcome.kind === 'unknown' ? [] : outcome.receivers.map(({ connectorId }) => connectorId)).toEqual([
      '2',
      '3',
    ]);
    expect(await receivedBy('archive', 'CHAIN1')).toHaveLength(1);
    expect(await receivedBy('record-system', 'CHAIN1')).toHaveLength(0);
  });

  it('calls a negative acknowledgement by its name, with the code of the receiver', async () => {
    await receiver({ kind: 'nack', code: 'AE', text: 'Patient not found' });
    const ref = await deliver(passThrough, result('NACK1', '5'));
    await receiver({ kind: 'up' });
    const page = await engine.failures!.list(
      { channelId: passThrough, afterNativeId: String(Number(ref.nativeId) - 1), limit: 5 },
      never,
    );
    expect(page.items).toMatchObject([{ kind: 'negative-ack' }]);
    const detail = await engine.messages!.read(ref, never);
    expect(detail?.connectors.find(({ role }) => role === 'destination')?.acknowledgementCode).toBe('AE');
  });

  it('puts the attachments of a message back before it sends it again', async () => {
    const pdf = Buffer.from(`%PDF-1.4 ${'synthetic '.repeat(200)}`).toString('base64');
    const body = Buffer.from(
      `${result('ATT1', 'HEMOLYZED')}OBX|2|ED|PDF^Report^L||^application^pdf^Base64^${pdf}||||||F\r`,
    );
    const ref = await deliver(labResults, body);
    const stored = await engine.messages!.readBody({ ref, connectorId: '0', stage: 'raw' }, never);
    expect(Buffer.from(stored!.bytes).toString()).toContain('${ATTACH:');
    expect((await engine.messages!.read(ref, never))?.attachmentCount).toBe(1);
    await engine.replay!.replay(requestFor(ref, { destinationIds: ['2'] }), never);
    const [entry] = await receivedBy('archive', 'ATT1');
    expect(Buffer.from(entry?.bytesBase64 ?? '', 'base64').toString()).toBe(body.toString());
  });

  it('puts the attachments of an edited message back, and changes nothing but the edit', async () => {
    const pdf = Buffer.from(`%PDF-1.4 ${'synthetic '.repeat(200)}`).toString('base64');
    const body = `${result('ATT2', 'HEMOLYZED')}OBX|2|ED|PDF^Report^L||^application^pdf^Base64^${pdf}||||||F\r`;
    const ref = await deliver(labResults, Buffer.from(body));
    const stored = await engine.messages!.readBody({ ref, connectorId: '0', stage: 'raw' }, never);
    const edited = Buffer.from(stored!.bytes).toString().replace('HEMOLYZED', '4.1');
    await engine.replay!.replay(requestFor(ref, { body: Buffer.from(edited), destinationIds: ['2'] }), never);
    const [entry] = await receivedBy('archive', 'ATT2');
    expect(Buffer.from(entry?.bytesBase64 ?? '', 'base64').toString()).toBe(body.replace('HEMOLYZED', '4.1'));
  });

  it('refuses a body that is no text, and sends nothing', async () => {
    const ref = await deliver(passThrough, result('BYTES1', '5'));
    const body = Uint8Array.of(0x4d, 0x53, 0x48, 0xff, 0xfe);
    const refusal = await refusalOf(engine.replay!.replay(requestFor(ref, { body }), never));
    expect(refusal).toEqual({ code: 'ENGINE_PROTOCOL', messageKey: 'engine.cannot.notText' });
    expect(await engine.replay!.findCopies(ref, never)).toEqual([]);
  });

  it('refuses an empty list of destinations, which Mirth would take for none at all', async () => {
    const ref = await deliver(passThrough, result('NONE1', '5'));
    expect(await refusalOf(engine.replay!.replay(requestFor(ref, { destinationIds: [] }), never))).toMatchObject({
      code: 'BAD_INPUT',
    });
  });

  it('signs in again and sends once when the engine has forgotten the session', async () => {
    const ref = await deliver(passThrough, result('SESSION1', '5'));
    await subject.practice.control.restart(0, never);
    const receipt = await engine.replay!.replay(requestFor(ref), never);
    expect((await engine.replay!.findCopies(ref, never)).map(({ nativeId }) => nativeId)).toEqual([receipt.nativeId]);
  });
});

describe('the Mirth adapter and a replay whose answer is lost', () => {
  const channelId = 'a1000000-0000-4000-8000-000000000001';
  const ref: MessageRef = { connectionId: 'c1', channelId, nativeId: '91' };
  const request = requestFor(ref, { body: result('X1', '5') });
  const send = `POST /channels/${channelId}/messagesWithObj`;
  const search = `POST /channels/${channelId}/messages/_search`;
  let server: RecordedMirth;
  let engine: Engine;
  const sent = () => server.requests.filter(({ path }) => path.endsWith('/messagesWithObj')).length;

  async function start(options: Parameters<typeof engineAt>[1] = {}): Promise<void> {
    server = await startRecordedMirth();
    server.on(search, { body: '<list/>' });
    engine = engineAt(server, options);
    await engine.channels!.snapshot(never);
  }
  afterEach(async () => {
    await engine.close();
    await server.close();
  });

  it('is unreachable when the connection cannot be made: nothing was sent', async () => {
    await start();
    await server.close();
    expect(await refusalOf(engine.replay!.replay(request, never))).toMatchObject({ code: 'ENGINE_UNREACHABLE' });
    expect(sent()).toBe(0);
  });

  it('is refused when another certificate is shown: nothing was sent', async () => {
    await start();
    await server.close();
    const other = await startRecordedMirth({ port: Number(new URL(server.url).port) });
    expect(await refusalOf(engine.replay!.replay(request, never))).toMatchObject({
      messageKey: 'engine.reason.certificateChanged',
    });
    expect(other.receivedBytes()).toBe(0);
    await other.close();
  });

  it('is unknown when the connection is lost after the request has gone', async () => {
    await start();
    server.on(send, (_request, response) => {
      response.socket?.destroy();
      return null;
    });
    expect(await refusalOf(engine.replay!.replay(request, never))).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(sent()).toBe(1);
  });

  it('is unknown when it is cancelled while it waits for its answer', async () => {
    await start();
    const controller = new AbortController();
    server.on(send, () => {
      controller.abort();
      return null;
    });
    expect(await refusalOf(engine.replay!.replay(request, controller.signal))).toMatchObject({
      code: 'OUTCOME_UNKNOWN',
    });
    expect(sent()).toBe(1);
  });

  it('is unknown when the answer breaks off after its head', async () => {
    await start();
    server.on(send, (_request, response) => {
      response.writeHead(201, { 'content-type': 'application/xml', 'content-length': '100' });
      response.write('<long>', () => response.socket?.destroy());
      return null;
    });
    expect(await refusalOf(engine.replay!.replay(request, never))).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  });

  it('is unknown when a proxy gave up waiting and no copy is there yet', async () => {
    await start();
    server.on(send, { status: 504, type: 'text/html', body: '<html/>' });
    expect(await refusalOf(engine.replay!.replay(request, never))).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  });

  it('is rejected when the engine answers 500 and has no copy', async () => {
    await start();
    server.on(send, { status: 500 });
    expect(await refusalOf(engine.replay!.replay(request, never))).toEqual({
      code: 'ENGINE_PROTOCOL',
      messageKey: 'engine.cannot.rejected',
    });
  });

  it('is unknown when the engine answers 500 and cannot be asked for copies', async () => {
    await start();
    server.on(send, { status: 500 });
    server.on(search, { status: 500 });
    expect(await refusalOf(engine.replay!.replay(request, never))).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  });

  it('is accepted when the engine answers 500 but has taken the message', async () => {
    await start();
    server.on(send, { status: 500 });
    const entry = `<entry><string>vaktbordReplayId</string><string>${request.replayId}</string></entry>`;
    const copy = fixture('60x-GET-message-error-connect-refused.xml')
      .toString()
      .replace('<messageId>91<', '<messageId>92<')
      .replace(/<m>/, `<m>${entry}`);
    server.on(search, { body: `<list>${copy}</list>` });
    expect(await engine.replay!.replay(request, never)).toMatchObject({ nativeId: '92' });
  });

  it('sends once with everything the engine needs to know', async () => {
    await start();
    server.on(send, { status: 201, body: '<long>92</long>' });
    const receipt = await engine.replay!.replay({ ...request, destinationIds: ['1', '2'] }, never);
    expect(receipt.nativeId).toBe('92');
    expect(sent()).toBe(1);
    const body = server.requests.findLast(({ path }) => path.endsWith('/messagesWithObj'))?.body ?? '';
    expect(body).toContain('<originalMessageId>91</originalMessageId>');
    expect(body).toContain('<destinationMetaDataIds class="set"><int>1</int><int>2</int></destinationMetaDataIds>');
    expect(body).toContain('<string>vaktbordPerson</string><string>Åse Nordmann</string>');
    expect(body).toContain('|X1|P|2.5.1&#xd;PID|');
    expect(body).not.toContain('\r');
  });

  it('lets the engine reprocess, for chosen destinations only, when an attachment cannot be put back', async () => {
    await start();
    const raw = fixture('60x-GET-message-error-connect-refused.xml')
      .toString()
      .replaceAll('|F&#xd;<', `|\${ATTACH:65587039-8b01-4d6e-89dd-44e502096fd1}&#xd;<`);
    server.on(`GET /channels/${channelId}/messages/91?metaDataId=0`, { body: raw });
    server.on(`GET /channels/${channelId}/messages/91/attachments/`, { body: '<attachment><id>x</id></attachment>' });
    server.on(`POST /channels/${channelId}/messages/91/_reprocess`, { status: 204 });
    const receipt = await engine.replay!.replay({ ...request, body: null, destinationIds: ['2'] }, never);
    expect(receipt).toMatchObject({ nativeId: null, bodyHash: null });
    expect(server.requests.at(-1)?.path).toContain('_reprocess?replace=false&filterDestinations=true&metaDataId=2');
    expect(sent()).toBe(0);
  });

  it('throws rather than answer half when it looks for copies', async () => {
    await start();
    server.on(search, { body: '<list><message><messageId>92</messageId>' });
    expect(await refusalOf(engine.replay!.findCopies(ref, never))).toMatchObject({ code: 'ENGINE_PROTOCOL' });
  });

  it('is rejected when the engine will not have the request at all', async () => {
    await start();
    server.on(send, { status: 415 });
    expect(await refusalOf(engine.replay!.replay(request, never))).toMatchObject({
      messageKey: 'engine.cannot.rejected',
    });
    expect(sent()).toBe(1);
  });

  it('says that nothing was sent when the message could not be read before', async () => {
    await start();
    server.on(`GET /channels/${channelId}/messages/91`, { body: '<message><messageId>91' });
    const refusal = await refusalOf(engine.replay!.replay({ ...request, body: null }, never));
    expect(refusal).toEqual({ code: 'ENGINE_PROTOCOL', messageKey: 'engine.cannot.notPrepared' });
    expect(sent()).toBe(0);
  });

  it('never takes the reprocess of a colleague for its own lost replay', async () => {
    await start();
    const mark = '<m><entry><string>reprocessed</string><boolean>true</boolean></entry>';
    const copy = fixture('60x-GET-message-error-connect-refused.xml')
      .toString()
      .replaceAll('<messageId>91<', '<messageId>92<')
      .replaceAll('<m>', mark);
    server.on(search, { body: `<list>${copy}</list>` });
    const receipt = {
      replayId: 'lost',
      ref,
      nativeId: null,
      acceptedAt: 0,
      bodyHash: null,
      destinationIds: null,
      evidence: [],
    };
    expect(await engine.replay!.confirm(receipt, never)).toEqual({ kind: 'unknown' });
  });

  it('finds the copy that the engine made itself, by being the first after it was asked', async () => {
    await start();
    const raw = fixture('60x-GET-message-error-connect-refused.xml').toString();
    const withToken = raw.replaceAll('|F&#xd;<', `|\${ATTACH:65587039-8b01-4d6e-89dd-44e502096fd1}&#xd;<`);
    const mark = '<m><entry><string>reprocessed</string><boolean>true</boolean></entry>';
    const copy = raw.replaceAll('<messageId>91<', '<messageId>92<').replaceAll('<m>', mark);
    server.on(`GET /channels/${channelId}/messages/91`, { body: withToken });
    server.on(`GET /channels/${channelId}/messages/91/attachments/`, { body: '<attachment><id>x</id></attachment>' });
    server.on(`GET /channels/${channelId}/messages/92`, { body: copy });
    server.on(search, { body: `<list>${copy}</list>` });
    const receipt = {
      replayId: 'x',
      ref,
      nativeId: null,
      acceptedAt: 1795347053544,
      bodyHash: null,
      destinationIds: null,
      evidence: [],
    };
    expect(await engine.replay!.confirm(receipt, never)).toMatchObject({ kind: 'failed-again', nativeId: '92' });
    const tooEarly = { ...receipt, acceptedAt: 1795347053544 + 3_600_000 };
    expect(await engine.replay!.confirm(tooEarly, never)).toEqual({ kind: 'unknown' });
  });
});
