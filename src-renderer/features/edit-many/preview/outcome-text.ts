import { useMemo } from 'react';
import type { EditOfOne } from '../../../../src-shared/contract/message-edit.ts';
import { useText } from '../../../locales/use-text.ts';

/** The outcome of one message in words: how many places change, or why none does. */
export function useOutcomeText(): (item: EditOfOne) => string {
  const text = useText();
  return useMemo(
    () => (item) => {
      switch (item.outcome) {
        case 'changed':
          return text('editMany.outcome.changed', { count: item.changeCount });
        case 'refused':
          return text('editMany.outcome.refused', {
            reason: text.from(item.refusalKey ?? '', item.refusalParams, text('edit.refused')),
          });
        default:
          return text(`editMany.outcome.${item.outcome}`);
      }
    },
    [text],
  );
}
