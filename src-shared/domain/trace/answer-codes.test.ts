import { describe, expect, it } from 'vitest';
import { findAnswerCode } from './answer-codes.ts';

describe('findAnswerCode', () => {
  it('names an acknowledgement of HL7', () => expect(findAnswerCode('AE')).toBe('hl7.AE'));

  it('names the error before the status of an application receipt', () => {
    expect(findAnswerCode('2 T02')).toBe('apprec.T02');
    expect(findAnswerCode('1')).toBe('apprec.1');
  });

  it('keeps the status where the error code is unknown', () => expect(findAnswerCode('2 Q77')).toBe('apprec.2'));

  it('names conditions of the national network and of ebXML', () => {
    expect(findAnswerCode('transport:invalid-signature')).toBe('amqp.invalid-signature');
    expect(findAnswerCode('abuse:spoofing-attack')).toBe('amqp.spoofing-attack');
    expect(findAnswerCode('DeliveryFailure')).toBe('ebxml.DeliveryFailure');
  });

  it('knows nothing of other words', () => expect(findAnswerCode('constructor 500')).toBeNull());
});
