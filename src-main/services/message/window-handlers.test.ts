import { afterEach, describe, expect, it, vi } from 'vitest';
import type { InputOf, OutputOf } from '../../../src-shared/contract/index.ts';
import { ruleProfile } from '../../../src-shared/domain/rule-profile.ts';
import { type DeskWorld, withReplayDesk } from '../../../test/fakes/desk-world.ts';
import { aFakeMessage } from '../../../test/fakes/fake-engine-world.ts';
import { aConnectionId, aContext, createReplayDesk } from '../../../test/fakes/replay-desk.ts';

let clock: DeskWorld['clock'];
let folder: DeskWorld['folder'];
let desk: DeskWorld['desk'];

withReplayDesk((world) => {
  ({ clock, folder, desk } = world);
});

afterEach(() => vi.restoreAllMocks());

const patientData = /15876500288|Testesen|Tora/;
const raw = () => ({ ref: desk.ref, connectorId: '0', stage: 'raw' as const });
const reveal = () => desk.message.handlers.reveal({ ref: desk.ref, reason: 'the ward asks' }, desk.context);
const open = () => desk.message.handlers.openBody(raw(), desk.context);
const readRows = (input: Partial<InputOf<'message.readRows'>> = {}) =>
  desk.message.handlers.readRows({ ...raw(), from: 0, count: 100, ...input }, desk.context);
const readNodes = (parentPath: string | null, withEmpty = false) =>
  desk.message.handlers.readNodes({ ...raw(), parentPath, withEmpty, from: 0, count: 100 }, desk.context);
const find = (text: string) => desk.message.handlers.findText({ ...raw(), text, isCaseSensitive: false }, desk.context);
const textOf = ({ items }: OutputOf<'message.readRows'>) => items.map(({ text }) => text).join('\r');

/** A body large enough for the thread, about the patient of the usual message. */
function useLargeBody(): void {
  const message = desk.world.messages.get('14')!;
  const { bytes, encoding, fidelity } = message.raw!;
  const head = new TextDecoder().decode(bytes);
  const lines = Array.from({ length: 20_000 }, (_, line) => `NTE|${line}||Seen by Tora Testesen on day ${line}`);
  message.raw = { encoding, fidelity, bytes: new TextEncoder().encode(`${head}${lines.join('\r')}\r`) };
}

describe('reading by windows', () => {
  it('gives what the body is, its first rows and its first nodes in one answer', async () => {
    const facts = await open();
    expect(facts).toMatchObject({ format: 'hl7v2', masked: true });
    expect(facts.rows.items[0]?.text).toMatch(/^MSH\|/);
    expect(facts.nodes.items[0]).toMatchObject({ path: 'MSH', name: 'MSH' });
    expect(facts.nodes.total).toBe(facts.nodeCount);
  });

  it('lets no character of a patient value out while masked, whatever is asked', async () => {
    const answers = [await open(), await readRows(), await readNodes('PID', true), await readNodes('PID-5', true)];
    const located = await desk.message.handlers.locate({ ...raw(), at: 'PID-5.1' }, desk.context);
    expect(JSON.stringify([answers, located, desk.summaries])).not.toMatch(patientData);
    expect(located.found?.node.value).toMatch(/^name •+$/);
  });

  it('masks the same in a large body, also where the name stands in prose', async () => {
    useLargeBody();
    const facts = await open();
    expect(facts.rowCount).toBeGreaterThan(20_000);
    const rows = await readRows({ from: 19_000, count: 500 });
    expect(rows.items.length).toBe(500);
    expect(textOf(rows)).toContain('NTE|');
    expect(JSON.stringify([facts, rows])).not.toMatch(patientData);
    expect((await find('Seen by')).hits).toEqual([]);
  });

  it('tells how the unit of each measurement stands to its code, without the patient while masked', async () => {
    const message = desk.world.messages.get('14')!;
    const head = new TextDecoder().decode(message.raw!.bytes);
    const lines = [
      'OBX|2|NM|NPU02192^P-Glukose Testesen^NLK||90|mg/dL|||||F',
      'OBX|3|NM|NPU03230^P-Kalium^NLK||4.1|mmol/L|||||F',
      'OBX|4|NM|NPU02192^P-Glukose^NLK||90|mmol/L|||||F',
    ];
    message.raw = { ...message.raw!, bytes: new TextEncoder().encode(`${head}${lines.join('\r')}\r`) };
    await open();
    const { items, count, notJudged } = await desk.message.handlers.judgeUnits(raw(), desk.context);
    expect([count, notJudged]).toEqual([4, null]);
    expect(items.map(({ judgement }) => judgement)).toEqual([
      'unknown_code',
      'convertible_molar',
      'same',
      'value_suspicious',
    ]);
    expect(items[1]).toMatchObject({ value: '90', unit: 'mg/dL', expected: 'mmol/L', converted: '5.0' });
    expect(items[3]?.readings).toEqual([
      { unit: 'mmol/L', value: '90', isPlausible: false, isAsSent: true },
      { unit: 'mg/dL', value: '5.0', isPlausible: true, isAsSent: false },
    ]);
    expect(JSON.stringify(items)).not.toMatch(patientData);
  });

  it('judges no units of a body that this person has not opened', async () => {
    await expect(desk.message.handlers.judgeUnits(raw(), desk.context)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('answers no window of a body that this person has not opened', async () => {
    await expect(readRows()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await open();
    await reveal();
    await expect(readRows()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await open();
    expect(textOf(await readRows())).toMatch(/Testesen/);
    const { account } = desk.context;
    const another = { ...aContext('Ola Nordmann', []), account: { ...account, accountId: 'another' } };
    const asked = desk.message.handlers.readRows({ ...raw(), from: 0, count: 10 }, another);
    await expect(asked).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it.each(['is hidden', 'has run out'])('wants a revealed body opened again after a reveal that %s', async (how) => {
    await open();
    await reveal();
    await open();
    expect(textOf(await readRows())).toMatch(/Testesen/);
    if (how === 'is hidden') await desk.message.handlers.hide({ ref: desk.ref }, desk.context);
    else clock.advance(300_000);
    expect(textOf(await readRows())).not.toMatch(patientData);
    await reveal();
    await expect(readRows()).rejects.toMatchObject({ messageKey: 'message.refused.notOpened' });
    await open();
    expect(textOf(await readRows())).toMatch(/Testesen/);
  });

  it('wants it opened again also when the end of the reveal was noticed late, and not while the reveal goes on', async () => {
    await reveal();
    await open();
    await reveal();
    expect(textOf(await readRows())).toMatch(/Testesen/);
    const present = clock.now();
    vi.spyOn(clock, 'now').mockReturnValue(present + 300_000);
    await reveal();
    await expect(readRows()).rejects.toMatchObject({ messageKey: 'message.refused.notOpened' });
  });

  it('opens a form that the last attempt to send has changed as it is now, and the source as it came', async () => {
    let attempt = 0;
    vi.spyOn(desk.engine.messages!, 'readBody').mockImplementation(async () => {
      attempt += 1;
      const bytes = new TextEncoder().encode(`MSH|^~\\&|EPJ\rNTE|1||attempt ${attempt}\r`);
      return { bytes, encoding: 'utf-8', fidelity: 'engine-text' };
    });
    const openForm = async (input: InputOf<'message.openBody'>) =>
      (await desk.message.handlers.openBody(input, desk.context)).rows.items[1]?.text;
    const sent = { ref: desk.ref, connectorId: '1', stage: 'sent' as const };
    expect(await openForm(sent)).toBe('NTE|1||attempt 1');
    expect(await openForm(sent)).toBe('NTE|1||attempt 2');
    expect(textOf(await readRows(sent))).toContain('attempt 2');
    expect(await openForm(raw())).toBe('NTE|1||attempt 3');
    expect(await openForm(raw())).toBe('NTE|1||attempt 3');
  });

  it('lets go what only those have open who are not there', async () => {
    await open();
    desk.message.forgetAbsent((accountId) => accountId === desk.context.account.accountId);
    expect((await readRows()).items.length).toBeGreaterThan(0);
    desk.message.forgetAbsent(() => false);
    await expect(readRows()).rejects.toMatchObject({ messageKey: 'message.refused.notOpened' });
  });

  it('shows bytes only when revealed', async () => {
    await open();
    const readBytes = () => desk.message.handlers.readBytes({ ...raw(), from: 0, count: 3 }, desk.context);
    await expect(readBytes()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await reveal();
    await open();
    expect(new TextDecoder().decode((await readBytes()).bytes)).toBe('MSH');
  });

  it('opens a document inside the message only when revealed', async () => {
    const base64 = Buffer.concat([Buffer.from('%PDF-1.4'), Buffer.alloc(1500, 7)]).toString('base64');
    const text = `MSH|^~\\&|EPJ|S|LAB|S|20260101||ORU^R01|C|P|2.4\rPID|1||7\rOBX|1|ED|DOC||^^PDF^Base64^${base64}`;
    desk.world.messages.set(desk.ref.nativeId, aFakeMessage({ ref: desk.ref, text }));
    await open();
    const readDocument = () => desk.message.handlers.readDocument({ ...raw(), at: 'OBX-5[1].5' }, desk.context);
    await expect(readDocument()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await reveal();
    await open();
    await expect(readDocument()).resolves.toMatchObject({ kind: 'pdf', bytes: expect.any(Uint8Array) });
  });

  it('finds text in any case, and nothing inside masked values before they are revealed', async () => {
    await open();
    expect((await find('testesen')).hits).toEqual([]);
    const [hit] = (await find('natrium')).hits;
    const row = (await readRows()).items[hit!.from.row]!;
    expect(row.text.slice(hit!.from.column, hit!.to.column)).toBe('Natrium');
    await reveal();
    await open();
    expect((await find('testesen')).hits.length).toBeGreaterThan(0);
  });

  it('goes to an address as people write it, and from a place of the text to the field', async () => {
    await open();
    const locate = async (at: InputOf<'message.locate'>['at']) =>
      (await desk.message.handlers.locate({ ...raw(), at }, desk.context)).found;
    for (const typed of ['PID-5.2', 'pid-5.2', 'PID.5.2', 'PID-5[1].2'])
      expect((await locate(typed))?.node.path).toBe('PID-5[1].2');
    expect((await locate('MSH-10.1'))?.node.path).toBe('MSH-10');
    expect(await locate('PID-99')).toBeNull();
    const found = await locate('OBX-3.2');
    expect(found?.trail.map(({ path }) => path)).toEqual(['OBX', 'OBX-3', 'OBX-3[1].2']);
    expect((await locate(found!.node.range.from))?.node.path).toBe('OBX-3[1].2');
  });
});

describe('validation of an open body', () => {
  const profile = ruleProfile.parse({
    name: 'Site',
    format: 'hl7v2',
    rules: [
      { id: 'visit', kind: 'required', path: 'PV1-19', severity: 'warning' },
      { id: 'name', kind: 'maxLength', path: 'PID-5.1', maxLength: 2 },
    ],
  });
  const validate = () => desk.message.handlers.validate(raw(), desk.context);

  it('is given to those only who have opened it', async () => {
    await expect(validate()).rejects.toMatchObject({ messageKey: 'message.refused.notOpened' });
  });

  it('names the rules of the standard and of the channel, with places in what is shown, and no value while masked', async () => {
    desk.message.close();
    await desk.replay.close();
    desk = createReplayDesk({ store: folder.store, clock, connectionId: aConnectionId(), profiles: [profile] });
    await open();
    const { findings, profileNames } = await validate();
    expect(profileNames).toEqual(['Site']);
    expect(findings.filter(({ profile: by }) => by !== null).map(({ path, profile: by }) => [path, by?.rule])).toEqual(
      expect.arrayContaining([['PID-5[1].1', 'name']]),
    );
    expect(findings.some(({ fix }) => fix !== null)).toBe(false);
    expect(JSON.stringify(findings)).not.toMatch(patientData);
  });

  it('is the same for a body that is read in the thread', async () => {
    useLargeBody();
    await open();
    const { findings } = await validate();
    expect(findings.length).toBeGreaterThan(0);
    expect(JSON.stringify(findings)).not.toMatch(patientData);
  });

  it('describes a field only while the message is revealed', async () => {
    const ask = () => desk.message.handlers.describeField({ ...raw(), at: 'PID-5.1' }, desk.context);
    await open();
    await expect(ask()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await reveal();
    await expect(ask()).rejects.toMatchObject({ messageKey: 'message.refused.notOpened' });
    await open();
    expect((await ask()).field).toMatchObject({ path: 'PID-5[1].1', kind: 'text', lockReasonKey: null });
  });
});

/** Five megabytes with a wrong number at their end. */
function growToFiveMegabytes(): void {
  const message = desk.world.messages.get('14')!;
  const { bytes, encoding, fidelity } = message.raw!;
  const line = 'NTE|1||Seen by Tora Testesen in the ward\r';
  const text = `${new TextDecoder().decode(bytes)}${line.repeat(Math.ceil((5 * 1024 * 1024) / line.length))}OBX|1|NM|K||4,1|mmol/L|||||F\r`;
  message.raw = { encoding, fidelity, bytes: new TextEncoder().encode(text) };
}

describe('the check of a large body', () => {
  const validate = (context = desk.context) => desk.message.handlers.validate(raw(), context);

  it('finds what the check of a small one finds, with its places in the masked text', async () => {
    growToFiveMegabytes();
    const facts = await open();
    const { findings } = await validate();
    const comma = findings.find(({ rule }) => rule === 'hl7.decimal-comma');
    expect(comma).toMatchObject({ range: { from: { row: facts.rowCount - 1 } }, fix: null });
    expect(JSON.stringify(findings)).not.toMatch(patientData);
  });

  it('stops when nobody waits for it, and holds up no window meanwhile', async () => {
    growToFiveMegabytes();
    await open();
    const stop = new AbortController();
    let isOver = false;
    const refused = expect(validate({ ...desk.context, signal: stop.signal }))
      .rejects.toMatchObject({ code: 'CANCELLED' })
      .finally(() => {
        isOver = true;
      });
    expect((await readRows({ from: 5000, count: 10 })).items).toHaveLength(10);
    expect(isOver).toBe(false);
    stop.abort();
    await refused;
    expect((await validate()).findings.length).toBeGreaterThan(0);
  });
});
