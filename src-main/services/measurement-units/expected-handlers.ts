import { randomUUID } from 'node:crypto';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { readExpected } from '../../../src-shared/domain/units/read-expected.ts';
import type { HandlersOf } from '../../app/handler.ts';
import type { UnitDecisionStore } from '../../store/unit-decision-store.ts';

type ExpectedHandlers = Pick<HandlersOf<'units'>, 'expected' | 'addExpected' | 'removeExpected'>;
type ExpectedDeps = { decisions: UnitDecisionStore; now: () => number; changed: () => Promise<void> };

/** Lists of the units that receivers expect: brought in, shown, taken out. */
export function createExpectedHandlers({ decisions, now, changed }: ExpectedDeps): ExpectedHandlers {
  return {
    expected: async () => ({ lists: await decisions.lists() }),

    async addExpected({ name, text, connectionId, channelId }, context) {
      const read = readExpected(text);
      if (read.kind === 'fault') {
        const line = read.line ?? 0;
        throw new AppError('BAD_INPUT', `The list cannot be read: ${read.fault}, line ${line}.`, {
          messageKey: `units.refused.${read.fault}`,
          params: { line },
        });
      }
      const { accountId, name: person } = context.account;
      await decisions.addList({
        ...{ listId: randomUUID(), name, connectionId, channelId, source: read.source, units: read.units },
        ...{ addedAt: now(), person: { accountId, name: person } },
      });
      context.describe({ summary: `list: ${name}; codes: ${read.units.length}` });
      await changed();
      return { count: read.units.length };
    },

    async removeExpected({ listId }, context) {
      const { accountId, name } = context.account;
      await decisions.endList({ listId, at: now(), person: { accountId, name } });
      context.describe({ target: listId });
      await changed();
      return { done: true };
    },
  };
}
