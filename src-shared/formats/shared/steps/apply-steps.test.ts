import { describe, expect, it } from 'vitest';
import { allNodes, expectOnlyReportedChanges } from '../../../../test/formats.ts';
import { type EditStep, editSteps } from '../../../domain/edit-step.ts';
import { detectFormat, formatOf } from '../../index.ts';
import { applyPatch, invertPatch, patchOf } from '../patch.ts';
import { decodeUtf8, encodeUtf8 } from '../text-codec.ts';
import { applySteps } from './apply-steps.ts';

const options = { statedEncoding: null };

function run(text: string, ...steps: EditStep[]) {
  const body = encodeUtf8(text);
  const result = applySteps(body, editSteps.parse(steps), { format: formatOf(detectFormat(body)), options });
  if (result.kind === 'refused') return result;
  expectOnlyReportedChanges(body, {
    ...result,
    changes: result.changes.map((change) => ({ ...change, path: '' })),
  });
  const patch = patchOf(body, result);
  expect(applyPatch(body, patch)).toEqual({ kind: 'patched', bytes: result.bytes });
  expect(applyPatch(result.bytes, invertPatch(patch))).toEqual({ kind: 'patched', bytes: body });
  return decodeUtf8(result.bytes);
}

const set = (path: string, text: string, when: EditStep['when'] = []): EditStep => ({ kind: 'set', path, text, when });
const replace = (path: string, find: string, text: string): EditStep => ({
  kind: 'replace',
  path,
  find,
  text,
  when: [],
});
const remove = (path: string): EditStep => ({ kind: 'delete', path, when: [] });
const move = (from: string, to: string, when: EditStep['when'] = []): EditStep => ({ kind: 'move', from, to, when });
const map = (path: string, pairs: Record<string, string>, otherwise: 'keep' | 'refuse' = 'keep'): EditStep => ({
  kind: 'map',
  path,
  table: Object.entries(pairs).map(([from, to]) => ({ from, to })),
  otherwise,
  when: [],
});

const lines = [
  'MSH|^~\\&|EPJ|HUS|LAB|HUS|20260101||ORU^R01|C1|P|2.4',
  'PID|1||11^^^A~22^^^B||Testesen^Tora',
  'OBR|1||L1|NA^Natrium|||||||||||||||X^Y',
  'OBX|1|NM|NA||141|mmol|N',
  'OBX|2|ST|K||lav|mmol|',
  'OBX|3|NM|CL||99||H',
];
const report = lines.join('\r');
/** Only the lines that differ. */
const changed = (result: ReturnType<typeof run>) =>
  typeof result === 'string'
    ? result.split('\r').flatMap((line, index) => (line === lines[index] ? [] : [line]))
    : result;

describe('steps on HL7 v2', () => {
  it('set a value, with the least change where it is missing', () => {
    expect(changed(run(report, set('PID-8', 'F')))).toEqual(['PID|1||11^^^A~22^^^B||Testesen^Tora|||F']);
    expect(changed(run(report, set('PID-3[3].4', 'C')))).toEqual(['PID|1||11^^^A~22^^^B~^^^C||Testesen^Tora']);
  });

  it('set every repetition or segment there is', () => {
    expect(changed(run(report, set('PID-3[*].4', 'Z')))).toEqual(['PID|1||11^^^Z~22^^^Z||Testesen^Tora']);
    expect(changed(run(report, set('OBX[*]-6', 'g')))).toEqual([
      'OBX|1|NM|NA||141|g|N',
      'OBX|2|ST|K||lav|g|',
      'OBX|3|NM|CL||99|g|H',
    ]);
    expect(run(report, set('ZZZ[*]-1', 'x'))).toBe(report);
  });

  it('write a value that is never structure', () => {
    expect(changed(run(report, set('PID-5[1].2', 'a|b^c')))).toEqual(['PID|1||11^^^A~22^^^B||Testesen^a\\F\\b\\S\\c']);
  });

  it('judge a condition for each segment that it shares with the step, and any other once', () => {
    const isNumber = { path: 'OBX[*]-2', is: 'equal', text: 'NM' } as const;
    expect(changed(run(report, set('OBX[*]-6', 'g', [isNumber])))).toEqual([
      'OBX|1|NM|NA||141|g|N',
      'OBX|3|NM|CL||99|g|H',
    ]);
    expect(run(report, set('PID-8', 'F', [{ path: 'OBX[*]-2', is: 'equal', text: 'CE' }]))).toBe(report);
    expect(changed(run(report, set('PID-8', 'F', [isNumber])))).toHaveLength(1);
    expect(changed(run(report, set('PID-3[*].5', 'q', [{ path: 'PID-3[*].4', is: 'equal', text: 'B' }])))).toEqual([
      'PID|1||11^^^A~22^^^B^q||Testesen^Tora',
    ]);
  });

  it.each([
    ['equal', 'F', false],
    ['equal', '', true],
    ['not-equal', 'F', true],
    ['contains', 'F', false],
    ['empty', '', true],
    ['not-empty', '', false],
  ] as const)('know of a missing place that it is %s %j: %s', (is, text, holds) => {
    const result = run(report, set('PID-10', 'x', [{ path: 'PID-8', is, text }]));
    expect(result !== report).toBe(holds);
  });

  it('replace what is written in a value, in each of its parts', () => {
    expect(changed(run(report, replace('PID-5', 'Tes', 'Pro')))).toEqual(['PID|1||11^^^A~22^^^B||Protesen^Tora']);
    expect(changed(run(report, replace('PID-5', '^', '+')))).toEqual([]);
    expect(changed(run(report, replace('PID-5', 'e', '|')))).toEqual([
      'PID|1||11^^^A~22^^^B||T\\F\\st\\F\\s\\F\\n^Tora',
    ]);
    expect(changed(run(report, replace('PID-5', 'T', '$1')))).toEqual(['PID|1||11^^^A~22^^^B||$1estesen^$1ora']);
  });

  it('map whole values by a table, and refuse or keep what is not in it', () => {
    expect(changed(run(report, map('OBX[*]-7', { N: '', H: 'HH' })))).toEqual([
      'OBX|1|NM|NA||141|mmol|',
      'OBX|3|NM|CL||99||HH',
    ]);
    expect(run(report, map('OBX[*]-7', { N: 'x' }, 'refuse'))).toMatchObject({
      kind: 'refused',
      step: 1,
      reason: 'not-in-table',
      path: 'OBX[3]-7',
    });
  });

  it('empty a place and set no explicit null', () => {
    expect(changed(run(report, remove('PID-3')))).toEqual(['PID|1||||Testesen^Tora']);
    expect(run(report, remove('PID-30'), remove('ZZZ-1'))).toBe(report);
  });

  it('move a value, with its parts where the place is of the same kind, over what stood there', () => {
    expect(changed(run(report, move('OBX[*]-7', 'OBX[*]-8')))).toEqual([
      'OBX|1|NM|NA||141|mmol||N',
      'OBX|3|NM|CL||99|||H',
    ]);
    expect(changed(run(report, move('PID-3', 'PID-2')))).toEqual(['PID|1|11^^^A~22^^^B|||Testesen^Tora']);
    expect(changed(run(report, move('PID-3[2]', 'PID-3[1]')))).toEqual(['PID|1||22^^^B~||Testesen^Tora']);
    expect(changed(run(report, move('OBR-19', 'OBR-4')))).toEqual(['OBR|1||L1|X^Y|||||||||||||||']);
    expect(run(report, move('PID-3[1]', 'PID-8'))).toMatchObject({ reason: 'parts', step: 1 });
    expect(run(report, move('PID-30', 'PID-5'))).toBe(report);
  });

  it('see what earlier steps did, and change nothing when a later one is refused', () => {
    const first = set('PID-8', 'F');
    expect(changed(run(report, first, set('PID-10', 'x', [{ path: 'PID-8', is: 'equal', text: 'F' }])))).toEqual([
      'PID|1||11^^^A~22^^^B||Testesen^Tora|||F||x',
    ]);
    expect(run(report, first, set('PV1-3', 'x'))).toMatchObject({ step: 2, reason: 'no-such-path', path: 'PV1-3' });
  });

  it.each(['', 'PID', 'MSH-1', 'MSH-2'])('refuse to set %j', (path) => {
    expect(path === '' ? editSteps.safeParse([set(path, 'x')]).success : run(report, set(path, 'x'))).toEqual(
      path === '' ? false : expect.objectContaining({ kind: 'refused', reason: 'not-editable', step: 1 }),
    );
  });

  it.each(['PID.5', 'PID-0', 'PID-3[0]', 'PID-3[*', '/a/b', 'entry[0].x', 'PID-3[1].1.1.1', 'PID-**'])(
    'name the step whose path is none: %s',
    (path) => {
      expect(run(report, set('PID-8', 'F'), set(path, 'x'))).toMatchObject({ step: 2, reason: 'no-path', path });
      expect(run(report, set('PID-8', 'F', [{ path, is: 'empty', text: '' }]))).toMatchObject({ reason: 'no-path' });
      expect(run(report, move('PID-8', path))).toMatchObject({ reason: 'no-path' });
    },
  );

  it('are refused when they would write a character back that could not be read', () => {
    const broken = report.replace('Tora', 'T\ufffdra');
    expect(run(broken, replace('PID-5', 'ra', 'ri'))).toMatchObject({ reason: 'lost-character' });
    expect(run(broken, move('PID-5', 'PID-6'))).toMatchObject({ reason: 'lost-character' });
    expect(run(broken, set('PID-5[1].2', 'Tora'))).toContain('Testesen^Tora');
    expect(run(broken, set('PID-5[1].2', 'T\ufffdra'))).toBe(broken);
    expect(run(broken, set('PID-5[1].1', '\ufffd'))).toMatchObject({ reason: 'lost-character' });
    expect(run(broken, map('PID-5[1].1', { Testesen: '\ufffd' }))).toMatchObject({ reason: 'lost-character' });
  });

  it('follow the separators of the message', () => {
    const custom = report.replaceAll('|', '#').replaceAll('^', '!').replaceAll('~', '*');
    expect(run(custom, set('PID-3[*].4', 'a#b!c'))).toContain('PID#1##11!!!a\\F\\b\\S\\c*22!!!a\\F\\b\\S\\c##');
    expect(run(custom, move('PID-3', 'PID-2'))).toContain('PID#1#11!!!A*22!!!B###');
  });

  it('reach one message of a batch by its number, each by a star, and all its results without', () => {
    const batch = `${report}\r${report.replaceAll('Tora', 'Kari')}`;
    const only = (result: ReturnType<typeof run>) =>
      String(result)
        .split('\r')
        .filter((line, index) => line !== batch.split('\r')[index]);
    expect(only(run(batch, set('2/PID-8', 'F')))).toEqual(['PID|1||11^^^A~22^^^B||Testesen^Kari|||F']);
    expect(only(run(batch, set('*/PID-8', 'F')))).toHaveLength(2);
    const isKari = { path: '*/PID-5[1].2', is: 'equal', text: 'Kari' } as const;
    expect(only(run(batch, set('*/PID-8', 'F', [isKari])))).toEqual(['PID|1||11^^^A~22^^^B||Testesen^Kari|||F']);
    expect(only(run(batch, set('OBX[*]-6', 'g')))).toHaveLength(6);
    expect(only(run(batch, set('OBX[*]-6', 'g', [{ path: 'OBX[*]-2', is: 'equal', text: 'NM' }])))).toHaveLength(4);
    expect(run(batch, set('PID-8', 'F'))).toMatchObject({ reason: 'no-such-path' });
    expect(run(report, set('*/PID-8', 'F'))).toContain('|||F');
  });

  it('refuse to make a message grow without end', () => {
    const long = 'x'.repeat(10_000);
    const growing = Array.from({ length: 4 }, () => replace('PID-5', 'x', long));
    expect(run(report, set('PID-5', 'x'), ...growing)).toMatchObject({ reason: 'too-large', step: 3 });
  });
});

const bundle = JSON.stringify({
  resourceType: 'Bundle',
  type: 'message',
  entry: [
    {
      resource: { resourceType: 'Observation', status: 'final', code: { text: 'Na' }, issued: '2026-01-01T00:00:00Z' },
    },
    { resource: { resourceType: 'Patient', id: 'p1', active: true, name: [{ family: 'Testesen', given: ['Tora'] }] } },
    { resource: { resourceType: 'Observation', status: 'registered', code: { text: 'K' } } },
  ],
});

describe('hostile texts of steps', () => {
  const hostile = [
    '\u0000',
    '\u000b',
    '\u001c\r',
    '\r\nPID|9',
    '\ud800',
    '|^~\\&',
    '<a b="c">&',
    '"}]',
    ']]>',
    '\u2028',
    '""',
    '‮',
  ];

  it.each(hostile.map((text) => [JSON.stringify(text), text]))(
    'add nothing but a value, or are refused: %s',
    (_name, text) => {
      for (const [body, path] of [
        [report, 'PID-5[1].2'],
        [bundle, 'entry[1].resource.name[0].family'],
        [kith, '/MsgHead/MsgInfo/MsgId'],
        [kith, '/MsgHead/MsgInfo/Type/@V'],
      ] as const) {
        const result = run(body, set(path, text));
        if (typeof result !== 'string') {
          expect(result.reason).toBe('not-encodable');
          continue;
        }
        const format = formatOf(detectFormat(encodeUtf8(body)));
        const [was, is] = [body, result].map((each) => format.parse(encodeUtf8(each), options));
        expect(allNodes(is?.nodes ?? []).map((node) => node.path)).toEqual(
          allNodes(was?.nodes ?? []).map((node) => node.path),
        );
        expect(result.match(controls)).toEqual(body.match(controls));
        expect(is && format.places?.(is)(path)?.[0]?.node?.text).toBe(text);
      }
    },
  );
  /** What frames or ends a message or its lines on the way. */
  const controls = /[\u0000-\u0008\u000b-\u001f]/g;
});

describe('steps on FHIR JSON', () => {
  const isObservation = { path: 'entry[*].resource.resourceType', is: 'equal', text: 'Observation' } as const;

  it('set, replace and map in every element that fits', () => {
    expect(run(bundle, set('entry[*].resource.status', 'amended', [isObservation]))).toBe(
      bundle.replace('final', 'amended').replace('registered', 'amended'),
    );
    expect(run(bundle, map('entry[*].resource.status', { final: 'corrected' }))).toBe(
      bundle.replace('final', 'corrected'),
    );
    expect(run(bundle, replace('entry[*].resource.name[*]', 'Test', 'Prøve'))).toBe(
      bundle.replace('Testesen', 'Prøveesen'),
    );
  });

  it('take out what is deleted or moved away, for an empty text is none', () => {
    expect(run(bundle, remove('entry[*].resource.code.text'))).toBe(
      bundle.replace(',"code":{"text":"Na"}', '').replace(',"code":{"text":"K"}', ''),
    );
    expect(run(bundle, remove('entry[1].resource.name[0].given[*]'))).toBe(bundle.replace(',"given":["Tora"]', ''));
    expect(run(bundle, move('entry[*].resource.name[0].family', 'entry[*].resource.name[0].text'))).toBe(
      bundle.replace('"family":"Testesen","given":["Tora"]', '"given":["Tora"],"text":"Testesen"'),
    );
    expect(run(bundle, remove('entry[0].resource.nothing'), remove('entry[7]'))).toBe(bundle);
  });

  it('add a property that FHIR has there', () => {
    const given = run(bundle, set('entry[*].resource.language', 'nb', [isObservation]));
    expect(String(given).match(/"language":"nb"/g)).toHaveLength(2);
    expect(run(bundle, set('entry[0].resource.nonsense', 'nb'))).toMatchObject({ reason: 'no-such-path', step: 1 });
  });

  it('name the step whose path is none', () => {
    expect(run(bundle, set('/a/b', 'x'))).toMatchObject({ reason: 'no-path', step: 1 });
    expect(run(bundle, set('entry[**].x', 'x'))).toMatchObject({ reason: 'no-path', step: 1 });
  });
});

const kith = `<?xml version="1.0" encoding="utf-8"?>
<MsgHead xmlns="http://www.kith.no/xmlstds/msghead/2006-05-24"><MsgInfo><Type V="SVAR_LAB" DN="Svar"/><MsgId>m1</MsgId>
<Sender><Organisation><Ident><Id>56704</Id><TypeId V="HER"/></Ident><Ident><Id>974</Id><TypeId V="ENH"/></Ident></Organisation></Sender>
<Patient><FamilyName>Testesen</FamilyName></Patient></MsgInfo></MsgHead>`;

describe('steps on KITH XML', () => {
  const ident = '/MsgHead/MsgInfo/Sender/Organisation/Ident[*]';
  const isHer = { path: `${ident}/TypeId/@V`, is: 'equal', text: 'HER' } as const;

  it('set elements and attributes, those of which a sibling fits', () => {
    expect(run(kith, set('/MsgHead/MsgInfo/Type/@DN', 'Svar & mer'))).toBe(kith.replace('"Svar"', '"Svar &amp; mer"'));
    expect(run(kith, set(`${ident}/Id`, '1'))).toBe(kith.replace('56704', '1').replace('974', '1'));
    expect(run(kith, set(`${ident}/Id`, '1', [isHer]))).toBe(kith.replace('56704', '1'));
    expect(run(kith, set('/MsgHead/MsgInfo/Sender/Organisation/Ident[1]/Id', '1'))).toBe(kith.replace('56704', '1'));
  });

  it('replace below an element, move and empty', () => {
    expect(run(kith, replace('/MsgHead/MsgInfo/Patient', 'Test', '<T>'))).toBe(
      kith.replace('Testesen', '&lt;T&gt;esen'),
    );
    const moved = run(kith, move(`${ident}/Id`, `${ident}/TypeId/@V`, [isHer]));
    expect(moved).toBe(kith.replace('<Id>56704', '<Id>').replace('"HER"', '"56704"'));
    expect(run(kith, remove('/MsgHead/MsgInfo/MsgId'))).toBe(kith.replace('m1', ''));
  });

  it('name the step whose path is none', () => {
    for (const path of ['MsgHead/MsgInfo', '/MsgHead//x', '/MsgHead/Ident[0]', '/MsgHead/[*]', 'PID-3'])
      expect(run(kith, set(path, 'x'))).toMatchObject({ reason: 'no-path', step: 1 });
  });
});
