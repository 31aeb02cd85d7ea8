import { describe, expect, it } from 'vitest';
import { allNodes } from '../../../test/formats.ts';
import type { FormatNode } from '../format.ts';
import { maskMessage } from '../shared/mask.ts';
import { encodeUtf8 } from '../shared/text-codec.ts';
import { kithXmlFormat } from './kith-xml-format.ts';

const options = { statedEncoding: null };

/** A document of the family in its newest version, `inner` below the root. */
function message(inner: string, { root = 'Message', family = 'labsvar/2012-02-15' } = {}): string {
  return `<${root} xmlns="http://www.kith.no/xmlstds/${family}">${inner}</${root}>`;
}

function nodeOf(xml: string, end: string): FormatNode {
  const nodes = allNodes(kithXmlFormat.parse(encodeUtf8(xml), options).nodes);
  const node = nodes.find(({ path }) => path.endsWith(end));
  if (node === undefined) throw new Error(`no ${end}`);
  return node;
}

describe('read-kith', () => {
  it('names a place in three languages and a code by its table', () => {
    const xml = message('<ServReport><ServType V="M" DN="Endring"/></ServReport>');
    expect(nodeOf(xml, '/ServType').label).toEqual({
      nb: 'Ny, endret eller kansellert',
      nn: 'Ny, endra eller kansellert',
      en: 'New, changed or cancelled',
    });
    expect(nodeOf(xml, '/ServType/@V')).toMatchObject({ meaning: { en: 'Change' }, dataType: 'CS', clinical: true });
  });

  it('takes the sender’s words for a code that no table has', () => {
    const xml = message(
      '<ServReport><Patient><ResultItem><DevResultInd V="77" DN="Høy"/></ResultItem></Patient></ServReport>',
    );
    expect(nodeOf(xml, '/DevResultInd/@V').meaning).toEqual({ nb: 'Høy', nn: 'Høy', en: 'Høy' });
  });

  it('keeps the sender’s words back when they name the patient', () => {
    const xml = message(
      '<ServReport><Patient><Name>Blomst, Vakker</Name><ResultItem><DevResultInd V="77" DN="Blomst, Vakker"/></ResultItem></Patient></ServReport>',
    );
    const masked = maskMessage(encodeUtf8(xml), kithXmlFormat.parse(encodeUtf8(xml), options));
    expect(JSON.stringify(allNodes(masked.nodes).map(({ text, meaning }) => [text, meaning]))).not.toContain('Vakker');
  });

  it('hides the names of the patient in the text of a result, in any order', () => {
    const xml = message(
      '<ServReport><Patient><Name>Blomst, Vakker</Name><ResultItem><TextResult><TextResultValue>Ringte Vakker Blomst</TextResultValue></TextResult></ResultItem></Patient></ServReport>',
    );
    const { text } = maskMessage(encodeUtf8(xml), kithXmlFormat.parse(encodeUtf8(xml), options));
    expect(text).toContain('<TextResultValue>text ••••••••</TextResultValue>');
  });

  it('hides the patient’s address, telephone and next of kin, not those of a surgery', () => {
    const address = '<Address><Type V="HP"/><StreetAdr>Storgata 1</StreetAdr><TeleAddress V="tel:12345678"/></Address>';
    const xml = message(
      `<ServRprt><Patient><DateOfBirth V="1985-12-05"/>${address}<PatientRelParty><Relation V="MOR"/><Name>Stor Blomst</Name></PatientRelParty></Patient>` +
        `<Requester><HCP><Inst><Name>Legesenteret</Name></Inst>${address}</HCP></Requester></ServRprt>`,
      { family: 'epikrise/2012-02-15' },
    );
    expect(nodeOf(xml, 'Patient/DateOfBirth/@V').maskAs).toBe('date');
    expect(nodeOf(xml, 'Patient/Address/StreetAdr').maskAs).toBe('address');
    expect(nodeOf(xml, 'Patient/Address/TeleAddress/@V').maskAs).toBe('phone');
    expect(nodeOf(xml, 'PatientRelParty/Name').maskAs).toBe('name');
    expect(nodeOf(xml, 'HCP/Address/StreetAdr').maskAs).toBeNull();
    expect(nodeOf(xml, 'Inst/Name').maskAs).toBeNull();
  });

  it('hides a national number wherever it stands, but not a message id that looks like one', () => {
    const xml = message('<MsgId>14836132042</MsgId><ServReport><ServProvId>a 61879016443</ServProvId></ServReport>');
    expect(nodeOf(xml, '/MsgId').maskAs).toBe('fnr');
    expect(nodeOf(xml, '/ServProvId').maskAs).toBe('dnr');
    const technical = message('<MsgId>0944fe0c-9dfb-469b-ab13-14836132042a</MsgId>');
    expect(nodeOf(technical, '/MsgId').maskAs).toBeNull();
  });

  it('says by the type beside it what a mistyped number is', () => {
    const xml = message('<ServReport><Patient><OffId>1483613204</OffId><TypeOffId V="FNR"/></Patient></ServReport>');
    expect(nodeOf(xml, '/OffId').maskAs).toBe('fnr');
  });

  it('hides prose with all its formatting, and shows the text of a result', () => {
    const xml = message(
      '<ServReport><Patient><ResultItem><TextResult><TextResultValue>E. coli</TextResultValue></TextResult><Comment>ringte kona</Comment></ResultItem>' +
        '<InfItem><Observation><Description><p xmlns="http://www.w3.org/1999/xhtml">bor med <b>Kari</b></p></Description></Observation></InfItem></Patient></ServReport>',
    );
    expect(nodeOf(xml, '/TextResultValue')).toMatchObject({ maskAs: null, content: 'free-text', clinical: true });
    expect(nodeOf(xml, '/Comment')).toMatchObject({ maskAs: 'text', content: 'free-text', clinical: true });
    expect(nodeOf(xml, '/p/b')).toMatchObject({ maskAs: 'text', content: 'free-text', clinical: true });
  });

  it('hides and locks what it does not know', () => {
    const foreign = '<Content><Resept xmlns="http://example.org/resept"><Navn a="b">Kari</Navn></Resept></Content>';
    const xml = message(`<Document><RefDoc>${foreign}</RefDoc></Document><MsgInfo><Nyttig>x</Nyttig></MsgInfo>`, {
      root: 'MsgHead',
      family: 'msghead/2006-05-24',
    });
    for (const end of ['/Navn/text()', '/Navn/@a', '/Nyttig'])
      expect(nodeOf(xml, end), end).toMatchObject({ maskAs: 'text', clinical: true });
  });

  it('tells an embedded document from a value', () => {
    const xml = message(
      '<Document><RefDoc><Content><b:Base64Container xmlns:b="http://www.kith.no/xmlstds/base64container">JVBERi0=</b:Base64Container></Content></RefDoc></Document>',
      { root: 'MsgHead', family: 'msghead/2006-05-24' },
    );
    expect(nodeOf(xml, '/b:Base64Container/text()')).toMatchObject({ content: 'document', maskAs: 'text' });
  });

  it('shows why a receipt refuses', () => {
    const xml = message('<Status V="2"/><Error V="T02" OT="NumResultValue V=4,1"/>', {
      root: 'AppRec',
      family: 'apprec/2012-02-15',
    });
    expect(nodeOf(xml, '/Error/@OT')).toMatchObject({ maskAs: null, content: 'free-text', clinical: false });
    expect(nodeOf(xml, '/Status/@V').meaning?.en).toBe('Rejected');
  });

  it('reads elements with a prefix as those without', () => {
    const xml =
      '<m:Message xmlns:m="http://www.kith.no/xmlstds/labsvar/2012-02-15"><m:ServReport><m:Patient><m:Name>Kari</m:Name></m:Patient></m:ServReport></m:Message>';
    expect(nodeOf(xml, '/m:Name').maskAs).toBe('name');
  });

  it('reads ten megabytes in bounded time, and of endless nesting only so much', () => {
    const item =
      '<ResultItem><NumResult><NumResultValue V="4.1" U="mmol/L"/></NumResult><IdResultItem>1</IdResultItem></ResultItem>';
    const body = encodeUtf8(message(`<ServReport><Patient>${item.repeat(90_000)}</Patient></ServReport>`));
    expect(body.length).toBeGreaterThan(9_000_000);
    const startedAt = performance.now();
    const patient = kithXmlFormat.parse(body, options).nodes[0]?.children().at(-1)?.children()[0];
    expect(patient?.children()).toHaveLength(90_000);
    expect(performance.now() - startedAt).toBeLessThan(15_000);

    const deep = kithXmlFormat.parse(encodeUtf8(message('<Patient>'.repeat(200_000))), options);
    expect(deep.problems.map(({ rule }) => rule)).toContain('xml.too-deep');
    expect(deep.nodes).toMatchObject([{ path: 'content()', maskAs: 'text' }]);
  });
});
