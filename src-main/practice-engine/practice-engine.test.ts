import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aMessage, channelId, openTestEngine, type TestEngine } from './test-support.ts';

const rawMessage = (raw: string, more = '') =>
  `<com.mirth.connect.donkey.model.message.RawMessage><overwrite>false</overwrite><imported>false</imported>${more}<rawData>${raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\r', '&#xd;')}</rawData><binary>false</binary></com.mirth.connect.donkey.model.message.RawMessage>`;

describe('the practice engine', () => {
  let test: TestEngine;
  beforeAll(async () => {
    test = await openTestEngine();
  });
  afterAll(async () => test.close());

  const inject = async (channel: number, body: Buffer) => {
    const answer = await test.engine.inject(channelId(channel), body);
    return { id: answer?.nativeId ?? 0, ack: answer?.ack ?? '' };
  };
  const mode = async (
    receiverId: string,
    to: Parameters<NonNullable<ReturnType<TestEngine['engine']['findReceiver']>>['setMode']>[0],
  ) => test.engine.findReceiver(receiverId)?.setMode(to);

  it('gives later destinations no row when an earlier transformer fails', async () => {
    const { id, ack } = await inject(5, aMessage('lab-result', { variant: 'non-numeric' }));
    const { body } = await test.call('GET', `/channels/${channelId(5)}/messages/${id}`);
    expect(ack).toContain('MSA|AA|');
    expect([...body.matchAll(/<connectorName>([^<]+)/g)].map(([, name]) => name)).toEqual(['Source', 'Record system']);
    expect(body).toMatch(/DETAILS:\tError: OBX-1: numeric result expected for/);
  });

  it('goes on to later destinations when an earlier receiver refuses', async () => {
    await mode('record-system', { kind: 'nack', code: 'AR', text: 'Nei' });
    const { id } = await inject(5, aMessage('lab-result', { sequence: 2 }));
    await mode('record-system', { kind: 'up' });
    const { body } = await test.call('GET', `/channels/${channelId(5)}/messages/${id}`);
    expect(body).toContain('NACK sent from receiver. (Rejected)\nNei\n\nMSH|');
    expect([...body.matchAll(/<connectorName>([^<]+)/g)]).toHaveLength(4);
  });

  it('tells an acknowledgement for another message from its own', async () => {
    await mode('finance', { kind: 'wrong-ack' });
    const { id } = await inject(13, aMessage('charge'));
    await mode('finance', { kind: 'up' });
    const { body } = await test.call('GET', `/channels/${channelId(13)}/messages/${id}`);
    expect(body).toContain('Message control Ids do not match.\nExpected: REG0000001\nActual: REG0000001-OTHER');
  });

  it('times out on a slow receiver that did take the message', async () => {
    await mode('dialysis-record', { kind: 'slow', delayMs: 60_000 });
    const { id } = await inject(10, aMessage('device-observation'));
    await mode('dialysis-record', { kind: 'up' });
    const { body } = await test.call('GET', `/channels/${channelId(10)}/messages/${id}`);
    expect(body).toContain('ERROR MESSAGE: Timeout waiting for response: Read timed out');
    expect(test.receivedBy('dialysis-record')).toHaveLength(1);
  });

  it('keeps waiting messages and sends them once and in order when the receiver is back', async () => {
    await mode('radiology', { kind: 'down' });
    const bodies = [1, 2, 3].map((sequence) => aMessage('radiology-order', { sequence }));
    const ids = [];
    for (const body of bodies) ids.push((await inject(4, body)).id);
    const waiting = await test.call('GET', `/channels/${channelId(4)}/status`);
    expect(waiting.body).toContain('<queued>3</queued>');
    await mode('radiology', { kind: 'up' });
    for (const id of ids) await test.whenSettled(4, id, /SENT/);
    expect(test.receivedBy('radiology')).toEqual(bodies.map(String));
  });

  it('loses the letters of bytes that are not UTF-8, as an engine that keeps text does', async () => {
    const { id } = await inject(12, aMessage('referral', { variant: 'latin-1' }));
    await test.whenSettled(12, id, /SENT/);
    expect(test.receivedBy('record-system').at(-1)).toContain('\uFFFD');
  });

  it('keeps attachments apart, gives them Base64 twice, and puts them back when sending', async () => {
    const original = aMessage('pathology-report', { variant: 'attachment' });
    const { id } = await inject(8, original);
    const message = await test.whenSettled(8, id, /SENT/);
    expect(message).toMatch(/\$\{ATTACH:[0-9a-f-]{36}\}/);
    const { body } = await test.call('GET', `/channels/${channelId(8)}/messages/${id}/attachments?includeContent=true`);
    const once = Buffer.from(/<content>([^<]+)/.exec(body)?.[1] ?? '', 'base64').toString('latin1');
    expect(Buffer.from(once, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
    expect(test.receivedBy('record-system').at(-1)).toBe(String(original));
  });

  it('sends an empty field when a token comes back without its attachment', async () => {
    const answer = await test.call('POST', `/channels/${channelId(8)}/messagesWithObj`, {
      body: rawMessage(
        String(aMessage('pathology-report', { sequence: 5 }))
          .replace('OBX|1|FT', 'OBX|1|ED')
          .replace(/\|\|Godartet[^|]*/, `||^application^pdf^Base64^\${ATTACH:gone}`),
      ),
    });
    await test.whenSettled(8, Number(/\d+/.exec(answer.body)?.[0]), /SENT/);
    expect(test.receivedBy('record-system').at(-1)).toContain('^application^pdf^Base64^|');
  });

  it('sends text without a destination nowhere, and says 201', async () => {
    const before = test.receivedBy('blood-gas-record').length;
    const answer = await test.call('POST', `/channels/${channelId(14)}/messages`, {
      body: String(aMessage('blood-gas')),
      type: 'text/plain',
    });
    expect(answer.status).toBe(201);
    expect(test.receivedBy('blood-gas-record')).toHaveLength(before);
  });

  it('keeps source map entries and the original id of a message sent anew', async () => {
    const more =
      '<originalMessageId>1</originalMessageId><sourceMap><entry><string>correlation</string><string>c-1</string></entry></sourceMap>';
    const sent = await test.call('POST', `/channels/${channelId(14)}/messagesWithObj`, {
      body: rawMessage(String(aMessage('blood-gas', { sequence: 2 })), more),
    });
    const id = /\d+/.exec(sent.body)?.[0];
    const { body } = await test.call('GET', `/channels/${channelId(14)}/messages/${id}`);
    expect(body).toContain('<originalId>1</originalId>');
    expect(body).toContain('<string>correlation</string>\n                <string>c-1</string>');
    const found = await test.call('POST', `/channels/${channelId(14)}/messages/_search`, {
      body: '<messageFilter><originalIdLower>1</originalIdLower><originalIdUpper>1</originalIdUpper></messageFilter>',
    });
    expect(found.body).toContain(`<messageId>${id}</messageId>`);
  });

  it('replaces the rows of a reprocessed message under its own id and corrects the counters', async () => {
    await mode('blood-gas-record', { kind: 'down' });
    const { id } = await inject(14, aMessage('blood-gas', { sequence: 3 }));
    await mode('blood-gas-record', { kind: 'up' });
    const statistics = async () => (await test.call('GET', `/channels/${channelId(14)}/statistics`)).body;
    expect(await statistics()).toContain('<error>1</error>');
    const answer = await test.call('POST', `/channels/${channelId(14)}/messages/${id}/_reprocess?replace=true`);
    expect(answer.status).toBe(204);
    expect(await test.whenSettled(14, id, /SENT/)).toContain(
      '<string>reprocessed</string>\n                <boolean>true</boolean>',
    );
    expect(await statistics()).toContain('<error>0</error>');
  });

  it('refuses a message for a channel that is stopped and takes it again once started', async () => {
    const path = `/channels/${channelId(14)}`;
    await test.call('POST', `${path}/_stop?returnErrors=true`);
    expect((await test.call('POST', `${path}/messagesWithObj`, { body: rawMessage('x') })).status).toBe(500);
    expect(await test.engine.inject(channelId(14), Buffer.from('x'))).toEqual({ nativeId: null, ack: '' });
    await test.call('POST', `${path}/_start?returnErrors=true`);
    expect((await test.call('POST', `${path}/messagesWithObj`, { body: rawMessage('x') })).status).toBe(201);
  });

  it('does not send a waiting message that was removed', async () => {
    await mode('municipal-gateway', { kind: 'down' });
    const { id } = await inject(11, aMessage('municipal-notice'));
    await test.call('DELETE', `/channels/${channelId(11)}/messages/${id}`);
    await mode('municipal-gateway', { kind: 'up' });
    const next = await inject(11, aMessage('municipal-notice', { sequence: 2 }));
    await test.whenSettled(11, next.id, /SENT/);
    expect(test.receivedBy('municipal-gateway')).toHaveLength(1);
  });

  it('adds an audit row for a search and none for statuses', async () => {
    const maxId = async () => (await test.call('GET', '/events/maxEventId')).body;
    const before = await maxId();
    await test.call('GET', '/channels/statuses');
    expect(await maxId()).toBe(before);
    await test.call('GET', `/channels/${channelId(14)}/messages?limit=1`);
    expect(await maxId()).not.toBe(before);
  });
});

describe('the practice engine over a restart', () => {
  it('ends cleanly with a message under way and keeps that message as failed', async () => {
    const first = await openTestEngine();
    await first.engine.findReceiver('blood-gas-record')?.setMode({ kind: 'slow', delayMs: 600_000 });
    const sending = first.engine.inject(channelId(14), aMessage('blood-gas'));
    while (first.receivedBy('blood-gas-record').length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const second = await first.reopen();
    await sending;
    const { body } = await second.call('GET', `/channels/${channelId(14)}/messages/1`);
    await second.close();
    expect(body).toContain('<processed>true</processed>');
    expect(body).toContain('<status>ERROR</status>');
  });

  it('keeps what waits and sends it afterwards, once', async () => {
    const first = await openTestEngine();
    await first.engine.findReceiver('national-gateway')?.setMode({ kind: 'down' });
    const injected = await first.engine.inject(channelId(9), aMessage('discharge-letter'));
    const second = await first.reopen();
    await second.whenSettled(9, injected?.nativeId ?? 0, /SENT/);
    expect(second.receivedBy('national-gateway')).toHaveLength(1);
    await second.close();
  });

  it('ends sessions, empties logs and keeps counters when only the engine is restarted', async () => {
    const test = await openTestEngine();
    await test.engine.inject(channelId(14), aMessage('blood-gas'));
    const id = async () => /<logId>/.test((await test.call('GET', '/extensions/dashboardstatus/connectionLogs')).body);
    expect(await id()).toBe(true);
    await test.engine.restart(5);
    const log = await test.call('GET', '/extensions/dashboardstatus/connectionLogs');
    const statistics = await test.call('GET', `/channels/${channelId(14)}/statistics`);
    await test.close();
    expect(log.body).toBe('<linked-list/>');
    expect(statistics.body).toContain('<sent>1</sent>');
  });

  it('keeps only the newest messages over its limit, but none that still wait', async () => {
    const test = await openTestEngine({ retention: 5 });
    for (let sequence = 1; sequence <= 9; sequence++)
      await test.engine.inject(channelId(14), aMessage('blood-gas', { sequence }));
    const count = await test.call('GET', `/channels/${channelId(14)}/messages/count`);
    const oldest = await test.call('GET', `/channels/${channelId(14)}/messages/1`);
    await test.close();
    expect(count.body).toBe('<long>5</long>');
    expect(oldest.status).toBe(204);
  });
});
