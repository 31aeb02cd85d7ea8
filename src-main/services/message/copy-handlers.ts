import { randomBytes, randomInt } from 'node:crypto';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Body, MessageRef } from '../../../src-shared/domain/message.ts';
import type { HandlersOf } from '../../app/handler.ts';
import type { StageKey } from '../../store/store.ts';
import { notStored, targetOf } from './message-errors.ts';
import type { BodyReading } from './read-message.ts';

/** A clipboard takes more, but nobody reads it. */
const maxCopiedBytes = 5 * 1024 * 1024;

type CopyDeps = BodyReading & { isRevealed(accountId: string, ref: MessageRef): boolean };

/** Handlers that show a message in another form or beside another. */
export function createCopyHandlers({
  bodies,
  work,
  isRevealed,
}: CopyDeps): Pick<HandlersOf<'message'>, 'copyAs' | 'compare'> {
  async function read(key: StageKey, signal: AbortSignal): Promise<Body> {
    const body = await bodies.read(key, signal);
    if (body === null) throw notStored();
    if (body.bytes.length > maxCopiedBytes) throw refusal('tooLarge', 'The message is too large for this.');
    return body;
  }

  return {
    async copyAs({ form, ...key }, context) {
      const masked = !isRevealed(context.account.accountId, key.ref);
      context.describe({
        target: targetOf(key.ref),
        summary: `${key.stage} copied as ${form}, ${masked ? 'masked' : 'revealed'}`,
      });
      const body = await read(key, context.signal);
      const chance = { seed: randomBytes(16).toString('hex'), shiftDays: -randomInt(30, 365) };
      const copied = await work.run('copy', { body, masked, form, chance }, context.signal);
      if (copied.kind === 'refused') throw refusal(copied.reason, 'A copy without patient data cannot be made.');
      return { text: copied.text, masked: copied.masked };
    },
    async compare({ a, b, ignore }, context) {
      const { accountId } = context.account;
      const masked = !(isRevealed(accountId, a.ref) && isRevealed(accountId, b.ref));
      context.describe({
        target: targetOf(a.ref),
        summary: `${a.stage} compared with ${b.stage} of ${targetOf(b.ref)}, ${masked ? 'masked' : 'revealed'}`,
      });
      const [body, other] = await Promise.all([read(a, context.signal), read(b, context.signal)]);
      const comparison = await work.run('compare', { body, other, ignore, masked }, context.signal);
      if (comparison === null) throw refusal('formatsDiffer', 'The two messages have different formats.');
      return comparison;
    },
  };
}

function refusal(reason: string, message: string): AppError {
  return new AppError('CONFLICT', message, { messageKey: `copy.refused.${reason}` });
}
