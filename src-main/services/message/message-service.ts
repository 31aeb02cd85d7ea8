import { AppError } from '../../../src-shared/domain/app-error.ts';
import { fileConnectionId, type MessageRef } from '../../../src-shared/domain/message.ts';
import { redactText } from '../../../src-shared/formats/shared/redact.ts';
import type { HandlersOf } from '../../app/handler.ts';
import { createBodySessions } from './body-sessions.ts';
import { createBodyWork } from './body-work.ts';
import { createCopyHandlers } from './copy-handlers.ts';
import { createEditHandlers } from './edit-handlers.ts';
import { createFileHandlers, fileAsMessage, guardFiles } from './file-handlers.ts';
import { createLargeChecks } from './large-checks.ts';
import type { SendableBody } from './make-sendable.ts';
import type { MessageDeps } from './message-deps.ts';
import { noConnection, notStored, targetOf } from './message-errors.ts';
import { createOpenFiles } from './open-files.ts';
import { createOpenedBodies } from './opened-bodies.ts';
import { readMessage } from './read-message.ts';
import { createReveals } from './reveals.ts';
import { buildSendableBody, type SendableWish } from './sendable-body.ts';
import { createStoredBodies, sourceId } from './stored-bodies.ts';
import { createWindowHandlers, sessionKey } from './window-handlers.ts';

/**
 * One message: what the engine knows of it, its stored forms (masked here unless revealed) and what an edit would change.
 * @method buildBody what a replay would send, by the same rules as the preview
 * @method isRevealed whether this person may see the patient data of that message now
 */
export type MessageService = {
  handlers: HandlersOf<'message'>;
  isRevealed(accountId: string, ref: MessageRef): boolean;
  buildBody(wish: SendableWish, signal: AbortSignal): Promise<SendableBody>;
  /** Drops the files of those who are not there to look at them, and every body that nobody else has open. */
  forgetAbsent(isPresent: (accountId: string) => boolean): void;
  close(): void;
};

export function createMessageService(deps: MessageDeps): MessageService {
  const files = createOpenFiles();
  const bodies = createStoredBodies(deps, files);
  const work = createBodyWork(deps);
  const sessions = createBodySessions(deps);
  const opened = createOpenedBodies();
  const reveals = createReveals({ ...deps, onEnd: opened.endReveal });
  const siteOf = (ref: MessageRef) => ({ profiles: deps.profilesOf(ref), now: deps.clock.now() });
  const isGone = async (ref: MessageRef, signal: AbortSignal) =>
    (await deps.engines(ref.connectionId)?.messages?.read(ref, signal)) === null;
  const isRevealed = (accountId: string, ref: MessageRef) => reveals.until(accountId, ref) !== null;

  /** Patient values of the message itself make the redaction sharper; without its body the rules alone must do. */
  async function redactError(ref: MessageRef, text: string, signal: AbortSignal): Promise<string> {
    try {
      const body = await bodies.read({ ref, connectorId: sourceId, stage: 'raw' }, signal);
      return body === null ? redactText(text, []) : await work.run('redact', { body, text }, signal);
    } catch (error) {
      if (error instanceof AppError && error.code !== 'CANCELLED') return redactText(text, []);
      throw error;
    }
  }

  const readFile = async (ref: MessageRef, signal: AbortSignal) =>
    fileAsMessage(ref, await files.facts(ref, (body) => work.run('header', { body }, signal)));

  const windows = createWindowHandlers({
    sessions,
    checks: createLargeChecks(deps),
    opened,
    isRevealed,
    profilesOf: deps.profilesOf,
    unitsOf: deps.unitsOf,
    now: deps.clock.now,
    async load(key, signal) {
      const body = await bodies.read(key, signal);
      if (body === null) throw notStored();
      return body;
    },
  });

  const handlers: HandlersOf<'message'> = {
    ...windows,
    ...createEditHandlers({ bodies, work, reveals, siteOf, isGone, convert: deps.convert, after: deps.clock.after }),
    ...createCopyHandlers({ bodies, work, isRevealed }),
    ...createFileHandlers(files, (ref) =>
      sessions.drop((key) => key === sessionKey({ ref, connectorId: sourceId, stage: 'raw' })),
    ),
    async get({ ref }, context) {
      const revealedUntil = reveals.until(context.account.accountId, ref);
      if (ref.connectionId === fileConnectionId) return { ...(await readFile(ref, context.signal)), revealedUntil };
      const view = await readMessage(deps, { bodies, work }, { ref, signal: context.signal });
      return { ...view, revealedUntil };
    },
    async readBody({ ref, connectorId, stage }, context) {
      const masked = !isRevealed(context.account.accountId, ref);
      context.describe({
        target: targetOf(ref),
        summary: `${stage} of ${connectorId}, ${masked ? 'masked' : 'revealed'}`,
      });
      const body = await bodies.read({ ref, connectorId, stage }, context.signal);
      if (body === null) throw notStored();
      return work.run('view', { body, masked }, context.signal);
    },
    async readError({ ref, connectorId }, context) {
      const masked = !isRevealed(context.account.accountId, ref);
      context.describe({
        target: targetOf(ref),
        summary: `error of ${connectorId}, ${masked ? 'redacted' : 'revealed'}`,
      });
      const messages = deps.engines(ref.connectionId)?.messages;
      if (messages === undefined) throw noConnection();
      const text = await messages.readError({ ref, connectorId }, context.signal);
      if (text === null || !masked) return { text, masked };
      return { text: await redactError(ref, text, context.signal), masked };
    },
    async reveal({ ref }, context) {
      context.describe({ target: targetOf(ref), summary: 'patient data shown' });
      return reveals.reveal(context.account.accountId, ref);
    },
    async hide({ ref }, context) {
      context.describe({ target: targetOf(ref), summary: 'patient data hidden' });
      reveals.hide(context.account.accountId, ref);
      return { done: true };
    },
  };

  return {
    handlers: guardFiles(handlers, files),
    isRevealed,
    buildBody(wish, signal) {
      const terms = { site: siteOf(wish.ref), masked: !isRevealed(wish.accountId, wish.ref), isPlan: wish.isPlan };
      return buildSendableBody({ bodies, work }, wish, { terms, convert: deps.convert, signal });
    },
    forgetAbsent(isPresent) {
      files.forgetAbsent(isPresent);
      opened.forgetAbsent(isPresent);
      sessions.drop((key) => !opened.holds(key));
    },
    close() {
      reveals.close();
      work.close();
      sessions.close();
    },
  };
}
