import { z } from 'zod';
import { type AlertRule, alertRule } from '../../../src-shared/domain/alerts/alert-rule.ts';
import { defaultRules } from '../../../src-shared/domain/alerts/default-rules.ts';
import { createRuleBook, type RuleBook } from '../../../src-shared/domain/alerts/evaluate-rules.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { JournalStore } from '../../store/store.ts';

/** The rules in force, held in memory; those the console comes with until somebody has changed them. */
export async function createRuleShelf(settings: JournalStore['settings']) {
  let rules = readKept(await settings.get('installation', 'alert-rules'));
  let book: RuleBook = createRuleBook(rules ?? defaultRules);
  return {
    book: (): RuleBook => book,
    current: () => ({ rules: [...(rules ?? defaultRules)], isStandard: rules === null }),
    /** @throws AppError BAD_INPUT */
    async save(next: readonly AlertRule[]): Promise<void> {
      refuseUnsound(next);
      await settings.put('installation', 'alert-rules', JSON.stringify(next));
      rules = [...next];
      book = createRuleBook(rules);
    },
  };
}

export type RuleShelf = Awaited<ReturnType<typeof createRuleShelf>>;

function refuseUnsound(rules: readonly AlertRule[]): void {
  const isDoubled = new Set(rules.map(({ ruleId }) => ruleId)).size < rules.length;
  const isNowhere = rules.some(({ scope }) => scope.connectionId === null && scope.channelId !== null);
  if (isDoubled || isNowhere)
    throw new AppError('BAD_INPUT', 'Two rules have one id, or a rule names a channel without its engine.', {
      messageKey: 'alerts.refused.rules',
    });
}

/** A rule that another version wrote and that is none here is left out; the others stay in force. */
function readKept(text: string | null): AlertRule[] | null {
  if (text === null) return null;
  const stored = z.array(z.unknown()).safeParse(JSON.parse(text));
  return (stored.data ?? []).flatMap((each) => alertRule.safeParse(each).data ?? []);
}
