import { describe, expect, it } from 'vitest';
import { anEngineFailure } from '../../../test/fakes/scripted-engine.ts';
import { toFailureRecord } from './failure-record.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('toFailureRecord', () => {
  it('takes the header and the patient key from the message, and keeps its body', () => {
    const record = toFailureRecord(anEngineFailure());
    expect(record.failure).toMatchObject({
      failureId: 'c1/adt/14',
      header: { messageControlId: 'CTRL-1', messageType: 'ORU^R01' },
      isUrgent: false,
      replayState: null,
      resolvedAt: null,
      handledAt: null,
      ownState: null,
    });
    expect(record.failure.sizeBytes).toBe(record.body?.bytes.length);
    expect(record.patientKeys.join(' ')).toContain('11887510050');
  });

  it('leaves neither the error text nor patient data of the error line in the failure', () => {
    const reported = anEngineFailure({
      errorText: 'Stack with Testesen Tora',
      errorLine: 'Patient Testesen, Tora (11887510050) is unknown: PID|1||11887510050^^^FNR||Testesen^Tora',
    });
    const { failure } = toFailureRecord(reported);
    expect(JSON.stringify(failure)).not.toMatch(/Testesen|Tora|11887510050|errorText|errorLine/);
    expect(failure.oneLine).toContain('unknown');
  });

  it('marks a message that says it is urgent', () => {
    const text = [
      'MSH|^~\\&|A|B|C|D|20260101||ORM^O01|1|P|2.4',
      'ORC|NW|1',
      'OBR|1|1||NA|S||||||||||||||||||||||^^^^^S',
      '',
    ];
    expect(toFailureRecord(anEngineFailure({ text: text.join('\r') })).failure.isUrgent).toBe(true);
  });

  it('keeps no body over a megabyte, but knows its size', () => {
    const body = { bytes: new Uint8Array(1024 * 1024 + 1).fill(65), encoding: null, fidelity: 'engine-text' as const };
    const record = toFailureRecord(anEngineFailure({ body }));
    expect(record.body).toBeNull();
    expect(record.failure.sizeBytes).toBe(1024 * 1024 + 1);
  });

  it.each([
    ['not stored', null],
    ['empty', bytesOf('')],
    ['cut off', bytesOf('MSH|^~')],
    ['binary', Uint8Array.from({ length: 256 }, (_, value) => value)],
    ['no message at all', bytesOf('hello')],
  ])('lists a failure whose body is %s', (_name, bytes) => {
    const body = bytes === null ? null : { bytes, encoding: null, fidelity: 'wire' as const };
    const { failure } = toFailureRecord(anEngineFailure({ body }));
    expect(failure).toMatchObject({ failureId: 'c1/adt/14', header: { messageControlId: null } });
  });

  it('cuts a huge line', () => {
    const { failure } = toFailureRecord(anEngineFailure({ errorLine: 'refused '.repeat(10_000) }));
    expect(failure.oneLine.length).toBeLessThanOrEqual(300);
  });
});
