import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';

type Wait = OutputOf<'expectations.overdue'>['items'][number]['wait'];

/** How long is waited, and by whose word. */
export function useWaitText(): (wait: Wait) => string {
  const text = useText();
  const format = useFormat();
  return ({ ms, by, count }) => text(`overdue.wait.${by}`, { time: format.duration(ms), number: format.number(count) });
}
