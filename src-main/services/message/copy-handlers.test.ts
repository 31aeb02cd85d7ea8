import { describe, expect, it } from 'vitest';
import { type DeskWorld, withReplayDesk } from '../../../test/fakes/desk-world.ts';
import { aFakeMessage } from '../../../test/fakes/fake-engine-world.ts';

let desk: DeskWorld['desk'];

withReplayDesk((world) => {
  ({ desk } = world);
});

const raw = () => ({ ref: desk.ref, connectorId: '0', stage: 'raw' as const });
const patientData = /15876500288|Testesen|Tora/;
const reveal = () => desk.message.handlers.reveal({ ref: desk.ref, reason: 'the ward asks' }, desk.context);
const copy = (form: 'raw' | 'one-line' | 'json' | 'table' | 'de-identified') =>
  desk.message.handlers.copyAs({ ...raw(), form }, desk.context);

describe('message.copyAs', () => {
  it.each(['raw', 'one-line', 'json', 'table'] as const)(
    'gives %s masked until the message is revealed',
    async (form) => {
      const masked = await copy(form);
      expect(masked.masked).toBe(true);
      expect(masked.text).not.toMatch(patientData);
      await reveal();
      expect((await copy(form)).text).toMatch(patientData);
    },
  );

  it('gives a de-identified copy without a reveal', async () => {
    const { text } = await copy('de-identified');
    expect(text).toMatch(/^MSH\|/);
    expect(text).not.toMatch(patientData);
    expect(text).not.toContain('•');
  });
});

describe('message.compare', () => {
  it('finds no difference between a form and itself, and shows no patient value before reveal', async () => {
    const input = { a: raw(), b: raw(), ignore: [] };
    const masked = await desk.message.handlers.compare(input, desk.context);
    expect(masked).toMatchObject({ differences: [], isComplete: true, masked: true });
    expect(masked.before + masked.after).not.toMatch(patientData);
    await reveal();
    expect((await desk.message.handlers.compare(input, desk.context)).before).toMatch(patientData);
  });

  it('stays masked while only one of two messages is revealed, whichever it is', async () => {
    const other = { ...desk.ref, nativeId: '15' };
    desk.world.messages.set('15', aFakeMessage({ ref: other }));
    await reveal();
    const sides = [raw(), { ...raw(), ref: other }] as const;
    for (const [a, b] of [sides, sides.toReversed()]) {
      const compared = await desk.message.handlers.compare({ a: a!, b: b!, ignore: [] }, desk.context);
      expect(compared.masked).toBe(true);
      expect(JSON.stringify(compared)).not.toMatch(patientData);
    }
    await desk.message.handlers.reveal({ ref: other, reason: 'the ward asks' }, desk.context);
    const compared = await desk.message.handlers.compare({ a: sides[0], b: sides[1], ignore: [] }, desk.context);
    expect(compared.masked).toBe(false);
  });

  it('refuses a form that was not stored', async () => {
    const b = { ...raw(), connectorId: '99' };
    const call = desk.message.handlers.compare({ a: raw(), b, ignore: [] }, desk.context);
    await expect(call).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
