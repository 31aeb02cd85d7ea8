import { describe, expect, it } from 'vitest';
import type { Hazard } from '../../../../src-shared/domain/replay.ts';
import { readReplayFacts } from '../../../../src-shared/formats/read-replay-facts.ts';
import { aConnectorRow } from '../../../../test/fakes/fake-engine-world.ts';
import { judgeLater, type LaterEvidence } from './judge-later.ts';
import type { Later, LaterMessage } from './later-messages.ts';

const tells = { patient: true, order: true, controlId: true, content: true };
const now = Date.UTC(2026, 10, 27, 12);
const window = { from: Date.UTC(2026, 10, 27, 6), to: now };

type Parts = { at?: string; more?: string[]; id?: string };

/** A message of that type written at `at` (HHMM, local) on the day. */
function factsOf(type: string, { at = '0900', more = [], id = 'A1' }: Parts = {}) {
  const header = `MSH|^~\\&|A|B|C|D|20261127${at}00||${type}|${id}|P|2.5.1`;
  const person = 'PID|1||05928512356^^^FNR||Testesen^Tora';
  const segments = more.some((line) => line.startsWith('PID')) ? more : [person, ...more];
  return readReplayFacts({ bytes: new TextEncoder().encode([header, ...segments, ''].join('\r')), encoding: 'UTF-8' });
}

const result = (status: string) => [`OBR|1|R7||||||||||||||||||||||||${status}`, `OBX|1|NM|NA||141||||||${status}`];
const home = 'PID|1||05928512356^^^FNR||Testesen^Tora||||||Storgata 1^^Bergen^^5003';

function later(type: string, parts: Parts = {}, more: Partial<LaterMessage> = {}): LaterMessage {
  return {
    nativeId: '20',
    type,
    at: now - 1000,
    status: 'delivered',
    isSamePatient: true,
    isSameOrder: true,
    facts: factsOf(type, { at: '1000', id: 'B1', ...parts }),
    ...more,
  };
}

function evidence(facts: LaterEvidence['facts'], messages: LaterMessage[], more: Partial<Later> = {}): LaterEvidence {
  const found: Later = { window, whyNot: null, messages, isWhole: true, tells, twins: [], ...more };
  return { facts, receivedAt: now - 3_600_000, rows: [aConnectorRow()], later: found, now };
}

const judged = (kind: string, of: LaterEvidence) => judgeLater(of).find((hazard) => hazard.kind === kind);
type Row = [string, Hazard['kind'], LaterEvidence, Partial<Hazard> | undefined];
const found = (blocks: boolean) => ({ outcome: 'found', blocks }) as const;
const clear = { outcome: 'not-found', blocks: false, params: window } as const;
const unchecked = (context: string) =>
  ({ outcome: 'could-not-be-checked', blocks: false, params: { context } }) as const;

const a08 = factsOf('ADT^A08');
const oru = factsOf('ORU^R01', { more: result('F') });
const order = factsOf('ORM^O01', { more: ['ORC|NW|R7'] });
const address = factsOf('ADT^A08', { more: [home] });

const rows: Row[] = [
  ['a discharge after a change', 'newer-state', evidence(a08, [later('ADT^A03')]), found(false)],
  ['a copy of an older message', 'newer-state', evidence(a08, [later('ADT^A03', { at: '0800' })]), clear],
  ['a result of the same patient', 'newer-state', evidence(a08, [later('ORU^R01')]), clear],
  ['nothing since', 'newer-state', evidence(a08, []), clear],
  [
    'a time that is not indexed',
    'newer-state',
    evidence(a08, [], { window: null, whyNot: 'outside-window' }),
    unchecked('outside-window'),
  ],
  ['more than can be read', 'newer-state', evidence(a08, [], { isWhole: false }), unchecked('many')],
  [
    'a channel whose columns tell no patient',
    'newer-state',
    evidence(a08, [], { tells: { ...tells, patient: false } }),
    unchecked('no-column'),
  ],
  [
    'a channel whose columns tell no retired number',
    'merged-since',
    evidence(a08, [], { tells: { ...tells, content: false } }),
    unchecked('no-column'),
  ],
  ['no number', 'newer-state', evidence(factsOf('ADT^A08', { more: ['PID|1'] }), []), unchecked('no-key')],
  ['a state that is no question of a result', 'newer-state', evidence(oru, [later('ADT^A03')]), undefined],
  ['a merge', 'merged-since', evidence(oru, [later('ADT^A40')]), found(true)],
  ['a merge before it', 'merged-since', evidence(oru, [later('ADT^A40', { at: '0700' })]), clear],
  [
    'a merge that could not be read',
    'merged-since',
    evidence(oru, [later('ADT^A18', {}, { facts: null })]),
    found(true),
  ],
  [
    'a correction',
    'newer-result',
    evidence(oru, [later('ORU^R01', { more: result('C') })]),
    { ...found(true), params: expect.objectContaining({ context: 'corrected' }) },
  ],
  [
    'a correction of the same second',
    'newer-result',
    evidence(oru, [later('ORU^R01', { at: '0900', more: result('C') })]),
    found(true),
  ],
  [
    'a withdrawal',
    'newer-result',
    evidence(oru, [later('ORU^R01', { more: result('W') })]),
    { ...found(true), params: expect.objectContaining({ context: 'withdrawn' }) },
  ],
  [
    'another answer to the order',
    'newer-result',
    evidence(oru, [later('ORU^R01', { more: result('F') })]),
    found(false),
  ],
  [
    'a preliminary one that came late',
    'newer-result',
    evidence(oru, [later('ORU^R01', { at: '0830', more: result('P') })]),
    clear,
  ],
  ['a cancelled order', 'newer-result', evidence(order, [later('ORM^O01', { more: ['ORC|CA|R7'] })]), found(true)],
  ['an answer to an order', 'newer-result', evidence(order, [later('ORU^R01', { more: result('F') })]), clear],
  [
    'an address protected since',
    'address-protected',
    evidence(address, [later('ADT^A08', { more: ['PD1||||||||||||Y', home] })]),
    found(true),
  ],
  [
    'an address protected in words',
    'address-protected',
    evidence(address, [later('ADT^A08', { more: ['PID|1||05928512356^^^FNR||T||||||SPERRET ADRESSE'] })]),
    found(true),
  ],
  [
    'a message that tells no address',
    'address-protected',
    evidence(a08, [later('ADT^A08', { more: ['PD1||||||||||||Y', home] })]),
    { outcome: 'not-found' },
  ],
  [
    'a later one that could not be read',
    'address-protected',
    evidence(address, [later('ADT^A08', {}, { facts: null })]),
    unchecked('unread'),
  ],
  [
    'an acknowledgement kept with it',
    'receipt-there',
    { ...evidence(oru, []), rows: [aConnectorRow({ acknowledgementCode: 'AA' })] },
    found(true),
  ],
  [
    'a refusal kept with it',
    'receipt-there',
    { ...evidence(oru, []), rows: [aConnectorRow({ acknowledgementCode: 'AE' })] },
    { outcome: 'not-found' },
  ],
  ['a receipt that names it', 'receipt-there', evidence(oru, [later('ACK', { more: ['MSA|AA|A1'] })]), found(true)],
  [
    'a receipt that names another',
    'receipt-there',
    evidence(oru, [later('ACK', { more: ['MSA|AA|A2'] })]),
    { outcome: 'not-found' },
  ],
  [
    'an appointment that has begun',
    'too-old',
    evidence(factsOf('SIU^S12', { more: ['SCH|||||||||||^^^202611271100'] }), []),
    found(false),
  ],
  [
    'an appointment to come',
    'too-old',
    evidence(factsOf('SIU^S12', { more: ['SCH|||||||||||^^^202611281100'] }), []),
    { outcome: 'not-found' },
  ],
  ['an appointment without a time', 'too-old', evidence(factsOf('SIU^S12'), []), { outcome: 'could-not-be-checked' }],
  ['a prescription of today', 'too-old', evidence(factsOf('RDE^O11'), []), { outcome: 'not-found' }],
  [
    'a prescription of the day before yesterday',
    'too-old',
    { ...evidence(factsOf('RDE^O11'), []), now: now + 2 * 86_400_000 },
    found(false),
  ],
];

describe('judgeLater', () => {
  it.each(rows)('%s: %s', (_what, kind, of, expected) => {
    const hazard = judged(kind, of);
    if (expected === undefined) expect(hazard).toBeUndefined();
    else expect(hazard).toMatchObject(expected);
  });

  it('calls nothing clear where nothing could be looked for', () => {
    const outcomes = judgeLater({ ...evidence(null, []), later: null }).map(({ outcome }) => outcome);
    expect(new Set(outcomes)).toEqual(new Set(['could-not-be-checked']));
  });
});
