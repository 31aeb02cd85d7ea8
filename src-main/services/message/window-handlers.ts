import { checkedAtOnceBytes } from '../../../src-shared/contract/message-body.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Body, MessageRef } from '../../../src-shared/domain/message.ts';
import type { RuleProfile } from '../../../src-shared/domain/rule-profile.ts';
import type { SiteUnits } from '../../../src-shared/domain/units/site-units.ts';
import type { HandlersOf, PersonContext } from '../../app/handler.ts';
import type { StageKey } from '../../store/store.ts';
import type { BodySessions } from './body-sessions.ts';
import { judgeShownUnits } from './judge-shown-units.ts';
import type { LargeChecks } from './large-checks.ts';
import { notRevealed, targetOf } from './message-errors.ts';
import type { OpenedBodies, OpenedBody } from './opened-bodies.ts';
import { isUnchanging } from './stored-bodies.ts';
import type { FindingsAsked } from './window/read-findings.ts';

type WindowHandlers = Pick<
  HandlersOf<'message'>,
  | 'openBody'
  | 'readRows'
  | 'readNodes'
  | 'validate'
  | 'judgeUnits'
  | 'locate'
  | 'describeField'
  | 'findText'
  | 'readBytes'
  | 'readDocument'
>;

/** `load` @throws AppError NOT_FOUND when that form was not stored, ENGINE_* */
export type WindowDeps = {
  sessions: BodySessions;
  checks: LargeChecks;
  opened: OpenedBodies;
  load(key: StageKey, signal: AbortSignal): Promise<Body>;
  isRevealed(accountId: string, ref: MessageRef): boolean;
  profilesOf(ref: MessageRef): readonly RuleProfile[];
  unitsOf(ref: MessageRef): SiteUnits;
  now(): number;
};

/** Reading by windows. What a window shows was audited when the body was opened: without that there is no window. */
export function createWindowHandlers({
  sessions,
  checks,
  opened,
  load,
  isRevealed,
  ...site
}: WindowDeps): WindowHandlers {
  function stateOf(input: StageKey, context: PersonContext): OpenedBody {
    const { accountId } = context.account;
    return { accountId, ref: input.ref, key: sessionKey(input), masked: !isRevealed(accountId, input.ref) };
  }

  /** @throws AppError NOT_FOUND unless this person opened the body in the state it is in now */
  function ask<Name extends Parameters<BodySessions['ask']>[0], Rest extends object>(
    name: Name,
    { input, rest, context }: { input: StageKey; rest: Rest; context: PersonContext },
  ) {
    const state = stateOf(input, context);
    if (!opened.has(state)) throw notOpened();
    const { key, masked } = state;
    const asked = { key, masked, ...rest } as unknown as Parameters<typeof sessions.ask<Name>>[1];
    return sessions.ask<Name>(name, asked, { load: (signal) => load(input, signal), signal: context.signal });
  }

  async function checkLarge(input: StageKey, asked: FindingsAsked, context: PersonContext) {
    const { signal } = context;
    const findings = await checks.run(() => load(input, signal), asked, signal);
    return ask('showFindings', { input, rest: { findings }, context });
  }

  function requireRevealed({ ref }: StageKey, context: PersonContext): void {
    if (!isRevealed(context.account.accountId, ref)) throw notRevealed();
  }

  return {
    async openBody(input, context) {
      const state = stateOf(input, context);
      const { key, masked } = state;
      const { ref, stage, connectorId } = input;
      context.describe({
        target: targetOf(ref),
        summary: `${stage} of ${connectorId}, ${masked ? 'masked' : 'revealed'}`,
      });
      const reading = { load: (signal: AbortSignal) => load(input, signal), signal: context.signal };
      const wasOpen = opened.has(state);
      // Before it is read: what ends meanwhile, a reveal or a session, ends this too.
      opened.note(state);
      try {
        return await sessions.ask('facts', { key, masked }, { ...reading, isAnew: !isUnchanging(input) });
      } catch (error) {
        if (!wasOpen) opened.forget(state);
        throw error;
      }
    },
    readRows: async ({ from, count, ...input }, context) => ask('rows', { input, rest: { from, count }, context }),
    readNodes: async ({ from, count, parentPath, withEmpty, ...input }, context) =>
      ask('nodes', { input, rest: { from, count, parentPath, withEmpty }, context }),
    async validate(input, context) {
      const profiles = site.profilesOf(input.ref);
      const asked = { profiles, now: site.now() };
      const isLarge = (await ask('size', { input, rest: {}, context })) > checkedAtOnceBytes;
      const findings = isLarge
        ? await checkLarge(input, asked, context)
        : await ask('findings', { input, rest: asked, context });
      return { findings, profileNames: profiles.map(({ name }) => name) };
    },
    async judgeUnits(input, context) {
      const isLarge = (await ask('size', { input, rest: {}, context })) > checkedAtOnceBytes;
      if (isLarge) return { items: [], isCut: false, count: 0, notJudged: 'large' };
      const { items, count, sender } = await ask('measurements', { input, rest: {}, context });
      const judged = await judgeShownUnits(items, { sender, site: site.unitsOf(input.ref) });
      return { items: judged, isCut: items.length < count, count, notJudged: null };
    },
    async describeField({ at, ...input }, context) {
      requireRevealed(input, context);
      return ask('field', { input, rest: { at }, context });
    },
    locate: async ({ at, ...input }, context) => ask('locate', { input, rest: { at }, context }),
    async findText({ text, isCaseSensitive, ...input }, context) {
      context.describe({ target: targetOf(input.ref) });
      return ask('text', { input, rest: { text, isCaseSensitive }, context });
    },
    async readBytes({ from, count, ...input }, context) {
      requireRevealed(input, context);
      return ask('bytes', { input, rest: { from, count }, context });
    },
    async readDocument({ at, ...input }, context) {
      context.describe({
        target: targetOf(input.ref),
        summary: `a document in ${input.stage} of ${input.connectorId}`,
      });
      requireRevealed(input, context);
      return ask('document', { input, rest: { at }, context });
    },
  };
}

/** One stored form of one message. */
export function sessionKey({ ref, connectorId, stage }: StageKey): string {
  return JSON.stringify([ref.connectionId, ref.channelId, ref.nativeId, connectorId, stage]);
}

function notOpened(): AppError {
  return new AppError('NOT_FOUND', 'Open this form of the message first.', {
    messageKey: 'message.refused.notOpened',
  });
}
