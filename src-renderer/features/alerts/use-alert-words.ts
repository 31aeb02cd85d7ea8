import { useMemo } from 'react';
import { ruleNameOf, sentenceKeyOf } from '../../../src-shared/domain/alerts/alert-sentence.ts';
import { useText } from '../../locales/use-text.ts';
import type { AlertView } from './alert-view.ts';

/** What an alert says, and what its rule is called, in the language shown. */
export function useAlertWords() {
  const text = useText();
  return useMemo(
    () => ({
      sentenceOf: (alert: Pick<AlertView, 'rule' | 'params'>): string => text.from(sentenceKeyOf(alert), alert.params),
      nameOf: (alert: Pick<AlertView, 'rule'>): string => {
        const name = ruleNameOf(alert);
        return 'name' in name ? name.name : text.from(name.key);
      },
    }),
    [text],
  );
}
