import { useMemo } from 'react';
import type { OutputOf } from '../../../../src-shared/contract/index.ts';
import type { JudgedUnitRow } from '../../../../src-shared/contract/message-units.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { useText } from '../../../locales/use-text.ts';
import type { BodyWindows } from './body-windows.ts';
import { useAgain } from './use-problems.ts';

export type JudgedUnits = OutputOf<'message.judgeUnits'>;

/** Units that are as asked need nobody; of a code that no table has, nothing is known. */
export function isToLookAt({ judgement }: Pick<JudgedUnitRow, 'judgement'>): boolean {
  return judgement !== 'same' && judgement !== 'same_written_otherwise' && judgement !== 'unknown_code';
}

/** How the units of the body stand to their codes, null until it is known; `badges` in few words by the path of the value. */
export function useUnits({ input, facts }: BodyWindows) {
  const text = useText();
  const query = useContractQuery('message.judgeUnits', input);
  useAgain(facts, () => query.refetch());
  const judged = query.data ?? null;
  const badges = useMemo(
    () =>
      new Map(
        (judged?.items ?? [])
          .filter(isToLookAt)
          .map(({ path, judgement }) => [path, text(`units.judgement.${judgement}`)] as const),
      ),
    [judged, text],
  );
  return { judged, badges };
}
