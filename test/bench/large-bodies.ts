import { largeResult } from '../specs/inspect/preconditions.ts';
import { person } from '../specs/main-path/preconditions.ts';

/** Message bodies of about that many bytes, by what they are. Each ends in a remark that is found by searching for *the very last line*. */
export const largeBodies = { hl7: largeResult, fhir: largeBundle, kith: largeReport };
export type LargeBodyKind = keyof typeof largeBodies;

/** A bundle of results of one patient, laid out as most senders do. */
function largeBundle(sizeBytes: number): Uint8Array {
  const patientUrl = 'urn:uuid:5d1b4b5e-3c7f-4d43-9c2a-0d6f1c1f0a02';
  const entry = (number: number, resource: object): string =>
    JSON.stringify(
      { fullUrl: `urn:uuid:5d1b4b5e-3c7f-4d43-9c2a-${number.toString(16).padStart(12, '0')}`, resource },
      null,
      2,
    );
  const header = {
    resourceType: 'MessageHeader',
    eventUri: 'urn:example:result',
    source: { endpoint: 'urn:example:laboratory' },
  };
  const patient = {
    resourceType: 'Patient',
    identifier: [{ system: 'urn:oid:2.16.578.1.12.4.1.4.1', value: person.number }],
    name: [{ family: person.family, given: [person.given] }],
    birthDate: '1959-01-26',
  };
  const result = (text: string) => ({
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: 'urn:oid:2.16.578.1.12.4.1.1.7280', code: 'NPU03230', display: 'P-Kalium' }] },
    subject: { reference: patientUrl },
    effectiveDateTime: '2026-11-22T10:10:00+01:00',
    valueQuantity: { value: 4.1, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
    note: [{ text }],
  });
  const first = `{"fullUrl":"${patientUrl}","resource":${JSON.stringify(patient)}}`;
  const parts = [`{\n"resourceType": "Bundle",\n"type": "message",\n"entry": [\n${entry(0, header)},\n${first}`];
  const each = entry(3, result('routine')).length + 2;
  const count = Math.floor((sizeBytes - 1200) / each);
  for (let index = 0; index < count; index += 1) parts.push(entry(index + 3, result('routine')));
  parts.push(entry(count + 3, result('the very last line')));
  return Buffer.from(`${parts.join(',\n')}\n]\n}\n`);
}

/** A laboratory report in the XML of KITH. */
function largeReport(sizeBytes: number): Uint8Array {
  const head = `<?xml version="1.0" encoding="UTF-8"?>
<Message xmlns="http://www.kith.no/xmlstds/labsvar/2012-02-15">
  <Type V="SVAR_LAB" DN="Svarrapport laboratoriemedisin"/><MIGversion>1.4 2012-02-15</MIGversion><GenDate>2026-11-22T10:15:00+01:00</GenDate>
  <MsgId>5d1b4b5e-3c7f-4d43-9c2a-0d6f1c1f0a02</MsgId>
  <ServReport><ServType V="N" DN="Ny"/><IssueDate V="2026-11-22T10:15:00+01:00"/><Status V="F" DN="Endelig rapport"/><MsgDescr V="LAB" DN="Laboratoriemedisin"/>
  <Patient><OffId>${person.number}</OffId><TypeOffId V="FNR" DN="Fødselsnummer"/><Name>${person.given} ${person.family}</Name><DateOfBirth>1959-01-26</DateOfBirth>
`;
  const item = `    <ResultItem><ClinInv><Id V="NPU03230" S="2.16.578.1.12.4.1.1.7280" DN="P-Kalium"/></ClinInv>
      <NumResult><NumResultValue V="4.1" U="mmol/L"/></NumResult><StatusInvestigation V="3" DN="Endelig"/>
      <Investigation><Id V="NPU03230" S="2.16.578.1.12.4.1.1.7280" DN="P-Kalium"/></Investigation></ResultItem>
`;
  const tail =
    '    <ResultItem><TextResult><TextResultValue>the very last line</TextResultValue></TextResult></ResultItem>\n  </Patient></ServReport>\n</Message>\n';
  const count = Math.floor((sizeBytes - head.length - tail.length) / item.length);
  return Buffer.from(head + item.repeat(count) + tail);
}
