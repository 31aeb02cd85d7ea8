import { Progress } from '@mantine/core';
import { useText } from '../../../locales/use-text.ts';
import { useFormat } from '../../../ui/format/use-format.ts';
import type { Frozen } from './use-handling.ts';

/** From here on the number itself is asked for. */
export const manyFailures = 50;

/** How many failures were fixed, and what deciding about them does. */
export function FrozenFacts({ frozen, effect }: { frozen: Frozen; effect: string }) {
  const text = useText();
  const format = useFormat();
  return (
    <div>
      <p className="strong">
        {text('failures.handle.frozen', { count: frozen.total, time: format.time(frozen.frozenAt) })}
      </p>
      {frozen.urgent > 0 ? <p>{text('failures.handle.urgent', { count: frozen.urgent })}</p> : null}
      {frozen.beyond > 0 ? <p>{text('failures.handle.beyond', { count: frozen.beyond })}</p> : null}
      <p className="dim">{effect}</p>
    </div>
  );
}

export function HowFar({ done, total }: { done: number; total: number }) {
  const text = useText();
  const words = text('failures.handle.progress', { done, total });
  return (
    <div role="status">
      <Progress value={(done / total) * 100} aria-label={words} />
      <span className="dim">{words}</span>
    </div>
  );
}
