import { useMay } from '../../../bridge/use-may.ts';
import { useText } from '../../../locales/use-text.ts';
import { useKeys } from '../../../ui/keyboard/use-keys.ts';
import { useDecideOne } from './use-decide-one.ts';

/** `a` for the row under the keyboard, while nothing is open or chosen; null = there is none. */
export function useAcknowledgeKey(failureId: string | null): void {
  const text = useText();
  const may = useMay();
  const { decide } = useDecideOne();
  const run = (): void => {
    if (failureId !== null) decide(failureId, { act: 'acknowledge', owner: null, until: null, note: null });
  };
  useKeys(
    failureId !== null && may('failures.decide') ? [{ keys: 'a', label: text('groups.act.acknowledge'), run }] : [],
  );
}
