import { randomUUID } from 'node:crypto';
import { AppError } from '../../../../src-shared/domain/app-error.ts';
import { requireNoContent } from '../../../../src-shared/domain/duty/free-text.ts';
import type { Handover } from '../../../../src-shared/domain/duty/handover.ts';
import { strikeNumbers } from '../../../../src-shared/domain/duty/strike-numbers.ts';
import type { Emit, HandlersOf } from '../../../app/handler.ts';
import type { HandoverStore } from '../../../store/incident-store.ts';
import { dutyWords } from '../duty-words.ts';
import { type GatherDeps, gather } from './gather.ts';
import { writeHandoverHtml } from './handover-html.ts';

export type HandoverDeps = GatherDeps & { handovers: HandoverStore; emit: Emit };

/** What one person on duty tells the next. What was signed is what the console found at that moment, whatever a page showed before. */
export function createHandoverService(deps: HandoverDeps): HandlersOf<'handover'> {
  const { handovers, clock, emit } = deps;

  async function get(handoverId: string): Promise<Handover> {
    const found = await handovers.get(handoverId);
    if (found === null || found.environment !== deps.environment())
      throw new AppError('NOT_FOUND', 'There is no such handover.', { messageKey: 'handover.refused.noHandover' });
    return found;
  }

  return {
    draft: async () => ({ gathered: await gather(deps) }),
    list: ({ cursor, limit }) => handovers.list(deps.environment(), cursor, limit),
    get: async ({ handoverId }) => ({ handover: await get(handoverId) }),
    sign: async ({ text }, context) => {
      requireNoContent(text);
      const { accountId, name } = context.account;
      const handoverId = randomUUID();
      const gathered = await gather(deps);
      await handovers.put({
        ...{ handoverId, environment: deps.environment(), signedAt: clock.now(), signedBy: { accountId, name } },
        ...{ text, gathered },
      });
      context.describe({ target: handoverId, summary: `incidents: ${gathered.incidents.total}` });
      emit('handover.changed', { handoverId });
      return { handoverId };
    },
    receive: async ({ handoverId, note }, context) => {
      requireNoContent(note);
      await get(handoverId);
      const { accountId, name } = context.account;
      await handovers.receive({ handoverId, at: clock.now(), person: { accountId, name }, note });
      context.describe({ target: handoverId });
      emit('handover.changed', { handoverId });
      return { done: true };
    },
    export: async ({ handoverId, format, language }, context) => {
      const handover = await get(handoverId);
      context.describe({ target: handoverId, summary: format });
      return { bytes: format === 'html' ? writeHandoverHtml(handover, dutyWords(language)) : writeJson(handover) };
    },
  };
}

/** As it is kept, with numbers that could be a person's struck out of every text. */
function writeJson(handover: Handover): Uint8Array<ArrayBuffer> {
  const written = JSON.stringify(
    { version: 1, ...handover },
    (key, value) => (typeof value === 'string' && words.has(key) ? strikeNumbers(value) : value),
    2,
  );
  return new TextEncoder().encode(`${written}\n`);
}

const words: ReadonlySet<string> = new Set(['text', 'note', 'reason', 'title']);
