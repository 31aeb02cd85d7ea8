import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { alertSeverities } from '../../../src-shared/domain/alerts/alert-rule.ts';
import type { Incident } from '../../../src-shared/domain/duty/incident.ts';
import { useContractCommand, useContractQuery } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';

/** Who has it, and how severe it is. */
export function AssignDialog({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const text = useText();
  const errorText = useErrorText();
  const people = useContractQuery('incidents.people', {});
  const [accountId, setAccountId] = useState(incident.owner?.accountId ?? '');
  const [severity, setSeverity] = useState(incident.severity);
  const assign = useContractCommand('incidents.assign');
  const grade = useContractCommand('incidents.setSeverity');
  const first = useRequestId();
  const second = useRequestId();
  const { incidentId } = incident;
  const error = assign.error ?? grade.error;
  const save = async (): Promise<void> => {
    try {
      if (accountId !== (incident.owner?.accountId ?? ''))
        await assign.mutateAsync({ requestId: first.requestId, incidentId, accountId: accountId || null });
      if (severity !== incident.severity)
        await grade.mutateAsync({ requestId: second.requestId, incidentId, severity });
      onClose();
    } catch {
      // What was refused stands in the dialog; the next try is another request.
      first.renew();
      second.renew();
    }
  };
  const options = (people.data?.items ?? []).map((each) => ({ value: each.accountId, label: each.name }));
  return (
    <ConfirmDialog
      title={text('incidents.assign')}
      confirmLabel={text('incidents.facts.save')}
      isBusy={assign.isPending || grade.isPending}
      onConfirm={() => void save()}
      onClose={onClose}
    >
      <NativeSelect
        label={text('incidents.assign.who')}
        value={accountId}
        data={[{ value: '', label: text('incidents.nobody') }, ...options]}
        onChange={(event) => setAccountId(event.currentTarget.value)}
      />
      <NativeSelect
        label={text('incidents.severity')}
        value={severity}
        data={alertSeverities.map((each) => ({ value: each, label: text(`severity.${each}`) }))}
        onChange={(event) =>
          setSeverity(alertSeverities.find((each) => each === event.currentTarget.value) ?? severity)
        }
      />
      {error ? <p role="alert">{errorText(error.shape).title}</p> : null}
    </ConfirmDialog>
  );
}
