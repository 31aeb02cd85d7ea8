import { IconAlertTriangle } from '@tabler/icons-react';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import classes from './waiting.module.css';

type Engine = OutputOf<'waiting.list'>['engines'][number];

/** What waits in an engine that does not answer is not known, or of an earlier time. */
export function isSilent({ state, observedAt }: Engine): boolean {
  return observedAt === null || (state !== 'up' && state !== 'degraded');
}

/** Said above the list, so that nothing missing looks like nothing waiting. */
export function EngineNotices({ engines }: { engines: readonly Engine[] }) {
  const text = useText();
  const format = useFormat();
  const silent = engines.filter(isSilent);
  if (silent.length === 0) return null;
  return (
    <div className={classes.notices} role="status">
      {silent.map(({ connectionId, name, observedAt }) => (
        <p key={connectionId}>
          <IconAlertTriangle size={15} aria-hidden />{' '}
          {observedAt === null
            ? text('waiting.engine.never', { engine: name })
            : text('waiting.engine.silent', { engine: name, time: format.time(observedAt) })}
        </p>
      ))}
    </div>
  );
}
