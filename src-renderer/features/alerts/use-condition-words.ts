import { useCallback } from 'react';
import type { AlertCondition, AlertRule } from '../../../src-shared/domain/alerts/alert-rule.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';

/** What a rule looks for, with its limits, in one line. */
export function useConditionWords(): (rule: Pick<AlertRule, 'condition' | 'forMinutes'>) => string {
  const text = useText();
  const format = useFormat();
  return useCallback(
    ({ condition, forMinutes }) => {
      const { kind: _kind, ...limits } = condition;
      const params = 'share' in limits ? { ...limits, percent: format.share(limits.share) } : limits;
      const words = text.from(keyOf(condition), { ...params });
      return forMinutes === 0 ? words : `${words}, ${text('alerts.when.for', { minutes: forMinutes })}`;
    },
    [text, format],
  );
}

function keyOf(condition: AlertCondition): string {
  if (condition.kind === 'burn-rate') return `alerts.when.burn-rate.${condition.speed}`;
  if (condition.kind === 'silence' && condition.busyBefore === 0) return 'alerts.when.silence.any';
  return `alerts.when.${condition.kind}`;
}
