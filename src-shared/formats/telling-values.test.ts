import { describe, expect, it } from 'vitest';
import { createCorpus } from '../../test/corpus.ts';
import { formatOf, parseMessage } from './index.ts';
import { readPatientValues } from './shared/patient-values.ts';
import { encodeUtf8 } from './shared/text-codec.ts';

const options = { statedEncoding: null };

/** What the nodes tell, as the quick way must. */
function compare(bytes: Uint8Array, name: string): number {
  const parsed = parseMessage(bytes, options);
  const quick = parsed.tellingValues?.() ?? [];
  const slow = readPatientValues(parsed).filter(({ kind }) => kind !== 'text');
  const ofBoth = (values: typeof slow) => [...new Set(values.map(({ text }) => text))].sort();
  // By the nodes a value counts as what it is at its last place: there it may be *text*.
  expect(ofBoth(quick), name).toEqual(expect.arrayContaining(ofBoth(slow)));
  const all = new Set(readPatientValues(parsed).map(({ text }) => text));
  expect(
    quick.filter(({ text }) => !all.has(text)),
    name,
  ).toEqual([]);
  return quick.length;
}

describe('the values that tell of a person', () => {
  createCorpus('fhir', ['.json']).it('are those of the nodes in FHIR', (files) => {
    const counts = files.map(({ name, bytes }) => compare(bytes, name));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(200);
  });

  createCorpus('kith', ['.json']).it('are those of the nodes in any JSON', (files) => {
    for (const { name, bytes } of files) compare(bytes, name);
  });

  createCorpus('kith', ['.xml']).it('are those of the nodes in XML', (files) => {
    const counts = files.map(({ name, bytes }) => compare(bytes, name));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(20);
  });

  it('are found in attributes, mixed text and elements of XML', () => {
    const report = (inner: string) =>
      encodeUtf8(
        `<Message xmlns="http://www.kith.no/xmlstds/labsvar/2012-02-15"><ServReport>${inner}</ServReport></Message>`,
      );
    const number = '26815909444';
    const bodies = [
      `<Patient><Name>Testesen, Tora</Name></Patient>`,
      `<Patient><OffId>${number}</OffId><TypeOffId V="FNR"/></Patient>`,
      `<ServType V="N" DN="${number}"/>`,
      `<MsgDescr V="x">of ${number}<Unknown/></MsgDescr>`,
    ];
    for (const body of bodies) expect(compare(report(body), body), body).toBe(1);
  });

  it('are found in values, in names of properties, in comments and behind the root', () => {
    const number = '26815909444';
    const bodies = [
      `{"resourceType":"Basic","code":{"text":"x ${number}"}}`,
      `{"resourceType":"Basic","code":{"text":"268159 09444"}}`,
      `{"resourceType":"Basic","code":{"text":"\\u0032${number.slice(1)}"}}`,
      `{"resourceType":"Basic","${number}":1}`,
      `{"resourceType":"Basic" /* ${number} */}`,
      `{"resourceType":"Basic"} ${number}`,
      `{"resourceType":"Patient","name":[{"family":"Testesen"}]}`,
      `{"resourceType":"Observation","subject":{"display":"Tora Testesen"}}`,
    ];
    for (const body of bodies) expect(compare(encodeUtf8(body), body), body).toBe(1);
    expect(compare(encodeUtf8('{"resourceType":"Basic","code":{"text":"2026-11-22T10:10:00.123456+01:00"}}'), '')).toBe(
      0,
    );
  });

  it('spread also where another place says nothing of the same text', () => {
    const body = `{"resourceType":"Patient","name":[{"family":"Testesen"}],"unknown":"Testesen"}`;
    expect(formatOf('fhir-json').parse(encodeUtf8(body), options).tellingValues?.()).toEqual([
      { kind: 'name', text: 'Testesen' },
    ]);
  });
});
