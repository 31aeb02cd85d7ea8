import { useCallback } from 'react';
import type { AlertRule } from '../../../src-shared/domain/alerts/alert-rule.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';

/** What a rule looks for, with its limits, in one line. */
export function useConditionWords(): (rule: Pick<AlertRule, 'condition' | 'forMinutes'>) => string {
  const text = useText();
  const format = useFormat();
  return useCallback(
    ({ condition, forMinutes }) => {
      const { kind, ...limits } = condition;
      const params = 'share' in limits ? { ...limits, percent: format.share(limits.share) } : limits;
      const key = 'speed' in limits ? `${kind}.${limits.speed}` : kind;
      const words = text.from(`alerts.when.${key}`, { ...params });
      return forMinutes === 0 ? words : `${words}, ${text('alerts.when.for', { minutes: forMinutes })}`;
    },
    [text, format],
  );
}
