import {
  IconArrowsExchange2,
  IconBan,
  IconClockX,
  IconFileX,
  IconGauge,
  IconHelp,
  IconMessageX,
  IconPlugConnectedX,
  IconShieldX,
  IconTableOff,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { FailureKind } from '../../src-shared/domain/failure-kind.ts';
import { useText } from '../locales/use-text.ts';
import classes from './labels.module.css';

const icons: Record<FailureKind, ComponentType<{ size: number }>> = {
  connection: IconPlugConnectedX,
  timeout: IconClockX,
  'negative-ack': IconMessageX,
  'rejected-content': IconBan,
  'transform-error': IconArrowsExchange2,
  'missing-mapping': IconTableOff,
  validation: IconFileX,
  security: IconShieldX,
  capacity: IconGauge,
  unknown: IconHelp,
};

/** Why a message failed, as icon and word. */
export function FailureKindLabel({ kind }: { kind: FailureKind }) {
  const text = useText();
  const Icon = icons[kind];
  return (
    <span className={classes.label} title={text(`failureKind.${kind}.explain`)}>
      <span className={classes.icon} aria-hidden>
        <Icon size={15} />
      </span>
      <span className={classes.word}>{text(`failureKind.${kind}`)}</span>
    </span>
  );
}
