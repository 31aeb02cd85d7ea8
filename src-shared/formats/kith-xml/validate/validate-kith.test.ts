import { describe, expect, it } from 'vitest';
import { createCorpus } from '../../../../test/corpus.ts';
import { allNodes } from '../../../../test/formats.ts';
import { ruleProfile } from '../../../domain/rule-profile.ts';
import type { Finding } from '../../format.ts';
import { validateMessage } from '../../index.ts';
import { decodeUtf8, encodeUtf8 } from '../../shared/text-codec.ts';
import { kithXmlFormat } from '../kith-xml-format.ts';

const options = { statedEncoding: null, profiles: [], now: Date.UTC(2026, 2, 10) };
const corpus = createCorpus('kith', ['.xml']);

function validate(xml: string, now: number | null = options.now): Finding[] {
  return kithXmlFormat.validate(encodeUtf8(xml), { ...options, now });
}

/** `rule path` of all but the remarks on test persons. */
function found(xml: string): string[] {
  return validate(xml)
    .filter(({ rule }) => rule !== 'id.synthetic')
    .map(({ rule, path }) => `${rule} ${path}`);
}

const unit = '<HCP><Inst><Name>Legesenteret</Name><Id>89000020</Id><TypeId V="HER"/></Inst></HCP>';
const uuid = '0944fe0c-9dfb-469b-ab13-dfae627655da';

type Report = { id?: string; type?: string; made?: string; head?: string; patient?: string; requester?: string };

/** A report without a fault, but for the parts that are given. */
function report({
  id = uuid,
  type = 'SVAR_LAB',
  made = '2026-03-02T09:05:11+01:00',
  head = '<ServType V="N"/><IssueDate V="2026-03-02"/><Status V="F"/><MsgDescr V="CLIN"/>',
  patient = '<OffId>14836132042</OffId><TypeOffId V="FNR"/>',
  requester = unit,
}: Report = {}): string {
  return (
    `<Message xmlns="http://www.kith.no/xmlstds/labsvar/2012-02-15"><Type V="${type}"/><MIGversion>v1.4 2012-02-15</MIGversion><GenDate V="${made}"/>` +
    `<MsgId>${id}</MsgId><ServReport>${head}<Patient>${patient}</Patient><ServProvider>${unit}</ServProvider><Requester>${requester}</Requester></ServReport></Message>`
  );
}

function appRec(status: string, errors = ''): string {
  return (
    '<AppRec xmlns="http://www.kith.no/xmlstds/apprec/2012-02-15"><MsgType V="APPREC"/><MIGversion>v1.1 2012-02-15</MIGversion>' +
    `<GenDate>2026-03-02T09:06:00+01:00</GenDate><Id>${uuid}</Id><Sender>${unit}</Sender><Receiver>${unit}</Receiver>${status}${errors}` +
    `<OriginalMsgId><MsgType V="SVAR_LAB"/><IssueDate>2026-03-02T09:05:11+01:00</IssueDate><Id>${uuid}</Id></OriginalMsgId></AppRec>`
  );
}

const organisation =
  '<Organisation><OrganisationName>L</OrganisationName><Ident><Id>89000020</Id><TypeId V="HER"/></Ident></Organisation>';

function msgHead({ type = 'DIALOG_HELSEFAGLIG', more = '', document = '' } = {}): string {
  return (
    `<MsgHead xmlns="http://www.kith.no/xmlstds/msghead/2006-05-24"><MsgInfo><Type V="${type}"/><MIGversion>v1.2 2006-05-24</MIGversion>` +
    `<GenDate>2026-03-03T10:00:00+01:00</GenDate><MsgId>${uuid}</MsgId>${more}<Sender>${organisation}</Sender><Receiver>${organisation}</Receiver></MsgInfo>` +
    `<Document><RefDoc><MsgType V="XML"/>${document}</RefDoc></Document></MsgHead>`
  );
}

const dialogue =
  '<Content><Dialogmelding xmlns="http://www.kith.no/xmlstds/dialog/2013-01-23"><Notat><TemaKodet V="6" S="2.16.578.1.12.4.1.1.7322"/></Notat></Dialogmelding></Content>';

describe('validateKith', () => {
  corpus.it('finds in each file what its name says, and nothing else that is wrong', (files) => {
    const expected: Record<string, string[]> = {
      bad_01_ikke_velformet: ['kith.element-missing', 'kith.element-missing', 'kith.element-missing'],
      svar_07_desimalkomma_invalid: ['kith.decimal-comma'],
      svar_08_msgid_ikke_uuid: ['kith.message-id'],
    };
    for (const { name, bytes } of files) {
      const findings = kithXmlFormat.validate(bytes, options).filter(({ severity }) => severity !== 'info');
      expect(
        findings.map(({ rule }) => rule),
        name,
      ).toEqual(expected[name.slice(0, -4)] ?? []);
    }
  });

  corpus.it('gives the path and the span of a node, and the standard', (files) => {
    for (const { name, bytes } of files) {
      const nodes = allNodes(kithXmlFormat.parse(bytes, options).nodes);
      for (const { path, span, reference, rule } of kithXmlFormat.validate(bytes, options)) {
        const node = nodes.find((each) => each.path === path);
        expect(path === null || node !== undefined, `${name} ${rule} ${path}`).toBe(true);
        if (node !== undefined)
          expect(node.span[0] <= span[0] && span[1] <= node.span[1], `${name} ${path}`).toBe(true);
        expect(reference, rule).not.toBeNull();
      }
    }
  });

  corpus.it('says that a message in ISO-8859-1 may be answered by a warning', (files) => {
    const bytes = files.find(({ name }) => name.startsWith('svar_06'))?.bytes ?? new Uint8Array();
    expect(kithXmlFormat.validate(bytes, options).map(({ rule }) => rule)).toContain('kith.encoding');
    const decoded = { ...options, statedEncoding: 'utf-8' };
    expect(kithXmlFormat.validate(encodeUtf8('<a/>'), decoded)).toEqual([]);
  });

  it('finds nothing in documents that have all they need', () => {
    expect([found(report()), found(appRec('<Status V="1"/>')), found(msgHead({ document: dialogue }))]).toEqual([
      [],
      [],
      [],
    ]);
  });

  it('names what is missing and what is empty', () => {
    expect(
      found(report({ head: '<ServType V="N"/><IssueDate V="2026-03-02"/><Status/><MsgDescr V="CLIN"/>' })),
    ).toEqual(['kith.element-empty /Message/ServReport/Status', 'kith.code-missing /Message/ServReport/Status']);
    expect(found(report({ requester: '<HCP/>' }))).toContain('kith.choice-missing /Message/ServReport/Requester/HCP');
    expect(found(report({ patient: '<OffId>14836132042</OffId>' }))).toContain(
      'kith.element-missing /Message/ServReport/Patient',
    );
  });

  it('judges the numbers of persons and organisations by the kind that is said', () => {
    expect(found(report({ patient: '<OffId>14836132043</OffId><TypeOffId V="FNR"/>' }))).toEqual([
      'id.control-digit /Message/ServReport/Patient/OffId',
    ]);
    const inst = (id: string, type: string) => `<HCP><Inst><Id>${id}</Id><TypeId V="${type}"/></Inst></HCP>`;
    expect(found(report({ requester: inst('8900A', 'HER') }))).toEqual([
      'id.characters /Message/ServReport/Requester/HCP/Inst/Id',
    ]);
    expect(found(report({ requester: inst('974760673', 'ENH') }))).toEqual([
      'kith.her-missing /Message/ServReport/Requester',
    ]);
    expect(found(report({ requester: '<HCP><Inst><Id>1</Id></Inst></HCP>' }))).toContain(
      'kith.id-type-missing /Message/ServReport/Requester/HCP/Inst/Id',
    );
  });

  it('judges dates, and the future only when it is told the time', () => {
    expect(found(report({ made: '02.03.2026' }))).toEqual(['kith.date /Message/GenDate/@V']);
    expect(found(report({ made: '2026-03-02T09:05:11' }))).toEqual(['kith.date-zone /Message/GenDate/@V']);
    const tomorrow = report({ made: '2026-03-11T09:05:11+01:00' });
    expect(found(tomorrow)).toEqual(['kith.date-future /Message/GenDate/@V']);
    expect(validate(tomorrow, null).map(({ rule }) => rule)).toEqual(['id.synthetic']);
  });

  it('judges numbers, units and what a result is about', () => {
    const item = (result: string, more = '<Investigation><Id V="NPU03230"/></Investigation>') =>
      report({ patient: `<OffId>14836132042</OffId><TypeOffId V="FNR"/><ResultItem>${result}${more}</ResultItem>` });
    const rules = (xml: string) =>
      validate(xml)
        .map(({ rule }) => rule)
        .slice(1);
    const number = (text: string) => `<NumResult><NumResultValue V="${text}" U="g"/></NumResult>`;
    for (const text of ['4.1', '-1', '1e3', '+0.5', '.5']) expect(rules(item(number(text))), text).toEqual([]);
    expect(rules(item(number('4,1')))).toEqual(['kith.decimal-comma']);
    expect(rules(item(number('&lt;5')))).toEqual(['kith.number']);
    expect(rules(item(number('')))).toEqual(['kith.element-empty']);
    expect(rules(item('<NumResult><NumResultValue V="1"/></NumResult>'))).toEqual(['kith.unit-missing']);
    expect(rules(item('<NumResult><NumResultValue V="1" U="0"/></NumResult>'))).toEqual([]);
    expect(rules(item(number('1'), ''))).toEqual(['kith.result-code']);
    const other = '<Investigation><Id V="N"/></Investigation><RefAnalysedSubject>7</RefAnalysedSubject>';
    expect(rules(item(number('1'), other))).toEqual(['kith.result-specimen']);
  });

  it('never offers to mend what a laboratory has measured', () => {
    const xml = report({ patient: '<ResultItem><NumResult><NumResultValue V="4,1" U="g"/></NumResult></ResultItem>' });
    expect(validate(xml).every(({ fix }) => fix === null)).toBe(true);
  });

  it('wants a refusal with a reason, an acceptance without one, and codes with their own text', () => {
    expect(found(appRec('<Status V="2"/>'))).toEqual(['kith.receipt-reason /AppRec/Status/@V']);
    expect(found(appRec('<Status V="2"/>', '<Error V="T02"/>'))).toEqual([]);
    expect(found(appRec('<Status V="1"/>', '<Error V="T02"/>'))).toEqual(['kith.receipt-ok-error /AppRec/Error/@V']);
    expect(found(appRec('<Status V="5"/>'))).toEqual(['kith.code-unknown /AppRec/Status/@V']);
    expect(found(appRec('<Status V="1" DN="Avvist"/>'))).toEqual(['kith.code-text /AppRec/Status/@V']);
    const early = appRec('<Status V="1"/>').replace('T09:06', 'T09:04');
    expect(found(early)).toEqual(['kith.receipt-early /AppRec/GenDate']);
  });

  it('compares version, type and content', () => {
    expect(found(report().replace('v1.4', 'v1.3'))).toEqual(['kith.version-text /Message/MIGversion']);
    expect(found(report().replace('2012-02-15"><Type', '2031-01-01"><Type'))).toEqual([
      'kith.version-unknown /Message',
    ]);
    expect(found(report({ type: 'EPIKRISE' }))).toEqual(['kith.type-content /Message/Type/@V']);
    expect(found(msgHead({ document: `<Content>${report()}</Content>` }))).toEqual([
      'kith.type-content /MsgHead/MsgInfo/Type/@V',
      'kith.own-head /MsgHead/Document/RefDoc/Content/Message',
    ]);
  });

  it('wants content, and the message an answer about an error is about', () => {
    expect(found(msgHead())).toEqual(['kith.content-missing /MsgHead/Document/RefDoc']);
    expect(found(msgHead({ document: '<FileReference>a.pdf</FileReference>' }))).toEqual([]);
    const parent = `<ConversationRef><RefToParent>${uuid}</RefToParent></ConversationRef>`;
    expect(found(msgHead({ type: 'DIALOG_AVVIK', document: dialogue }))).toEqual([
      'kith.parent-missing /MsgHead/MsgInfo/Type/@V',
    ]);
    expect(found(msgHead({ type: 'DIALOG_AVVIK', document: dialogue, more: parent }))).toEqual([]);
  });

  it('wants an envelope that is signed and a signal that says of what', () => {
    const envelope = (action: string) =>
      '<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/" xmlns:eb="http://www.oasis-open.org/committees/ebxml-msg/schema/msg-header-2_0.xsd"><S:Header>' +
      `<eb:MessageHeader><eb:From><eb:PartyId eb:type="HER">8A</eb:PartyId></eb:From><eb:To><eb:PartyId eb:type="HER">2</eb:PartyId></eb:To><eb:CPAId>x</eb:CPAId>` +
      `<eb:ConversationId>1</eb:ConversationId><eb:Service>s</eb:Service><eb:Action>${action}</eb:Action><eb:MessageData><eb:MessageId>1</eb:MessageId>` +
      '<eb:Timestamp>2026-03-02T08:05:12Z</eb:Timestamp></eb:MessageData></eb:MessageHeader></S:Header><S:Body/></S:Envelope>';
    const head = '/S:Envelope/S:Header/eb:MessageHeader';
    expect(found(envelope('SVAR_LAB'))).toEqual([
      `kith.unsigned ${head}`,
      `id.characters ${head}/eb:From/eb:PartyId/text()`,
    ]);
    expect(found(envelope('MessageError')).filter((each) => each.startsWith('kith.element'))).toEqual([
      `kith.element-missing ${head}`,
      `kith.element-missing ${head}`,
    ]);
  });

  corpus.it('compares the version in the manifest with the namespace beside it', (files) => {
    const bytes = files.find(({ name }) => name.startsWith('ebxml_01'))?.bytes ?? new Uint8Array();
    const xml = decodeUtf8(bytes).replace('eb:version="1.4"', 'eb:version="1.3"');
    expect(found(xml).at(-1)).toMatch(/^kith\.schema-version .*\/eb:Schema\/@eb:version$/);
  });

  it('lets a site add rules for a type of message, whatever its version', () => {
    const profileOf = (type: string) =>
      ruleProfile.parse({
        name: 'Laboratoriet',
        format: 'kith-xml',
        messageTypes: [type],
        rules: [{ id: 'copy', kind: 'required', path: '/Message/ServReport/CopyDest' }],
      });
    const rules = (type: string) =>
      validateMessage(encodeUtf8(report()), { ...options, profiles: [profileOf(type)] }).map(({ rule }) => rule);
    expect(rules('SVAR_LAB')).toContain('profile.required');
    expect(rules('SVAR_LAB 1.4')).toContain('profile.required');
    expect(rules('SVAR_LAB 1.3')).not.toContain('profile.required');
  });
});
