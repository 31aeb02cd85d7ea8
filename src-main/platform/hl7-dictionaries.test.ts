import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Hl7Dictionary } from '../../src-shared/domain/hl7-dictionary.ts';
import { createHl7Dictionaries, hl7Versions } from './hl7-dictionaries.ts';
import { readHl7Overlays } from './hl7-overlays.ts';

const dictionaries = createHl7Dictionaries([]);
const of = (version: string): Hl7Dictionary => dictionaries(version)!;
const resources = join(import.meta.dirname, '..', '..', 'resources', 'hl7-dictionary');

/** Of the standard alone: ids of segments in the file and in those it extends. */
function countsOf(version: string): [segments: number, fields: number] {
  const segments = new Map<string, string[]>();
  for (let name: string | undefined = version; name !== undefined; ) {
    const file = JSON.parse(readFileSync(join(resources, `${name}.json`), 'utf8'));
    for (const [id, rows] of Object.entries<string[]>(file.segments)) if (!segments.has(id)) segments.set(id, rows);
    name = file.extends;
  }
  return [segments.size, [...segments.values()].reduce((sum, rows) => sum + rows.length - 1, 0)];
}

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function aFolder(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'vaktbord-overlays-'));
  folders.push(folder);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

describe('the HL7 dictionaries', () => {
  it('have the segments and fields of each version', () => {
    expect(Object.fromEntries(hl7Versions.map((version) => [version, countsOf(version)]))).toEqual({
      '2.1': [38, 440],
      '2.2': [64, 801],
      '2.3': [114, 1529],
      '2.3.1': [114, 1545],
      '2.4': [141, 1851],
      '2.5': [152, 2110],
      '2.5.1': [152, 2118],
      '2.6': [178, 2500],
      '2.7': [182, 2615],
      '2.7.1': [182, 2615],
      '2.8': [182, 2615],
    });
  });

  it('take the nearest lower version, and 2.5.1 where none is said', () => {
    const versions = ['2.5.1', '2.3^NOR', '2.8.2', '2.9', '2.3.5', '1.0', '', 'tull'].map((asked) => of(asked).version);
    expect(versions).toEqual(['2.5.1', '2.3', '2.8', '2.8', '2.3.1', '2.1', '2.5.1', '2.5.1']);
    expect(of('2.8').basedOn).toBe('2.7.1');
  });

  it('know types, tables, usage and repetitions of a field', () => {
    expect(of('2.5.1').field('PID', 3)).toMatchObject({
      dataType: 'CX',
      usage: 'R',
      maxRepetitions: Number.POSITIVE_INFINITY,
    });
    expect(of('2.5.1').field('PV1', 2)).toMatchObject({ dataType: 'IS', table: '0004', maxRepetitions: 1 });
    expect(of('2.5.1').field('OBX', 2)).toMatchObject({ maxRepetitions: 1, maxLength: 3 });
    expect(of('2.5.1').component('CX', 4)).toMatchObject({ dataType: 'HD' });
  });

  it('give null for what a version does not know', () => {
    const dictionary = of('2.3');
    expect(dictionary.segment('SPM')).toBeNull();
    expect(dictionary.segment('constructor')).toBeNull();
    expect(dictionary.field('PID', 99)).toBeNull();
    expect(dictionary.field('PID', 0)).toBeNull();
    expect(dictionary.component('ST', 1)).toBeNull();
    expect(dictionary.table('toString')).toBeNull();
    expect(dictionary.structure('XXX', 'X99')).toBeNull();
  });

  it('find a structure by event, by name and for any acknowledgement', () => {
    const dictionary = of('2.5');
    expect(dictionary.structure('ADT', 'A08')).toEqual(dictionary.structure('ADT_A01', null));
    expect(dictionary.structure('ACK', 'R01')).toEqual(dictionary.structure('ACK', null));
    const [, , results] = dictionary.structure('ORU', 'R01')!;
    expect(results).toMatchObject({ kind: 'group', name: 'PATIENT_RESULT', min: 1, max: Number.POSITIVE_INFINITY });
  });

  it('read any structure of any version without an empty group', () => {
    for (const version of ['2.1', '2.3', '2.5', '2.7']) {
      const file = JSON.parse(readFileSync(join(resources, `${version}.json`), 'utf8'));
      for (const name of Object.keys(file.structures))
        expect(of(version).structure(name, null)?.[0], name).toBeDefined();
    }
  });

  it('have meanings of everyday codes in three languages', () => {
    expect(of('2.5.1').table('85')?.codes.get('F')).toEqual({ en: 'Final', nb: 'Endelig svar', nn: 'Endeleg svar' });
    expect(of('2.5.1').table('0001')?.codes.get('F')?.nb).toBe('Kvinne');
  });

  it('know the segments of a site from its overlay file', () => {
    const site = aFolder({
      'a.json':
        '{"places":{"ZZA":["Local","Lokalt"],"ZZA-2":{"name":["Ward","Post"],"dataType":"IS","table":"9001"}},"tables":{"9001":{"codes":{"M1":"Medisin 1"}}}}',
    });
    const dictionary = createHl7Dictionaries([site])('2.4')!;
    expect(dictionary.segment('ZZA')).toMatchObject({
      name: { nb: 'Lokalt' },
      fields: [{ dataType: null }, { table: '9001' }],
    });
    expect(dictionary.table('9001')).toMatchObject({ isUserDefined: true });
    expect(dictionary.table('9001')?.codes.get('M1')?.nn).toBe('Medisin 1');
  });
});

describe('HL7 overlay files', () => {
  it('of the product are all in order', () => {
    expect(readHl7Overlays([join(resources, 'overlays'), join(resources, 'examples')]).problems).toEqual([]);
  });

  it('are passed over when they are broken, and named with the place', () => {
    const site = aFolder({
      'a.json': '{',
      'b.json': '{"places":{"PID-0":"x"}}',
      'c.json': '{"places":{"PID-5":"Navn"}}',
    });
    const { overlays, problems } = readHl7Overlays([site, join(site, 'absent')]);
    expect(overlays).toHaveLength(1);
    expect(problems.map(({ reason }) => reason)).toEqual(['it is not JSON', expect.stringContaining('places › PID-0')]);
  });
});
