import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hl7Dictionaries } from '../src-main/platform/hl7-dictionaries.ts';
import type { Words } from '../src-shared/domain/hl7-dictionary.ts';
import { hl7v2Format } from '../src-shared/formats/hl7v2/hl7v2-format.ts';
import { labelOf } from '../src-shared/formats/hl7v2/labels.ts';
import { allNodes } from './formats.ts';

const lines = (code: string) => [
  `MSH|^~\\&|LAB|HUS|EPJ|LEGE|20261122101500+0100||${code}|M1|P|2.5.1|||AL|NE||8859/1`,
  'EVN|A01|20261122',
  'PID|1||800101^^^HUS^MR||Testesen^Tora^^^^^L||19590126|F|||Gata 1^^Oslo^^0150^NO^H||22000000^PRN^PH|||M||||||||||||||N|N|AL',
  'NK1|1|Testesen^Tore|MTH^Mor^HL70063||||N',
  'PV1|1|I||E||||||||||1||||||||||||||||||||||||||C',
  'AL1|1|DA|X|SV',
  'ORC|RE|1|2||CM',
  'OBR|1|1|2|K^Kalium|||20261121|||||||||||||||||LAB|F|||||WALK',
  'OBX|1|NM|K^Kalium||7.1|mmol/L||HH|||C|||||||||||||',
  'NTE|1|L|Hemolyse',
  'SCH|1||||||ROUTINE^^HL70276|Normal|||||||||||||||||Noshow',
  'TXA|1|DS|TX||||||||||||||LA|R|AV',
  'RXA|0|1|20261121||X|1||||||||||||||RE',
  'MSA|AE|M0',
  'ERR|||101^^HL70357|E',
];

function meaningsOf(paths: readonly string[]): Record<string, Words | null | undefined> {
  const body = new TextEncoder().encode(lines('ADT^A01^ADT_A01').join('\r'));
  const nodes = allNodes(hl7v2Format.parse(body, { statedEncoding: null, dictionaries: hl7Dictionaries }).nodes);
  return Object.fromEntries(paths.map((path) => [path, nodes.find((node) => node.path === path)?.meaning]));
}

describe('meanings of codes in the segments of every day', () => {
  it.each([
    ['MSH-9[1].1', 'Pasient- og oppholdsmelding', 'Pasient- og opphaldsmelding'],
    ['MSH-9[1].2', 'Innlagt', 'Innlagt'],
    ['MSH-15', 'Alltid', 'Alltid'],
    ['EVN-1', 'Innlagt', 'Innlagt'],
    ['PID-3[1].5', 'Journalnummer', 'Journalnummer'],
    ['PID-5[1].7', 'Folkeregistrert navn', 'Folkeregistrert namn'],
    ['PID-8', 'Kvinne', 'Kvinne'],
    ['PID-11[1].7', 'Hjem', 'Heim'],
    ['PID-13[1].2', 'Hjem', 'Heim'],
    ['PID-16', 'Gift', 'Gift'],
    ['PID-30', 'Nei', 'Nei'],
    ['NK1-3[1].1', 'Mor', 'Mor'],
    ['NK1-7', 'Nærmeste pårørende', 'Næraste pårørande'],
    ['PV1-2', 'Innlagt', 'Innlagt'],
    ['PV1-4', 'Øyeblikkelig hjelp', 'Augeblikkeleg hjelp'],
    ['PV1-14', 'Henvist av lege', 'Tilvist av lege'],
    ['PV1-40', 'Stengt', 'Stengt'],
    ['AL1-2', 'Legemiddel', 'Legemiddel'],
    ['AL1-4', 'Alvorlig', 'Alvorleg'],
    ['ORC-1', 'Svar følger', 'Svar følgjer'],
    ['ORC-5', 'Ferdig', 'Ferdig'],
    ['OBR-25', 'Endelig svar', 'Endeleg svar'],
    ['OBR-30', 'Går selv', 'Går sjølv'],
    ['PID-32', 'Navnet er et alias', 'Namnet er eit alias'],
    ['OBX-2', 'Tall', 'Tal'],
    ['OBX-8', 'Kritisk høy', 'Kritisk høg'],
    ['OBX-11', 'Rettet svar', 'Retta svar'],
    ['NTE-2', 'Utfører', 'Utførar'],
    ['SCH-7[1].1', 'Rutine', 'Rutine'],
    ['SCH-8', 'Vanlig', 'Vanleg'],
    ['SCH-25', 'Ikke møtt', 'Ikkje møtt'],
    ['TXA-2', 'Epikrise', 'Epikrise'],
    ['TXA-17', 'Juridisk godkjent', 'Juridisk godkjent'],
    ['TXA-18', 'Begrenset', 'Avgrensa'],
    ['TXA-19', 'Tilgjengelig for behandling', 'Tilgjengeleg for behandling'],
    ['RXA-20', 'Avslått', 'Avslege'],
    ['MSA-1', 'Feil', 'Feil'],
    ['ERR-3[1].1', 'Obligatorisk felt mangler', 'Obligatorisk felt manglar'],
    ['ERR-4', 'Feil', 'Feil'],
  ])('%s', (path, nb, nn) => {
    const meaning = meaningsOf([path])[path];
    expect([meaning?.nb ?? null, meaning?.nn ?? null]).toEqual([nb, nn]);
  });

  it('are not given to a code of another code system that looks the same', () => {
    const body = new TextEncoder().encode('MSH|^~\\&|L|H|E|G|2026||ADT^A01|1|P|2.5.1\rNK1|1|X|MTH^x^LOKAL');
    const nodes = allNodes(hl7v2Format.parse(body, { statedEncoding: null, dictionaries: hl7Dictionaries }).nodes);
    expect(nodes.find(({ path }) => path === 'NK1-3[1].1')?.meaning).toBeNull();
  });
});

/** Words that are the same in English and Norwegian. */
const sameWord = new Set(['Religion', 'Student', 'Status', 'Start', 'Segment', 'Person', 'Land', 'DRG']);
const isTranslated = (words: Words | null | undefined) =>
  words != null && (words.nb !== words.en || sameWord.has(words.nb));

describe('Norwegian names of HL7 v2', () => {
  const everyday = 'MSH EVN PID NK1 AL1 PV1 ORC OBR OBX NTE MSA ERR SCH TXA RXA SPM TQ1 DG1 MRG FHS BHS BTS FTS'.split(
    ' ',
  );

  it('are there for every field of the segments of every day', () => {
    const english = everyday.flatMap((id) => {
      const entry = hl7Dictionaries('2.5.1')?.segment(id);
      const names = [
        [id, entry?.name] as const,
        ...(entry?.fields ?? []).map(({ name }, at) => [`${id}-${at + 1}`, name] as const),
      ];
      return names.filter(([key, name]) => !isTranslated(labelOf(key)) && !isTranslated(name)).map(([key]) => key);
    });
    expect(english).toEqual([]);
  });

  it('are there for every component of their data types', () => {
    const dictionary = hl7Dictionaries('2.5.1');
    const types = new Set(
      everyday.flatMap((id) => dictionary?.segment(id)?.fields.map(({ dataType }) => dataType ?? '') ?? []),
    );
    const english = [...types].flatMap((type) =>
      Array.from({ length: 30 }, (_, at) => dictionary?.component(type, at + 1) ?? null).flatMap((place, at) =>
        place === null || isTranslated(place.name) ? [] : [`${type}.${at + 1} ${place.name.en}`],
      ),
    );
    expect(english).toEqual([]);
  });

  it('are written in one place only, and name places of the standard', () => {
    const read = (name: string) =>
      Object.keys(JSON.parse(readFileSync(`resources/hl7-dictionary/overlays/${name}.json`, 'utf8')).places);
    const keys = [...read('everyday-fields'), ...read('everyday-components')];
    expect(keys.filter((key) => labelOf(key) !== null)).toEqual([]);
    const versions = ['2.2', '2.3', '2.5.1', '2.7'].map((version) => hl7Dictionaries(version));
    const isKnown = (key: string) => {
      const [, owner = '', mark, number] = /^(\w+?)(?:([-.])(\d+))?$/.exec(key) ?? [];
      return versions.some((dictionary) =>
        mark === undefined
          ? dictionary?.segment(owner)
          : mark === '-'
            ? dictionary?.field(owner, Number(number))
            : dictionary?.component(owner, Number(number)),
      );
    };
    expect(keys.filter((key) => !isKnown(key))).toEqual([]);
  });

  it('add no field, segment or component to a version that has none', () => {
    expect(hl7Dictionaries('2.1')?.segment('SCH')).toBeNull();
    expect(hl7Dictionaries('2.3')?.segment('PID')?.fields).toHaveLength(30);
    expect(hl7Dictionaries('2.5')?.field('RXA', 27)).toBeNull();
    expect(hl7Dictionaries('2.3')?.component('CX', 10)).toBeNull();
  });
});
