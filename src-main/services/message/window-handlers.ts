import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Body, MessageRef } from '../../../src-shared/domain/message.ts';
import type { RuleProfile } from '../../../src-shared/domain/rule-profile.ts';
import type { HandlersOf, PersonContext } from '../../app/handler.ts';
import type { StageKey } from '../../store/store.ts';
import type { BodySessions } from './body-sessions.ts';

type WindowHandlers = Pick<
  HandlersOf<'message'>,
  'openBody' | 'readRows' | 'readNodes' | 'validate' | 'locate' | 'findText' | 'readBytes' | 'readDocument'
>;

/** `load` @throws AppError NOT_FOUND when that form was not stored, ENGINE_* */
export type WindowDeps = {
  sessions: BodySessions;
  load(key: StageKey, context: PersonContext): Promise<Body>;
  isRevealed(accountId: string, ref: MessageRef): boolean;
  targetOf(ref: MessageRef): string;
  profilesOf(ref: MessageRef): readonly RuleProfile[];
  now(): number;
};

/** Who has opened which body, masked or not, is remembered for so many; the audit log has each. */
const maxOpened = 500;

/** Reading by windows. What a window shows was audited when the body was opened: without that there is no window. */
export function createWindowHandlers({ sessions, load, isRevealed, targetOf, ...site }: WindowDeps): WindowHandlers {
  const opened = new Set<string>();

  function noteOpened(key: string): void {
    opened.delete(key);
    opened.add(key);
    const [oldest] = opened;
    if (opened.size > maxOpened && oldest !== undefined) opened.delete(oldest);
  }

  function stateOf(input: StageKey, context: PersonContext) {
    const masked = !isRevealed(context.account.accountId, input.ref);
    const key = sessionKey(input);
    return { masked, key, openedKey: JSON.stringify([context.account.accountId, key, masked]) };
  }

  /** @throws AppError NOT_FOUND unless this person opened the body in the state it is in now */
  function ask<Name extends Parameters<BodySessions['ask']>[0], Rest extends object>(
    name: Name,
    { input, rest, context }: { input: StageKey; rest: Rest; context: PersonContext },
  ) {
    const { masked, key, openedKey } = stateOf(input, context);
    if (!opened.has(openedKey)) throw notOpened();
    const asked = { key, masked, ...rest } as unknown as Parameters<typeof sessions.ask<Name>>[1];
    return sessions.ask<Name>(name, asked, { load: () => load(input, context), signal: context.signal });
  }

  function requireRevealed({ ref }: StageKey, context: PersonContext): void {
    if (!isRevealed(context.account.accountId, ref)) throw notRevealed();
  }

  return {
    async openBody(input, context) {
      const { masked, key, openedKey } = stateOf(input, context);
      const { ref, stage, connectorId } = input;
      context.describe({
        target: targetOf(ref),
        summary: `${stage} of ${connectorId}, ${masked ? 'masked' : 'revealed'}`,
      });
      const reading = { load: () => load(input, context), signal: context.signal };
      const facts = await sessions.ask('facts', { key, masked }, reading);
      noteOpened(openedKey);
      return facts;
    },
    readRows: async ({ from, count, ...input }, context) => ask('rows', { input, rest: { from, count }, context }),
    readNodes: async ({ from, count, parentPath, withEmpty, ...input }, context) =>
      ask('nodes', { input, rest: { from, count, parentPath, withEmpty }, context }),
    async validate(input, context) {
      const profiles = site.profilesOf(input.ref);
      const findings = await ask('findings', { input, rest: { profiles, now: site.now() }, context });
      return { findings, profileNames: profiles.map(({ name }) => name) };
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

function notRevealed(): AppError {
  return new AppError('FORBIDDEN', 'Patient data of this message must be revealed before its bytes are shown.', {
    messageKey: 'message.refused.notRevealed',
  });
}
