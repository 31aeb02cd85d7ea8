import { IconAlertTriangle, IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import type { UseMutationResult } from '@tanstack/react-query';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import type { CallError } from '../../bridge/call-error.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { StateView } from '../../ui/state-view.tsx';
import styles from './connections.module.css';

type Check = Pick<UseMutationResult<OutputOf<'connections.check'>, CallError, never>, 'data' | 'error' | 'isPending'>;

const icons = { ok: IconCheck, warning: IconAlertTriangle, failed: IconX, skipped: IconMinus } as const;

/** What a test of the connection found, step by step. */
export function CheckSteps({ check }: { check: Check }) {
  const text = useText();
  const format = useFormat();
  const errorText = useErrorText();
  if (check.isPending) return <StateView kind="loading" />;
  if (check.error) return <StateView kind="error" {...errorText(check.error.shape)} />;
  if (!check.data) return null;
  return (
    <section aria-label={text('connections.checkResult')}>
      <h3 className="strong">{text('connections.checkResult')}</h3>
      <div className={styles.steps} role="status">
        {check.data.steps.map((step) => {
          const Icon = icons[step.outcome];
          const isBad = step.outcome === 'failed';
          return (
            <div key={step.step} style={{ display: 'contents' }}>
              <span className={isBad ? styles.failed : step.outcome === 'warning' ? styles.attention : 'dim'}>
                <Icon size={15} aria-hidden /> {text(`connections.outcome.${step.outcome}`)}
              </span>
              <span>{text(`connections.step.${step.step}`)}</span>
              <span>{text.from(step.messageKey, step.params, '')}</span>
              <span className="dim">
                {text('connections.elapsed', { ms: format.number(Math.round(step.elapsedMs)) })}
              </span>
            </div>
          );
        })}
      </div>
    </section>
  );
}
