import { beforeEach, describe, expect, it } from 'vitest';
import type { EditPlan } from '../../../src-shared/contract/message-edit.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { type RuleProfile, ruleProfile } from '../../../src-shared/domain/rule-profile.ts';
import { applyPatch, invertPatch } from '../../../src-shared/formats/shared/patch.ts';
import { type DeskWorld, withReplayDesk } from '../../../test/fakes/desk-world.ts';
import { aConnectionId, createReplayDesk, type ReplayDesk } from '../../../test/fakes/replay-desk.ts';
import type { ReplayRecord } from '../../store/store.ts';

let world: DeskWorld;
withReplayDesk((opened) => {
  world = opened;
});

/** What the site asks for now; a test may change it between plan and start. */
let profiles: RuleProfile[];
let claimed: ReplayRecord[];
/** What speaks against the edit in the moment before it leaves; null = nothing. */
let lapse: AppError | null;
let desk: ReplayDesk;
beforeEach(() => {
  profiles = [];
  claimed = [];
  lapse = null;
  const { clock, folder } = world;
  const { journal } = folder.store;
  const replays: typeof journal.replays = {
    ...journal.replays,
    claim: (record) => {
      claimed.push(record);
      return journal.replays.claim(record);
    },
  };
  const store = { ...folder.store, journal: { ...journal, replays } };
  const requireStanding = () => {
    if (lapse !== null) throw lapse;
  };
  desk = createReplayDesk({ store, clock, connectionId: aConnectionId(), profiles, requireStanding });
  desk.world.receiverIsUp = true;
});

const needsClass = ruleProfile.parse({
  name: 'Ward',
  format: 'hl7v2',
  rules: [{ id: 'kin', kind: 'forbidden', path: 'MSH-6', when: [{ path: 'MSH-6', notEquals: 'SYKEHUS' }] }],
});
const byFields: EditPlan = { kind: 'fields', edits: [{ path: 'MSH-6', text: 'ANNET' }] };
const bySteps: EditPlan = { kind: 'steps', steps: [{ kind: 'set', path: 'MSH-6', text: 'ANNET', when: [] }] };
const breaking: EditPlan = { kind: 'fields', edits: [{ path: 'MSH-12', text: '' }] };
/** As everybody does who edits what is in it. */
const reveal = () => desk.message.handlers.reveal({ ref: desk.ref, reason: 'the ward asks' }, desk.context);
const original = () => desk.world.messages.get('14')?.raw?.bytes ?? new Uint8Array();
const sent = () => desk.world.deliveries.map(({ bytes }) => bytes);
const recordOf = (index: number) => JSON.parse(claimed[index]?.changes ?? 'null');

describe('replay of an edited message', () => {
  it('sends nothing when a rule that the edit is made by has lapsed since the plan, and says so', async () => {
    lapse = new AppError('CONFLICT', 'Lapsed.', { messageKey: 'convert.refused.notValid' });
    await expect(desk.start({ edit: byFields })).rejects.toMatchObject({ messageKey: 'convert.refused.notValid' });
    expect(sent()).toEqual([]);
    const kept = await world.folder.store.journal.replays.ofMessage(desk.ref);
    expect(kept.map(({ state }) => state)).toEqual(['rejected']);
    lapse = null;
    await desk.start({ edit: byFields });
    expect(sent()).toHaveLength(1);
  });

  it.each([
    ['fields', byFields],
    ['steps', bySteps],
  ] as const)(
    'keeps beside the original a patch that gives what was sent, and takes it back: %s',
    async (kind, edit) => {
      const before = original();
      await desk.start({ edit });
      const { patch, plan, steps, fields, acceptedErrors } = recordOf(0);
      expect({ plan, acceptedErrors }).toEqual({ plan: kind, acceptedErrors: null });
      expect(steps).toEqual(edit.kind === 'steps' ? edit.steps : null);
      expect(fields).toEqual([{ path: 'MSH-6', before: 'SYKEHUS', after: 'ANNET' }]);
      expect(applyPatch(before, patch)).toEqual({ kind: 'patched', bytes: sent()[0] });
      expect(applyPatch(sent()[0] ?? before, invertPatch(patch))).toEqual({ kind: 'patched', bytes: before });
    },
  );

  it('keeps such a patch of a text that a person wrote', async () => {
    const before = original();
    const shown = new TextDecoder().decode(before).replaceAll('\r', '\n');
    const text = shown.replace('|EPJ|', '|EPJ2|').replace('PID|1', 'EVN|R01\nPID|1').replace('^Tora', '^Torine');
    await desk.start({ edit: { kind: 'text', text }, acceptedErrors: { reason: 'as agreed' } });
    const { patch, plan } = recordOf(0);
    expect(plan).toBe('text');
    expect(patch).toHaveLength(3);
    expect(applyPatch(before, patch)).toEqual({ kind: 'patched', bytes: sent()[0] });
    expect(applyPatch(sent()[0] ?? before, invertPatch(patch))).toEqual({ kind: 'patched', bytes: before });
  });

  it('sends the same bytes by steps as by fields, under the same hash', async () => {
    await reveal();
    const [fields, steps] = [await desk.plan({ edit: byFields }), await desk.plan({ edit: bySteps })];
    expect(steps.bodyHash).toBe(fields.bodyHash);
    expect(fields).toMatchObject({ introducedErrors: 0, isJudged: true, newProblems: [] });
  });

  it('is refused when the edit makes an error and nobody said why it is sent all the same', async () => {
    await reveal();
    const planned = await desk.plan({ edit: breaking });
    expect(planned).toMatchObject({ introducedErrors: 1, isJudged: true });
    expect(planned.newProblems).toContainEqual(expect.objectContaining({ severity: 'error', path: 'MSH-12' }));
    await expect(desk.start({ edit: breaking })).rejects.toMatchObject({
      code: 'CONFLICT',
      messageKey: 'edit.refused.introducedErrors',
      params: { count: 1 },
    });
    expect([claimed, sent()]).toEqual([[], []]);
  });

  it('is sent with a reason, which goes sealed into the journal, and the count into the audit log', async () => {
    const reason = 'the receiver takes it without';
    await desk.start({ edit: breaking, acceptedErrors: { reason } });
    expect(sent()).toHaveLength(1);
    expect(recordOf(0).acceptedErrors).toEqual({ reason, count: 1 });
    expect(desk.summaries.join()).toMatch(/edited, 1 errors accepted/);
    expect(desk.summaries.join()).not.toContain(reason);
  });

  it('is judged by the profiles of the moment it is sent, not of the plan', async () => {
    await reveal();
    expect((await desk.plan({ edit: byFields })).introducedErrors).toBe(0);
    const planned = await desk.plan({ edit: byFields });
    profiles.push(needsClass);
    await expect(desk.start({ edit: byFields, bodyHash: planned.bodyHash })).rejects.toMatchObject({
      messageKey: 'edit.refused.introducedErrors',
    });
    expect(sent()).toEqual([]);
    profiles.length = 0;
    await desk.start({ edit: byFields, bodyHash: planned.bodyHash });
    expect(sent()).toHaveLength(1);
  });

  it('asks for no reason for errors that were there before', async () => {
    await reveal();
    profiles.push({ ...needsClass, rules: [{ ...needsClass.rules[0]!, when: [] }] });
    expect(await desk.plan({ edit: byFields })).toMatchObject({ introducedErrors: 0, newProblems: [] });
    await desk.start({ edit: byFields });
    expect(sent()).toHaveLength(1);
  });

  it('tells nothing of a hidden message by steps that read it, until it is revealed', async () => {
    const guess: EditPlan = {
      kind: 'steps',
      steps: [{ kind: 'set', path: 'MSH-6', text: 'X', when: [{ path: 'PID-5[1].2', is: 'equal', text: 'Tora' }] }],
    };
    const refused = { code: 'FORBIDDEN', messageKey: 'message.refused.notRevealed' };
    await expect(desk.plan({ edit: guess })).rejects.toMatchObject(refused);
    await expect(desk.start({ edit: guess, bodyHash: '', ref: desk.ref })).rejects.toMatchObject(refused);
    await reveal();
    await desk.start({ edit: guess });
    expect(new TextDecoder().decode(sent()[0])).toContain('|X|20260101');
  });

  it('tells nothing before it is sent of a hidden value that is written over, by its size or hash', async () => {
    const refused = { code: 'FORBIDDEN', messageKey: 'message.refused.notRevealed' };
    const path = 'PID-5[1].2';
    const guesses: EditPlan[] = [
      { kind: 'steps', steps: [{ kind: 'set', path, text: 'Tora', when: [] }] },
      { kind: 'steps', steps: [{ kind: 'set', path, text: 'Kari', when: [] }] },
      { kind: 'fields', edits: [{ path, text: 'Tora' }] },
      { kind: 'text', text: new TextDecoder().decode(original()) },
    ];
    for (const edit of guesses) await expect(desk.plan({ edit })).rejects.toMatchObject(refused);
    expect(await desk.plan({ edit: bySteps })).toMatchObject({ introducedErrors: 0 });
    await reveal();
    for (const edit of guesses) expect(await desk.plan({ edit })).toMatchObject({ isJudged: true });
  });

  it('is refused by steps on clinical content, as by any other edit', async () => {
    const edit: EditPlan = { kind: 'steps', steps: [{ kind: 'set', path: 'OBX[*]-5', text: '1', when: [] }] };
    await expect(desk.start({ edit })).rejects.toMatchObject({ messageKey: 'edit.refused.clinical' });
    const separators: EditPlan = { kind: 'steps', steps: [{ kind: 'set', path: 'MSH-2', text: '^~&', when: [] }] };
    await expect(desk.start({ edit: separators })).rejects.toMatchObject({
      messageKey: 'edit.refused.separator',
      params: { path: 'MSH-2', step: 1 },
    });
  });
});
