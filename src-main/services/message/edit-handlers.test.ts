import { beforeEach, describe, expect, it } from 'vitest';
import type { InputOf } from '../../../src-shared/contract/index.ts';
import type { EditPlan } from '../../../src-shared/contract/message-edit.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { EditStep } from '../../../src-shared/domain/edit-step.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { type DeskWorld, withReplayDesk } from '../../../test/fakes/desk-world.ts';
import { aFakeMessage } from '../../../test/fakes/fake-engine-world.ts';
import { sha256Hex } from '../../platform/sha256-hex.ts';

let clock: DeskWorld['clock'];
let desk: DeskWorld['desk'];
withReplayDesk((world) => {
  ({ clock, desk } = world);
});

const patientData = /15876500288|158765|Testesen|Tora|Storgata|Prøvestad|19650721|90123456/i;
const text = [
  'MSH|^~\\&|EPJ|SYKEHUS|LAB|SYKEHUS|20260101120000||ORU^R01|CTRL-1|P|2.5.1',
  'PID|1||15876500288^^^FNR||Testesen^Tora||19650721|F|||Storgata 1^^Prøvestad^^0155||90123456',
  'PV1|1|I|3B^^^HUS|||||||||||||||Tora|V1',
  'ORC|RE|L1||||||||Testesen^Tora',
  'OBR|1||L1|NA^Natrium',
  'OBX|1|NM|NA^Natrium||141|mmol/L|137-145|N|||F',
  'NTE|1||Testesen ringte',
  '',
].join('\r');

const set = (path: string, value: string): EditStep => ({ kind: 'set', path, text: value, when: [] });
const raw = () => ({ ref: desk.ref, connectorId: '0', stage: 'raw' as const });
const fields = (path: string, value: string): EditPlan => ({ kind: 'fields', edits: [{ path, text: value }] });
const reveal = () => desk.message.handlers.reveal({ ref: desk.ref, reason: 'the ward asks' }, desk.context);
const preview = (plan: EditPlan) => desk.message.handlers.previewEdit({ ...raw(), plan }, desk.context);

function refOf(nativeId: string): MessageRef {
  return { ...desk.ref, nativeId };
}

async function previewMany(steps: EditStep[], refs: MessageRef[] = [desk.ref]) {
  return (await desk.message.handlers.previewEditOfMany({ refs, steps }, desk.context)).items;
}

beforeEach(() => {
  desk.world.messages.set('14', aFakeMessage({ text }));
});

describe('message.previewEdit', () => {
  it('tells which errors the edit made and which were there, by the standard and in the form', async () => {
    desk.world.messages.set('14', aFakeMessage({ text: text.replace('20260101120000', '2026-13-01') }));
    await reveal();
    const { problems, introducedErrors, isJudged } = await preview(fields('MSH-12', ''));
    expect({ introducedErrors, isJudged }).toEqual({ introducedErrors: 1, isJudged: true });
    const errors = problems.filter(({ severity }) => severity === 'error');
    expect(errors.filter(({ isNew }) => isNew).map(({ path }) => path)).toEqual(['MSH-12']);
    expect(errors.filter(({ isNew }) => !isNew).map(({ path }) => path)).toContain('MSH-7[1].1');
  });

  it('points into the text after the edit', async () => {
    await reveal();
    const { problems, after } = await preview({
      kind: 'steps',
      steps: [set('PID-7', 'yesterday'), set('MSH-3', 'EPJ-longer')],
    });
    const problem = problems.find(({ path, isNew }) => isNew && path === 'PID-7[1].1');
    expect(after.slice(...(problem?.textSpan ?? [0, 0]))).toBe('yesterday');
  });

  it('needs the message revealed', async () => {
    await expect(preview(fields('MSH-6', 'X'))).rejects.toMatchObject({ messageKey: 'message.refused.notRevealed' });
  });

  it('names the step, the place and the character of what cannot be written', async () => {
    desk.world.messages.set('14', {
      ...aFakeMessage({ text }),
      raw: { bytes: new TextEncoder().encode('MSH|^~\\&|A\rPID|1\r'), encoding: 'iso-8859-1', fidelity: 'wire' },
    });
    await reveal();
    expect(await preview({ kind: 'steps', steps: [set('MSH-4', 'B'), set('MSH-3', 'A漢')] })).toMatchObject({
      isAllowed: false,
      refusalKey: 'edit.refused.not-encodable',
      refusalParams: { step: 2, path: 'MSH-3', character: 'U+6F22 漢' },
      bodyHash: '',
    });
  });
});

describe('message.editedBytes', () => {
  const take = (plan: EditPlan, rest: Partial<InputOf<'message.editedBytes'>> = {}) =>
    desk.message.handlers.editedBytes({ ...raw(), plan, bodyHash: '', acceptedErrors: null, ...rest }, desk.context);

  it('gives the bytes of the preview, under a name without patient data', async () => {
    await reveal();
    const plan = fields('PID-5[1].2', 'Torine');
    const { bodyHash } = await preview(plan);
    const { bytes, fileName } = await take(plan, { bodyHash });
    expect(new TextDecoder().decode(bytes)).toBe(text.replace('Testesen^Tora|', 'Testesen^Torine|'));
    expect([sha256Hex(bytes), fileName]).toEqual([bodyHash, 'CTRL-1-edited.hl7']);
    expect(desk.summaries.at(-1)).toContain(bodyHash);
  });

  it('is refused while masked, under another hash, for clinical content, and for another stage', async () => {
    const plan = fields('MSH-6', 'X');
    await expect(take(plan)).rejects.toMatchObject({ messageKey: 'message.refused.notRevealed' });
    await reveal();
    await expect(take(plan)).rejects.toMatchObject({ code: 'CONFLICT', messageKey: 'edit.refused.bodyChanged' });
    await expect(take(fields('OBX-5', '1'))).rejects.toMatchObject({ messageKey: 'edit.refused.clinical' });
  });

  it('asks for a reason where the edit makes errors', async () => {
    await reveal();
    const plan = fields('MSH-12', '');
    const { bodyHash } = await preview(plan);
    await expect(take(plan, { bodyHash })).rejects.toMatchObject({ messageKey: 'edit.refused.introducedErrors' });
    await take(plan, { bodyHash, acceptedErrors: { reason: 'for the test bench' } });
    expect(desk.summaries.at(-1)).toMatch(/1 errors accepted/);
  });

  it('keeps a number of a person out of the name', async () => {
    desk.world.messages.set('14', aFakeMessage({ text: text.replace('CTRL-1', '15876500288') }));
    await reveal();
    const plan = fields('MSH-6', 'X');
    const { bodyHash } = await preview(plan);
    expect((await take(plan, { bodyHash })).fileName).toBe('message-edited.hl7');
  });
});

describe('message.previewEditOfMany', () => {
  it('tells of each message what the steps would do to it, with the hash that a replay asks for', async () => {
    const [item] = await previewMany([set('MSH-6', 'ANNET')]);
    expect(item).toMatchObject({
      outcome: 'changed',
      messageType: 'ORU^R01',
      messageControlId: 'CTRL-1',
      masked: true,
      changes: [{ path: 'MSH-6', before: 'SYKEHUS', after: 'ANNET' }],
      changeCount: 1,
      introducedErrors: 0,
      isJudged: true,
    });
    const { bodyHash } = await desk.plan({ edit: { kind: 'steps', steps: [set('MSH-6', 'ANNET')] } });
    expect(item?.bodyHash).toBe(bodyHash);
    expect((await previewMany([set('MSH-6', 'SYKEHUS')]))[0]).toMatchObject({ outcome: 'unchanged', bodyHash: '' });
  });

  it('keeps the order, and lets no message fail because of another', async () => {
    desk.world.messages.set('15', { ...aFakeMessage({ text }), raw: null });
    desk.world.messages.set('16', aFakeMessage({ text: 'a letter about nothing' }));
    const refs = ['14', '15', '99', '16', '14'].map(refOf);
    const items = await previewMany([set('MSH-6', 'X')], refs);
    expect(items.map(({ ref, outcome }) => [ref.nativeId, outcome])).toEqual([
      ['14', 'changed'],
      ['15', 'not-stored'],
      ['99', 'gone'],
      ['16', 'refused'],
      ['14', 'changed'],
    ]);
    expect(items[3]?.refusalKey).toBe('edit.refused.format');
  });

  it('counts a message whose engine does not answer as unreachable, and goes on', async () => {
    desk.world.messages.set('15', aFakeMessage({ text }));
    desk.engine.fail('readBody', new AppError('ENGINE_UNREACHABLE', 'No answer.'));
    const items = await previewMany([set('MSH-6', 'X')], [refOf('14'), refOf('15')]);
    expect(items.map(({ outcome }) => outcome).toSorted()).toEqual(['changed', 'unreachable']);
  });

  it('waits a minute for a slow engine and tells what it has', async () => {
    await previewMany([set('MSH-6', 'X')]);
    desk.world.messages.set('15', aFakeMessage({ text }));
    const gate = desk.engine.hold('readBody');
    const asked = previewMany([set('MSH-6', 'X')], [refOf('14'), refOf('15')]);
    await gate.arrived;
    clock.advance(60_000);
    expect((await asked).map(({ outcome }) => outcome)).toEqual(['changed', 'unreachable']);
    gate.release();
  });

  it('lets others have their turn between two messages', async () => {
    const refs = Array.from({ length: 40 }, () => desk.ref);
    await previewMany([set('MSH-6', 'X')]);
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 0);
    await previewMany([set('MSH-6', 'X')], refs);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
  });

  it('reads large messages elsewhere, with the same words and rules', async () => {
    const long = text.replace(/OBX.*\r/, (line) => line + 'ROL|1|AD|A\r'.repeat(2000));
    desk.world.messages.set('15', aFakeMessage({ text: long }));
    const [small, large] = await previewMany([set('PID-7', 'yesterday')], [refOf('14'), refOf('15')]);
    expect(small).toMatchObject({ outcome: 'changed', introducedErrors: 1, isJudged: true });
    expect(large).toMatchObject({ outcome: 'changed', introducedErrors: 1, changes: small?.changes });
    expect(large?.changes[0]?.label).not.toBeNull();
  });

  it('ends when it is cancelled', async () => {
    const gate = desk.engine.hold('readBody');
    const cancelled = new AbortController();
    const asked = desk.message.handlers.previewEditOfMany(
      { refs: [desk.ref], steps: [set('MSH-6', 'X')] },
      { ...desk.context, signal: cancelled.signal },
    );
    await gate.arrived;
    cancelled.abort(new AppError('CANCELLED', 'Gone.'));
    await expect(asked).rejects.toMatchObject({ code: 'CANCELLED' });
    gate.release();
  });

  it.each<[string, EditStep]>([
    ['a value', set('PID-5[1].2', 'Nora')],
    ['a value with parts', set('PID-11', 'X')],
    ['each part', set('PID-3[*].1', '1')],
    ['what is hidden by its content', set('ORC-10', '77')],
    ['a deletion', { kind: 'delete', path: 'PID-13', when: [] }],
    ['a whole segment of them', { kind: 'delete', path: 'PID-11', when: [] }],
  ])('shows no patient value of a hidden message that is changed: %s', async (_what, step) => {
    const [item] = await previewMany([step]);
    expect(item).toMatchObject({ outcome: 'changed', masked: true });
    expect(item?.changes.some(({ before }) => before.includes('•'))).toBe(true);
    expect(JSON.stringify([item, desk.summaries])).not.toMatch(patientData);
    if (step.kind === 'set') expect(item?.changes.map(({ after }) => after)).toContain(step.text);
  });

  it.each<[string, EditStep]>([
    ['a condition', { ...set('MSH-6', 'X'), when: [{ path: 'PID-5[1].1', is: 'equal', text: 'Testesen' }] }],
    ['a condition on the field', { ...set('MSH-6', 'X'), when: [{ path: 'PID-5', is: 'contains', text: 'Q' }] }],
    ['a condition on a segment', { ...set('MSH-6', 'X'), when: [{ path: 'PID', is: 'not-empty', text: '' }] }],
    [
      'a condition on what holds a name',
      { ...set('MSH-6', 'X'), when: [{ path: 'ORC-10[1].1', is: 'equal', text: '' }] },
    ],
    ['a replacement', { kind: 'replace', path: 'PID-5', find: 'Q', text: 'x', when: [] }],
    ['a replacement in a segment', { kind: 'replace', path: 'PID', find: 'Q', text: 'x', when: [] }],
    ['a table', { kind: 'map', path: 'PID-3[1].1', table: [{ from: '1', to: '2' }], otherwise: 'refuse', when: [] }],
    ['a move', { kind: 'move', from: 'PID-13', to: 'PV1-3', when: [] }],
    ['a move of a name', { kind: 'move', from: 'ORC-10[1].1', to: 'MSH-6', when: [] }],
  ])('asks for a reveal where a step reads what is hidden, whatever it would find: %s', async (_what, step) => {
    const [item] = await previewMany([step]);
    expect(item).toMatchObject({ outcome: 'needs-reveal', changes: [], changeCount: 0, bodyHash: '' });
    expect(JSON.stringify(item)).not.toMatch(patientData);
    await reveal();
    const [shown] = await previewMany([step]);
    expect(shown).toMatchObject({ masked: false });
    expect(shown?.outcome).not.toBe('needs-reveal');
  });

  it('asks for no reveal where a step reads what anybody may see', async () => {
    const steps: EditStep[] = [
      { ...set('MSH-6', 'X'), when: [{ path: 'PID-8', is: 'equal', text: 'F' }] },
      { kind: 'map', path: 'MSH-4', table: [{ from: 'SYKEHUS', to: 'S' }], otherwise: 'refuse', when: [] },
    ];
    expect((await previewMany(steps))[0]).toMatchObject({ outcome: 'changed', changeCount: 2 });
  });

  it('hides and asks in KITH XML as in HL7 v2', async () => {
    const patient = '<Patient><Name>Testesen, Tora</Name><OffId>15876500288</OffId></Patient>';
    const report = `<Message xmlns="http://www.kith.no/xmlstds/labsvar/2012-02-15"><Type V="SVAR_LAB"/><MsgId>m1</MsgId><ServReport>${patient}</ServReport></Message>`;
    desk.world.messages.set('14', aFakeMessage({ text: report }));
    const place = '/Message/ServReport/Patient';
    const [changed] = await previewMany([
      set(`${place}/Name`, 'X'),
      { kind: 'delete', path: `${place}/OffId`, when: [] },
    ]);
    expect(changed).toMatchObject({ outcome: 'changed', changeCount: 2, changes: [{ after: 'X' }, { after: '' }] });
    const [read] = await previewMany([{ kind: 'replace', path: place, find: 'Q', text: '', when: [] }]);
    expect(read).toMatchObject({ outcome: 'needs-reveal' });
    expect(JSON.stringify([changed, read])).not.toMatch(patientData);
  });

  it('does not tell a right guess from a wrong one', async () => {
    const [right] = await previewMany([set('PID-5[1].2', 'Tora')]);
    const [wrong] = await previewMany([set('PID-5[1].2', 'Nora')]);
    expect(right?.changes).toEqual(wrong?.changes.map((change) => ({ ...change, after: 'Tora' })));
    expect(right).toMatchObject({ outcome: 'changed', changeCount: wrong?.changeCount });
  });

  it('does not take a value for harmless because an earlier step renamed what it is', async () => {
    const bundle = JSON.stringify({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ resource: { resourceType: 'Patient', name: [{ text: 'Tora Testesen' }], language: 'nb' } }],
    });
    desk.world.messages.set('14', aFakeMessage({ text: bundle }));
    const rename = set('entry[0].resource.resourceType', 'Organization');
    const guess = {
      ...set('type', 'message'),
      when: [{ path: 'entry[0].resource.name[0].text', is: 'contains' as const, text: 'Tora' }],
    };
    expect((await previewMany([rename, guess]))[0]).toMatchObject({ outcome: 'needs-reveal' });
    const [renamed] = await previewMany([rename]);
    expect(JSON.stringify(renamed)).not.toMatch(patientData);
  });

  it('lists the first twenty changes and counts them all', async () => {
    const many = text.replace(/PV1.*\r/, Array.from({ length: 30 }, (_, index) => `ROL|${index}|AD|A\r`).join(''));
    desk.world.messages.set('14', aFakeMessage({ text: many }));
    const [item] = await previewMany([set('ROL[*]-3', 'B')]);
    expect(item?.changes).toHaveLength(20);
    expect(item?.changeCount).toBe(30);
  });
});

describe('message.revealMany', () => {
  it('shows each of them to this person, until the first ends', async () => {
    desk.world.messages.set('15', aFakeMessage({ text }));
    const refs = [refOf('14'), refOf('15')];
    const { until } = await desk.message.handlers.revealMany({ refs, reason: 'the same edit' }, desk.context);
    expect(until).toBe(clock.now() + 300_000);
    expect(refs.map((ref) => desk.message.isRevealed('a1', ref))).toEqual([true, true]);
    expect((await previewMany([set('PID-5[1].2', 'Nora')], refs)).map(({ changes }) => changes[0]?.before)).toEqual([
      'Tora',
      'Tora',
    ]);
    expect(JSON.stringify(desk.summaries)).not.toMatch(patientData);
  });
});
