import { Button } from '@mantine/core';
import { IconBellOff, IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import { useContractCommand } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { rolesFor, useMay } from '../../bridge/use-may.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';
import { useText } from '../../locales/use-text.ts';
import { useKeys } from '../../ui/keyboard/use-keys.ts';
import type { AlertView } from './alert-view.ts';
import classes from './alerts.module.css';
import { SilenceDialog } from './silence-dialog.tsx';

/** What a person can do about one alert that is open: take it, or say why nothing is to be told of it. */
export function AlertActions({ alert }: { alert: AlertView }) {
  const text = useText();
  const may = useMay();
  if (alert.state === 'resolved') return null;
  if (may('alerts.acknowledge')) return <Acting alert={alert} />;
  const roles = (rolesFor('alerts.acknowledge') ?? []).map((role) => text(`role.${role}`)).join(', ');
  return <span className="dim">{text('app.notPermittedHint', { roles })}</span>;
}

function Acting({ alert }: { alert: AlertView }) {
  const text = useText();
  const errorText = useErrorText();
  const [isSilencing, setSilencing] = useState(false);
  const take = useContractCommand('alerts.acknowledge', ['alerts.list', 'alerts.get']);
  const { requestId, renewAfter, renew } = useRequestId();
  const canTake = alert.state === 'firing';
  const acknowledge = (): void => {
    if (!canTake || take.isPending) return;
    take.mutate({ requestId, alertIds: [alert.alertId], note: null }, { onSuccess: renew, onError: renewAfter });
  };
  useKeys([
    { keys: 'a', label: text('alerts.acknowledge'), run: acknowledge },
    { keys: 's', label: text('alerts.silence'), run: () => setSilencing(true) },
  ]);
  return (
    <div className={classes.actions}>
      <Button
        size="compact-sm"
        leftSection={<IconEye size={14} aria-hidden />}
        disabled={!canTake}
        loading={take.isPending}
        onClick={acknowledge}
      >
        {text('alerts.acknowledge')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconBellOff size={14} aria-hidden />}
        onClick={() => setSilencing(true)}
      >
        {text('alerts.silence')}
      </Button>
      {take.error ? <span role="alert">{errorText(take.error.shape).title}</span> : null}
      {isSilencing ? <SilenceDialog alert={alert} onClose={() => setSilencing(false)} /> : null}
    </div>
  );
}
