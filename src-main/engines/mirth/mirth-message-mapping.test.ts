import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../../src-shared/formats/shared/text-codec.ts';
import { parseXml } from '../../../src-shared/formats/xml/parse-xml.ts';
import {
  destinationSetOf,
  errorTextOf,
  mapMessage,
  missingDestinations,
  sourceMapOf,
  sourceOf,
  stageOf,
  targetOf,
} from './mirth-message-mapping.ts';

const read = (xml: string) => mapMessage(parseXml(encodeUtf8(xml)).root!);
const recorded = (name: string) => read(readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8'))!;
const refused = recorded('60x-GET-message-error-connect-refused.xml');
const chainCut = recorded('61x-GET-message-transformer-error.xml');

describe('mapMessage', () => {
  it('reads ids, times and rows of a recorded message', () => {
    expect(refused).toMatchObject({
      nativeId: '91',
      channelName: 'ADT in',
      receivedAt: 1795347053544,
      isProcessed: true,
    });
    expect(refused.rows.map(({ connectorId, state, errorCode }) => [connectorId, state, errorCode])).toEqual([
      ['0', 'transformed', 0],
      ['1', 'errored', 1],
      ['2', 'sent', 0],
    ]);
  });

  it('is null for an element without a message id', () => {
    expect(read('<message/>')).toBeNull();
    expect(read('<message><messageId>x</messageId></message>')).toBeNull();
  });

  it('is not led astray by elements of the same name inside a response', () => {
    expect(refused.rows.length).toBe(3);
  });
});

describe('stageOf', () => {
  it('gives the raw with its line ends', () => {
    expect(stageOf(sourceOf(refused)!, 'raw')?.text).toMatch(/\|2\.5\.1\rPID\|1\|\|000042/);
  });

  it.each([
    ['69x-edge-ctrl.xml', /[\u0001-\u0008]/],
    ['69x-edge-vt.xml', /\u000b/],
    ['69x-edge-nul.xml', /\u0000/],
  ])('keeps the control characters of %s', (name, pattern) => {
    const text = stageOf(sourceOf(recorded(name))!, 'raw')?.text ?? '';
    expect(text).toMatch(pattern);
  });

  it('shows of the sent stage only what was sent, never the settings', () => {
    const sent = stageOf(refused.rows[1]!, 'sent')?.text ?? '';
    expect(sent).toMatch(/^MSH\|/);
    expect(sent).not.toContain('DispatcherProperties');
  });

  it('has no sent stage for a connector that stores only a script', () => {
    const script = recorded('64x-GET-message-vm-sourcemap.xml').rows[1]!;
    expect(stageOf(script, 'sent')).toBeNull();
  });

  it('gives the answer of the receiver, and the word of the engine where there was none', () => {
    expect(stageOf(sourceOf(refused)!, 'response')?.text).toMatch(/MSA\|AA\|0012345\r/);
    expect(stageOf(refused.rows[1]!, 'response')?.text).toContain('Connection refused');
  });

  it('is null for a stage that was not stored', () => {
    expect(stageOf(chainCut.rows[1]!, 'encoded')).toBeNull();
    expect(stageOf(chainCut.rows[1]!, 'sent')).toBeNull();
  });

  it('marks what the engine keeps encrypted', () => {
    const xml =
      '<message><messageId>1</messageId><connectorMessages><entry><int>0</int><connectorMessage><metaDataId>0</metaDataId><raw><encrypted>true</encrypted><content>{alg}AAAA</content></raw></connectorMessage></entry></connectorMessages></message>';
    expect(stageOf(sourceOf(read(xml)!)!, 'raw')?.isEncrypted).toBe(true);
  });
});

describe('what else a row tells', () => {
  it('is where it was to be sent', () => {
    expect(targetOf(refused.rows[1]!)).toBe('127.0.0.1:6699');
    expect(targetOf(refused.rows[2]!)).toBeNull();
  });

  it('is its error, or null', () => {
    expect(errorTextOf(refused.rows[1]!)).toMatch(/^TCP Sender error\nERROR MESSAGE: Connection refused/);
    expect(errorTextOf(sourceOf(refused)!)).toBeNull();
  });

  it('is the source map, wrapped or not', () => {
    const source = sourceOf(recorded('64x-GET-message-vm-sourcemap.xml'))!;
    expect(sourceMapOf(source).get('sourceMessageId')?.text()).toBe('3');
    expect(destinationSetOf(source)).toEqual(['1']);
    const empty = sourceOf(recorded('69x-edge-vt.xml'))!;
    expect(sourceMapOf(empty).get('nothing')).toBeUndefined();
  });
});

describe('missingDestinations', () => {
  const names = new Map([
    ['0', 'Source'],
    ['1', 'LIS sink'],
    ['2', 'Archive'],
    ['3', 'Critical'],
  ]);

  it('names those behind a transformer error', () => {
    expect(missingDestinations(chainCut, names)).toEqual([
      { connectorId: '2', name: 'Archive' },
      { connectorId: '3', name: 'Critical' },
    ]);
  });

  it('names none that the channel no longer has', () => {
    expect(missingDestinations(chainCut, new Map([['1', 'LIS sink']]))).toEqual([]);
  });

  it('names none when every destination has a row', () => {
    expect(missingDestinations(refused, names)).toEqual([]);
  });

  it('names none while the engine still works on the message', () => {
    expect(missingDestinations({ ...chainCut, isProcessed: false }, names)).toEqual([]);
  });

  it('names none when the source itself failed', () => {
    const source = { ...sourceOf(chainCut)!, state: 'errored' as const };
    expect(missingDestinations({ ...chainCut, rows: [source] }, names)).toEqual([]);
  });
});
