import { describe, expect, it } from 'vitest';
import { allNodes } from '../../../test/formats.ts';
import { parseMessage } from '../index.ts';
import { maskMessage } from './mask.ts';
import { patientValues } from './patient-values.ts';
import { encodeUtf8 } from './text-codec.ts';

const options = { statedEncoding: null };
const result =
  'MSH|^~\\&|LAB|OSLO|EPJ|HUS|20261122030000||ORU^R01|77|P|2.5\r' +
  'PID|1||05852012345^^^NO^FNR~4711||Ødegård^Kari||19850205|F|||Storgata 7^^OSLO^^0155^NO|||""\r' +
  'OBR|1||L-1|K^Kalium\rOBX|1|NM|K^Kalium||5.1|mmol/L|3-5|H|||F\r' +
  'NTE|1||Ringte kari ødegård, født 05.02.1985\rOBX|2|ST|X||45852012345\rZPD|1|Ola\rNordmann, brother\r';

function mask(text: string) {
  const body = encodeUtf8(text);
  return maskMessage(body, parseMessage(body, options));
}

describe('maskMessage', () => {
  it('replaces patient values by kind and length class and keeps everything else', () => {
    expect(mask(result).text.split('\r')).toEqual([
      'MSH|^~\\&|LAB|OSLO|EPJ|HUS|20261122030000||ORU^R01|77|P|2.5',
      'PID|1||fnr •••••^^^NO^FNR~id ••||name •••••^name ••||date •••••|F|||address •••••^^address ••^^address ••^address ••|||""',
      'OBR|1||L-1|K^Kalium',
      'OBX|1|NM|K^Kalium||5.1|mmol/L|3-5|H|||F',
      'NTE|1||text ••••••••',
      'OBX|2|ST|X||dnr •••••',
      'ZPD|text ••|text ••',
      'text ••••••••',
      '',
    ]);
  });

  it('leaves no patient value in its text or in its tree', () => {
    const body = encodeUtf8(result);
    const parsed = parseMessage(body, options);
    const { text, nodes } = maskMessage(body, parsed);
    const shown = `${text}\n${allNodes(nodes)
      .map((node) => `${node.name} ${node.text ?? ''}`)
      .join('\n')}`;
    expect(patientValues(parsed).length).toBeGreaterThan(5);
    for (const value of patientValues(parsed).filter((each) => each !== 'OSLO')) expect(shown).not.toContain(value);
    expect(shown).not.toMatch(/kari|ødegård|nordmann/i);
  });

  it('links every node to its place in the masked text', () => {
    const { text, nodes, spansByPath } = mask(result);
    const at = (path: string) => text.slice(...(spansByPath.get(path) ?? [0, 0]));
    expect(at('PID-5[1].2')).toBe('name ••');
    expect(at('PID-5')).toBe('name •••••^name ••');
    expect(at('OBX-5')).toBe('5.1');
    expect(at('OBX')).toBe('OBX|1|NM|K^Kalium||5.1|mmol/L|3-5|H|||F');
    expect(at('NTE-3')).toBe('text ••••••••');
    const all = allNodes(nodes);
    expect(spansByPath.size).toBe(all.length);
    expect(all.find((node) => node.path === 'PID-5')?.text).toBe(at('PID-5'));
  });

  it('tells no more of the length than its class', () => {
    const names = ['Bo', 'Kari', 'Marie', 'Karl-Johan', 'Maximiliane-Charlotte'];
    const masked = names.map((name) => mask(`MSH|^~\\&|\rPID|||||${name}`).text.split('|').at(-1));
    expect(masked).toEqual(['name ••', 'name ••', 'name •••••', 'name •••••', 'name ••••••••']);
  });

  it('masks all of a text, and all of an XML text but its markup', () => {
    expect(mask('Kari Nordmann\n{"name":"Kari"}\n').text).toBe('text ••••••••\ntext ••••••••\n');
    const xml = mask(
      '<?xml version="1.0"?><!-- Kari --><a id="Kari">Kari<b>Kari</b><c><![CDATA[Kari]]></c></a>Kari<x y="Kari',
    );
    expect(xml.text).toBe(
      '<?xml version="1.0"?>text ••••••••<a id="text ••">text ••<b>text ••</b><c>text ••</c></a>text ••••••••',
    );
  });

  it('masks a second root, text before the first and what is cut off inside it', () => {
    expect(mask('<a>1</a><b>Kari</b>\n').text).toBe('<a>text ••</a>text •••••');
    expect(mask('<!-- -->Kari<a>1</a>\n').text).toBe('text •••••text ••<a>text ••</a>\n');
    expect(mask('<a>Kari<b c="Kari').text).toBe('<a>text ••');
  });

  it('masks the whole of XML that is too broken for a tree and of binary bodies', () => {
    expect(mask(`${'<a>'.repeat(300)}Kari`).text).toBe('text ••••••••');
    expect(mask('%PDF-1.4 Kari').text).toBe('text ••••••••');
    expect(mask('').text).toBe('');
  });
});
