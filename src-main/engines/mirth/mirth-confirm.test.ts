import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../../src-shared/formats/shared/text-codec.ts';
import { escapeXmlText } from '../../../src-shared/formats/xml/escape-xml.ts';
import { parseXml } from '../../../src-shared/formats/xml/parse-xml.ts';
import { judge } from './mirth-confirm.ts';
import { mapMessage } from './mirth-message-mapping.ts';

type Row = { id?: number; status: string; ack?: string; error?: string; sent?: string };

const ack = (code: string, controlId = 'C1') =>
  `MSH|^~\\&|A|B|C|D|2026||ACK|9|P|2.5.1\rMSA|${code}|${controlId}|text\r`;
const sentMessage = 'MSH|^~\\&|A|B|C|D|2026||ORU^R01|C1|P|2.5.1\r';

function rowXml({ id = 1, status, ack: answer, error, sent = sentMessage }: Row): string {
  const response = `<response><status>${status}</status><message>${escapeXmlText(answer ?? '')}</message></response>`;
  return `<entry><int>${id}</int><connectorMessage><metaDataId>${id}</metaDataId><connectorName>d${id}</connectorName><status>${status}</status><encoded><content>${escapeXmlText(sent)}</content></encoded><response><content>${escapeXmlText(response)}</content></response><processingErrorContent>${error === undefined ? '' : `<content>${error}</content>`}</processingErrorContent></connectorMessage></entry>`;
}

function judged(rows: Row[], options: { source?: string; isProcessed?: boolean } = {}) {
  const all = [{ id: 0, status: options.source ?? 'TRANSFORMED' }, ...rows].map(rowXml).join('');
  const xml = `<message><messageId>5</messageId><processed>${options.isProcessed ?? true}</processed><connectorMessages>${all}</connectorMessages></message>`;
  return judge(mapMessage(parseXml(encodeUtf8(xml)).root!)!);
}

describe('judge', () => {
  it.each(['AA', 'CA'])('is confirmed by the receiver when it answered %s', (code) => {
    expect(judged([{ status: 'SENT', ack: ack(code) }])).toMatchObject({
      kind: 'confirmed-by-receiver',
      nativeId: '5',
    });
  });

  it('is confirmed by the engine only when no acknowledgement can be read', () => {
    expect(judged([{ status: 'SENT' }]).kind).toBe('confirmed-by-engine');
    expect(judged([{ status: 'SENT', ack: 'OK' }]).kind).toBe('confirmed-by-engine');
  });

  it('is confirmed by the engine only when the acknowledgement is for another control id', () => {
    expect(judged([{ status: 'SENT', ack: ack('AA', 'OTHER') }])).toMatchObject({
      kind: 'confirmed-by-engine',
      receivers: [{ acknowledgementCode: null }],
    });
  });

  it('is confirmed by the engine only when one of two receivers did not answer', () => {
    const rows = [
      { id: 1, status: 'SENT', ack: ack('AA') },
      { id: 2, status: 'SENT' },
    ];
    expect(judged(rows).kind).toBe('confirmed-by-engine');
  });

  it.each(['AE', 'AR', 'CE', 'CR'])(
    'has failed again when the receiver answered %s though the engine calls it sent',
    (code) => {
      expect(judged([{ status: 'SENT', ack: ack(code) }])).toMatchObject({
        kind: 'failed-again',
        errorText: `${code} text`,
      });
    },
  );

  it('has failed again when one destination is in error, whatever the others did', () => {
    const rows = [
      { id: 1, status: 'SENT', ack: ack('AA') },
      { id: 2, status: 'ERROR', error: 'ERROR MESSAGE: Connection refused' },
    ];
    expect(judged(rows)).toMatchObject({
      kind: 'failed-again',
      errorText: 'ERROR MESSAGE: Connection refused',
      receivers: [{ outcome: 'sent' }, { outcome: 'errored', oneLine: 'Connection refused' }],
    });
  });

  it('has failed again, even when the engine stored no error text', () => {
    expect(judged([{ status: 'ERROR' }]).kind).toBe('failed-again');
  });

  it('has failed again when the source is in error', () => {
    expect(judged([], { source: 'ERROR' })).toMatchObject({ kind: 'failed-again', receivers: [] });
  });

  it.each(['QUEUED', 'PENDING'])('is processing while a destination is %s', (status) => {
    expect(judged([{ status }]).kind).toBe('processing');
  });

  it('is processing until the engine has processed it, even when one destination has failed', () => {
    expect(judged([{ status: 'ERROR' }], { isProcessed: false }).kind).toBe('processing');
  });

  it('has failed again when everything was filtered: nothing was delivered', () => {
    expect(judged([{ status: 'FILTERED' }]).kind).toBe('failed-again');
    expect(judged([], { source: 'FILTERED' }).kind).toBe('failed-again');
  });

  it('is confirmed when one destination was served and another filtered it on purpose', () => {
    const rows = [
      { id: 1, status: 'SENT', ack: ack('AA') },
      { id: 2, status: 'FILTERED' },
    ];
    expect(judged(rows).kind).toBe('confirmed-by-receiver');
  });

  it('has failed again when no destination was served at all', () => {
    expect(judged([])).toMatchObject({ kind: 'failed-again', errorText: expect.stringContaining('no destination') });
  });
});
