import { Button } from '@mantine/core';
import { IconClipboardList } from '@tabler/icons-react';
import { useContractCommand, useContractQuery } from '../../bridge/hooks.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useReportError } from '../../bridge/use-report-error.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';
import { useText } from '../../locales/use-text.ts';
import { useKeys } from '../../ui/keyboard/use-keys.ts';

/** From an alert to its incident: opened with one press, or the one that there is. Nothing for those who may see none. */
export function AlertIncident({ alertId, onOpen }: { alertId: string; onOpen: (incidentId: string) => void }) {
  const may = useMay();
  return may('incidents.ofAlert') ? <Asked alertId={alertId} onOpen={onOpen} /> : null;
}

function Asked({ alertId, onOpen }: { alertId: string; onOpen: (incidentId: string) => void }) {
  const text = useText();
  const may = useMay();
  const reportError = useReportError();
  const { data } = useContractQuery('incidents.ofAlert', { alertId });
  const open = useContractCommand('incidents.open');
  const { requestId, renewAfter } = useRequestId();
  const known = data?.incident ?? null;
  const isNew = data !== undefined && known === null;
  const run = (): void => {
    if (known !== null) onOpen(known.incidentId);
    if (!isNew || open.isPending || !may('incidents.open')) return;
    open.mutate(
      { requestId, alertId, title: null, severity: null, channels: [] },
      {
        onSuccess: ({ incidentId }) => onOpen(incidentId),
        onError: (error) => {
          renewAfter(error);
          reportError(error);
        },
      },
    );
  };
  const label = known === null ? text('incidents.fromAlert') : text('incidents.showOfAlert', { number: known.number });
  useKeys([{ keys: 'i', label, run }]);
  if (data === undefined || (isNew && !may('incidents.open'))) return null;
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconClipboardList size={14} aria-hidden />}
      loading={open.isPending}
      onClick={run}
    >
      {label}
    </Button>
  );
}
