import { IconAlertOctagonFilled, IconAlertTriangle, IconCircle, IconInfoCircle } from '@tabler/icons-react';
import type { Severity } from '../../src-shared/domain/channel.ts';
import { useText } from '../locales/use-text.ts';
import styles from './widgets.module.css';

const icons = {
  critical: IconAlertOctagonFilled,
  warning: IconAlertTriangle,
  notice: IconInfoCircle,
  fine: IconCircle,
} as const;

/** A severity as colour, icon and word. `iconOnly` keeps the word for screen readers and the hover. */
export function SeverityBadge({ severity, iconOnly = false }: { severity: Severity; iconOnly?: boolean }) {
  const text = useText();
  const Icon = icons[severity];
  const word = text(`severity.${severity}`);
  return (
    <span className={styles.badge} data-severity={severity} title={iconOnly ? word : undefined}>
      <Icon size={15} stroke={2} aria-hidden />
      <span className={iconOnly ? 'visually-hidden' : undefined}>{word}</span>
    </span>
  );
}
