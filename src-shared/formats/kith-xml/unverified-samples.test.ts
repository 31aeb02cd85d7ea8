import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allNodes } from '../../../test/formats.ts';
import { detectFormat } from '../index.ts';
import { maskMessage } from '../shared/mask.ts';
import { kithXmlFormat } from './kith-xml-format.ts';

const options = { statedEncoding: null };
const names = ['rekvisisjon-1.6', 'epikrise-1.2', 'henvisning-1.1'] as const;

function read(name: (typeof names)[number]): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`fixtures/${name}.xml`, import.meta.url)));
}

function summarise(name: (typeof names)[number]) {
  return kithXmlFormat.summary(read(name), options);
}

/** These follow the XML schemas, but no system has made them. */
describe('kith-xml samples of our own', () => {
  it.each(names)('%s is known, read without a problem and lacks nothing', (name) => {
    const body = read(name);
    expect(detectFormat(body)).toBe('kith-xml');
    expect(kithXmlFormat.parse(body, options).problems).toEqual([]);
    const findings = kithXmlFormat.validate(body, { ...options, profiles: [], now: null });
    expect(findings.map(({ rule }) => rule)).toEqual(['id.synthetic']);
  });

  it.each(names)('%s shows nothing of the patient and the next of kin when masked', (name) => {
    const body = read(name);
    const masked = maskMessage(body, kithXmlFormat.parse(body, options));
    const shown = `${masked.text} ${allNodes(masked.nodes)
      .map(({ text, meaning }) => `${text} ${meaning?.nb}`)
      .join(' ')}`;
    expect(shown).not.toMatch(
      /Blomst|Måne|Vakker|Stille|Stor|Liten|14836132042|61879016443|Båtsfjord|9999|penicillin|tungpustet/,
    );
    expect(shown).toContain('FIKTIVT SYKEHUS HF');
  });

  it.each(names)('%s is known to lock what it says', (name) => {
    const nodes = allNodes(kithXmlFormat.parse(read(name), options).nodes);
    const isClinical = (end: RegExp) => nodes.filter(({ path }) => end.test(path)).map(({ clinical }) => clinical);
    const said =
      /(?:Investigation|ClinInv)\/(?:dis:)?Id\/@V$|DrugId\/@V$|UnitDose\/@V$|Concept\/@V$|ServType\/@V$|Precaution$|TypeCoded\/@V$/;
    expect(isClinical(said).length).toBeGreaterThan(1);
    expect(isClinical(said).every((each) => each)).toBe(true);
    expect(isClinical(/(?:OffId|MsgId|Requester\/.*\/(?:dis:)?Id)$/).some((each) => each)).toBe(false);
  });

  it('a requisition goes from the requester to the laboratory and to who gets a copy', () => {
    expect(summarise('rekvisisjon-1.6')).toMatchObject({
      header: { messageType: 'REK_LAB 1.6', sender: '89000020', receiver: '89000010' },
      recipients: ['89000010', '89000011', '89000030'],
      orderKeys: ['7f7695f5-6fce-411d-abd8-a1e6047a8387'],
      patient: { kind: 'fnr' },
      urgency: 'urgent',
      version: null,
    });
  });

  it('a discharge letter goes from the hospital to the requester', () => {
    expect(summarise('epikrise-1.2')).toMatchObject({
      header: { messageType: 'EPIKRISE 1.2', sender: '89000010', receiver: '89000020' },
      orderKeys: ['c77b9c0e-1e0f-4d07-9b0d-0b8a1a8f3d19'],
      patient: { kind: 'dnr' },
      urgency: 'routine',
      version: 'final',
    });
    expect(kithXmlFormat.measurements(read('epikrise-1.2'), options)).toMatchObject([
      { code: 'NPU03230', value: '4.4', unit: 'mmol/L' },
    ]);
  });

  it('a changed referral is a corrected one', () => {
    expect(summarise('henvisning-1.1')).toMatchObject({
      header: { messageType: 'HENVISNING 1.1', sender: '89000020', receiver: '89000010' },
      orderKeys: ['a1c2f1a0-73b8-4a0e-9b43-2b5f4f6a7b90'],
      urgency: 'urgent',
      version: 'corrected',
    });
  });
});
