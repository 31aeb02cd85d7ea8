import { z } from 'zod';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { type CauseRule, causeRule, findCauseRule } from '../../../src-shared/domain/failure-cause/cause-rule.ts';
import { causeLine, causeOf } from '../../../src-shared/domain/failure-cause/failure-cause.ts';
import type { Emit } from '../../app/handler.ts';
import { createTurns } from '../../platform/turns.ts';
import type { FailureQuery, Store } from '../../store/store.ts';

export type CauseRulesDeps = {
  cache: Pick<Store['cache'], 'setCauseRules' | 'groupOlder' | 'listFailures'>;
  settings: Store['journal']['settings'];
  emit: Emit;
  /** Connections of the environment the console shows. */
  shownIds: () => string[];
};

const maxLooked = 50_000;
const pageSize = 1000;
const maxSamples = 5;
const groupedAtOnce = 500;

/**
 * The site's own rules for causes, held in memory and given to the cache before the first failure is put.
 * @method nameOf null for a rule that is gone
 */
export async function createCauseRules({ cache, settings, emit, shownIds }: CauseRulesDeps) {
  let rules = readKept(await settings.get('installation', 'cause-rules'));
  let regrouping: Promise<void> | null = null;
  let isClosing = false;
  const inTurn = createTurns();
  cache.setCauseRules(rules);

  /** A little at a time, because others write to the cache meanwhile. Cut off, it is taken up again by the upkeep of the data folder. */
  async function regroup(): Promise<void> {
    try {
      while (!isClosing && (await cache.groupOlder(groupedAtOnce)) > 0);
    } finally {
      regrouping = null;
      emit('groups.rulesChanged', {});
    }
  }

  return {
    current: (): readonly CauseRule[] => rules,
    isRegrouping: (): boolean => regrouping !== null,
    nameOf: (ruleId: string): string | null => rules.find((each) => each.ruleId === ruleId)?.name ?? null,

    /** @throws AppError BAD_INPUT for two rules of one id */
    save: (next: readonly CauseRule[]): Promise<void> =>
      inTurn(async () => {
        refuseDoubles(next);
        await settings.put('installation', 'cause-rules', JSON.stringify(next));
        rules = [...next];
        cache.setCauseRules(rules);
        // One that runs already goes on with these.
        regrouping ??= regroup().catch(() => undefined);
        emit('groups.rulesChanged', {});
      }),

    /** Over the newest open failures kept, `maxLooked` of them. @throws AppError BAD_INPUT for two rules of one id */
    async tryOut(tried: readonly CauseRule[]): Promise<OutputOf<'groups.tryRules'>> {
      refuseDoubles(tried);
      const found = new Map(tried.map(({ ruleId }) => [ruleId, createTally()]));
      const query: FailureQuery = { ...everyOpen, connectionIds: shownIds() };
      let looked = 0;
      let cursor: string | null = null;
      do {
        const page = await cache.listFailures(query, cursor, pageSize);
        for (const failure of page.items) {
          const rule = findCauseRule(tried, failure);
          if (rule === null) continue;
          const tally = found.get(rule.ruleId);
          tally?.before.add(failure.groupId ?? causeLine(causeOf(failure, rules)));
          tally?.after.add(causeLine(causeOf(failure, [rule])));
          tally?.add(failure.oneLine);
        }
        looked += page.items.length;
        cursor = page.nextCursor;
      } while (cursor !== null && looked < maxLooked && !isClosing);
      const counted = [...found].map(([ruleId, { open, before, after, samples }]) => ({
        ruleId,
        open: open(),
        causesNow: before.size,
        causesThen: after.size,
        samples: [...samples],
      }));
      return { looked, isAll: cursor === null, rules: counted };
    },

    async close(): Promise<void> {
      isClosing = true;
      await regrouping;
    },
  };
}

export type CauseRules = Awaited<ReturnType<typeof createCauseRules>>;

const everyOpen = {
  ...{ channelId: null, kind: null, from: null, to: null, text: null, groupId: null, condition: null },
  state: 'open' as const,
};

function createTally() {
  const samples = new Set<string>();
  let count = 0;
  return {
    ...{ before: new Set<string>(), after: new Set<string>(), samples },
    open: () => count,
    add(oneLine: string): void {
      count += 1;
      if (samples.size < maxSamples) samples.add(oneLine);
    },
  };
}

function refuseDoubles(rules: readonly CauseRule[]): void {
  if (new Set(rules.map(({ ruleId }) => ruleId)).size < rules.length)
    throw new AppError('BAD_INPUT', 'Two rules have one id.', { messageKey: 'groups.refused.rules' });
}

/** One that a newer or older program wrote and that is none here is left out; the others stay in use. */
function readKept(text: string | null): CauseRule[] {
  const stored = z.array(z.unknown()).safeParse(text === null ? [] : JSON.parse(text));
  return (stored.data ?? []).flatMap((each) => causeRule.safeParse(each).data ?? []);
}
