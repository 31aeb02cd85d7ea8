/**
 * Codes by which receivers and networks answer, each with a sentence in plain words in the texts (`trace.code.<family>.<code>`). *hl7*: MSA-1, HL7 table 0008.
 * *apprec*: status 8258 and error 8221 of application receipts (HIS 80415). *amqp*: error conditions of the national network, without what stands before
 * the colon. *ebxml*: error codes of ebMS 2.0.
 */
export const answerCodes = {
  hl7: ['AA', 'AE', 'AR', 'CA', 'CE', 'CR'],
  apprec: [
    ...(['1', '2', '3'] as const),
    ...(['T01', 'T02', 'T10', 'T99', 'S01', 'S02', 'S03', 'S99'] as const),
    ...(['E10', 'E20', 'E21', 'E30', 'E31', 'E32', 'E35', 'E36', 'E53', 'E54', 'X99'] as const),
  ],
  amqp: [
    'invalid-cms-pkcs',
    'invalid-certificate',
    'expired-certificate',
    'revoked-certificate',
    'decryption-failed',
    'invalid-signature',
    'required-field-missing',
    'invalid-field-value',
    'invalid-encoding',
    'xml-not-interpretable',
    'spoofing-attack',
    'not-well-formed-xml',
    'internal-error',
    'unsupported-message',
    'unverified-certificate',
    'missing-certificate',
    'revoked-certificate-offline',
  ],
  ebxml: [
    'ValueNotRecognized',
    'NotSupported',
    'Inconsistent',
    'OtherXml',
    'DeliveryFailure',
    'TimeToLiveExpired',
    'SecurityFailure',
    'MimeProblem',
    'Unknown',
  ],
} as const;

type Codes = typeof answerCodes;
/** `<family>.<code>`, as the texts name it. */
export type AnswerCode = { [F in keyof Codes]: `${F}.${Codes[F][number]}` }[keyof Codes];

const known: ReadonlyMap<string, AnswerCode> = new Map<string, AnswerCode>([
  ...answerCodes.hl7.map((code) => [code, `hl7.${code}`] as const),
  ...answerCodes.apprec.map((code) => [code, `apprec.${code}`] as const),
  ...answerCodes.amqp.map((code) => [code, `amqp.${code}`] as const),
  ...answerCodes.ebxml.map((code) => [code, `ebxml.${code}`] as const),
]);

/** The most telling of the codes that an answer was written with (`AE`, `2 T02`, `transport:invalid-signature`); null = none of them is known. */
export function findAnswerCode(written: string): AnswerCode | null {
  const tokens = written.trim().split(/\s+/);
  const found = tokens.map((token) => known.get(token.replace(/^(transport|abuse):/, '')) ?? null);
  return found.findLast((code) => code !== null) ?? null;
}
