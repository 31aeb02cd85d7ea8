import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readErrorText } from './mirth-errors.ts';

/** The first processing error stored in a recorded message. */
function recordedError(name: string): string {
  const text = readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
  const found = /"processingErrorContent":(\{"encrypted":false,"content":"(?:[^"\\]|\\.)*"\})/.exec(text)?.[1] ?? '{}';
  return (JSON.parse(found) as { content: string }).content;
}

describe('readErrorText', () => {
  it('reads a refused connection, and takes the target from the settings', () => {
    const text =
      'TCP Sender error\nERROR MESSAGE: Connection refused\njava.net.ConnectException: Connection refused\n\tat x.y(Z.java:1)\n';
    expect(readErrorText(text, '10.0.0.5:6699')).toEqual({
      kind: 'connection',
      line: 'Connection refused',
      target: '10.0.0.5:6699',
    });
  });

  it('tells a time-out apart from a refused connection, because the message may have arrived', () => {
    const reading = readErrorText(recordedError('61c-GET-message-response-timeout.json'), null);
    expect(reading).toEqual({ kind: 'timeout', line: 'Timeout waiting for response: Read timed out', target: null });
  });

  it('reads a negative acknowledgement by its first two lines', () => {
    const reading = readErrorText(recordedError('61b-GET-message-negative-ack.json'), null);
    expect(reading.kind).toBe('negative-ack');
    expect(reading.line).toBe('NACK sent from receiver. (Error) Patient not found in LIS');
  });

  it('reads what a transformer threw from its DETAILS line, not from its script', () => {
    const reading = readErrorText(recordedError('60c-GET-message-source-error-garbage.json'), null);
    expect(reading.kind).toBe('transform-error');
    expect(reading.line).toMatch(/^TypeError: Attribute name "is"/);
  });

  it('does not take words of the script for the cause', () => {
    const text =
      "Transformer error\nERROR MESSAGE: Error evaluating transformer\nSOURCE CODE:\t\n1: throw new Error('Connection refused');\nLINE NUMBER:\t1\nDETAILS:\tError: OBX-2 no number\n";
    expect(readErrorText(text, null)).toMatchObject({ kind: 'transform-error', line: 'Error: OBX-2 no number' });
  });

  it.each([
    ['Error: no mapping for code NPU99999', 'missing-mapping'],
    ['Error: unknown code GLU in table ANALYTES', 'missing-mapping'],
    ['Error: x is undefined', 'transform-error'],
  ])('reads the DETAILS "%s" as %s', (details, kind) => {
    expect(readErrorText(`Transformer error\nDETAILS:\t${details}\n`, null).kind).toBe(kind);
  });

  it.each([
    ['javax.net.ssl.SSLHandshakeException: PKIX path building failed', 'security'],
    ['java.io.IOException: No space left on device', 'capacity'],
    ['java.net.UnknownHostException: lis.example.invalid', 'connection'],
    ['java.net.SocketTimeoutException: connect timed out', 'connection'],
    ['org.xml.sax.SAXParseException: Content is not allowed in prolog', 'validation'],
    ['HTTP error: 400 Bad Request', 'rejected-content'],
    ['something that nobody has seen before', 'unknown'],
    ['', 'unknown'],
  ])('reads "%s" as %s', (text, kind) => {
    expect(readErrorText(text, null).kind).toBe(kind);
  });

  it('finds a target in the text when there are no settings', () => {
    expect(readErrorText('ERROR MESSAGE: Could not connect to lis.example.invalid:6661', null).target).toBe(
      'lis.example.invalid:6661',
    );
    expect(readErrorText('Response from https://api.example.invalid:8443/x was lost', null).target).toBe(
      'api.example.invalid:8443',
    );
    expect(readErrorText('MSH|^~\\&|a:1', null).target).toBeNull();
  });

  it('stays quick and short when the text is huge', () => {
    const reading = readErrorText(
      `ERROR MESSAGE: ${'x'.repeat(1_000_000)}\n${'\tat a.b(C.java:1)\n'.repeat(50_000)}`,
      null,
    );
    expect(reading.line.length).toBe(300);
  });
});
