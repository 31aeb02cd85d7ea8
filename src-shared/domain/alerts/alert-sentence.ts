import type { Alert } from './alert.ts';

/** The key of the sentence that says what an alert has found; its `params` fill it. */
export function sentenceKeyOf({ rule, params }: Pick<Alert, 'rule' | 'params'>): string {
  const { kind } = rule.condition;
  const isByPerson = kind === 'channel-stopped' && params.person !== undefined && params.person !== '';
  if (kind === 'engine-unreachable' && params.state === 'refused') return 'alerts.says.engine-unreachable.refused';
  if (kind === 'unusual-volume') return `alerts.says.unusual-volume.${params.direction === 'low' ? 'low' : 'high'}`;
  return isByPerson ? 'alerts.says.channel-stopped.byPerson' : `alerts.says.${kind}`;
}

/** What a rule is called: by its own name, else by what it looks for (a key). */
export function ruleNameOf({ rule }: Pick<Alert, 'rule'>): { name: string } | { key: string } {
  return rule.name === null ? { key: `alerts.kind.${rule.condition.kind}` } : { name: rule.name };
}
