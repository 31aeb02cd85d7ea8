import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channelId, openTestEngine, type TestEngine } from '../test-support.ts';
import { edgeNames, readExchange } from './recorded-exchange.ts';

/** The first content of a recorded or own message as it stands in the XML, references and all. */
const xmlContent = (body: string) => /<content>([\s\S]*?)<\/content>/.exec(body)?.[1];
const jsonContent = (body: string) => /"contentType":"RAW","content":("(?:[^"\\]|\\.)*"|[^,]*),/.exec(body)?.[1];

describe('contents that XML keeps and JSON does not', () => {
  let test: TestEngine;
  beforeAll(async () => {
    test = await openTestEngine();
  });
  afterAll(async () => test.close());

  it.each(edgeNames)('gives back %s as recorded', async (name) => {
    const recordedXml = xmlContent(readExchange(`69x-edge-${name}`).body) ?? '';
    const recordedJson = readExchange(`69-edge-${name}`);
    const body = `<com.mirth.connect.donkey.model.message.RawMessage><overwrite>false</overwrite><imported>false</imported><rawData>${recordedXml}</rawData><binary>false</binary></com.mirth.connect.donkey.model.message.RawMessage>`;
    const sent = await test.call('POST', `/channels/${channelId(14)}/messagesWithObj`, { body });
    const path = `/channels/${channelId(14)}/messages/${/\d+/.exec(sent.body)?.[0]}`;
    const xml = await test.call('GET', path);
    const json = await test.call('GET', path, { accept: 'application/json' });
    expect(xmlContent(xml.body)).toBe(recordedXml);
    expect(json.status).toBe(recordedJson.status);
    if (recordedJson.status === 200) expect(jsonContent(json.body)).toBe(jsonContent(recordedJson.body));
  });
});
