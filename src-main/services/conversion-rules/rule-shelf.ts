import { z } from 'zod';
import { type KeptRule, type RuleState, ruleStateOf } from '../../../src-shared/domain/units/conversion-rule.ts';
import type { Store } from '../../store/store.ts';

const allowed = z.record(z.string(), z.boolean());
const place = { scope: 'installation', key: 'unit-conversion' } as const;

/** All rules and where they may be applied, held in memory. */
export async function createRuleShelf(journal: Pick<Store['journal'], 'units' | 'settings'>) {
  let rules = await journal.units.rules();
  let choices = readChoices(await journal.settings.get(place.scope, place.key));

  return {
    all: (): readonly KeptRule[] => rules,
    stateOf: (rule: KeptRule, now: number): RuleState => ruleStateOf(rule, rules, now),
    async refresh(): Promise<void> {
      rules = await journal.units.rules();
    },
    /** Off in PRODUCTION unless switched on, on elsewhere unless switched off. */
    isAllowed({ connectionId, environment }: { connectionId: string; environment: string }): boolean {
      return choices[connectionId] ?? environment !== 'PRODUCTION';
    },
    async allow(connectionId: string, isAllowed: boolean): Promise<void> {
      const next = { ...choices, [connectionId]: isAllowed };
      await journal.settings.put(place.scope, place.key, JSON.stringify(next));
      choices = next;
    },
  };
}

export type RuleShelf = Awaited<ReturnType<typeof createRuleShelf>>;

/** Written by us: only damage does not read, and then nothing is allowed in PRODUCTION. */
function readChoices(text: string | null): Record<string, boolean> {
  try {
    return allowed.parse(JSON.parse(text ?? '{}'));
  } catch {
    return {};
  }
}
