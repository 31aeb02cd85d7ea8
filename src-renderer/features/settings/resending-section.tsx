import { Button, NativeSelect, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { classRules, type MessageClass, messageClasses } from '../../../src-shared/domain/message-class.ts';
import { type ReplayPolicy, replayPolicy } from '../../../src-shared/domain/replay-policy.ts';
import { useContractCommand, useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import table from '../../ui/plain-table.module.css';
import styles from './settings.module.css';

/** What one person may send again alone; everybody may read it, administrators change it. */
export function ResendingSection() {
  const query = useContractQuery('approvals.policy', {});
  return <QueryView query={query}>{(stored) => <PolicyForm key={JSON.stringify(stored)} stored={stored} />}</QueryView>;
}

function PolicyForm({ stored }: { stored: ReplayPolicy }) {
  const text = useText();
  const errorText = useErrorText();
  const maySet = useMay()('approvals.setPolicy');
  const [draft, setDraft] = useState(stored);
  const [isAsking, setAsking] = useState(false);
  const set = useContractCommand('approvals.setPolicy', ['approvals.policy']);
  const { requestId, renewAfter, renew } = useRequestId();
  const isChanged = JSON.stringify(draft) !== JSON.stringify(stored);
  const isValid = replayPolicy.safeParse(draft).success;
  const choose = (of: MessageClass, rule: string): void => {
    const found = classRules.find((each) => each === rule);
    if (found !== undefined) setDraft({ ...draft, classRules: { ...draft.classRules, [of]: found } });
  };
  return (
    <div className={styles.section}>
      <p className="dim">{text('settings.resending.hint')}</p>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{text('settings.resending.class')}</th>
            <th scope="col">{text('settings.resending.rule')}</th>
          </tr>
        </thead>
        <tbody>
          {messageClasses.map((of) => (
            <tr key={of}>
              <td>{text(`runs.class.${of}`)}</td>
              <td>
                <NativeSelect
                  size="xs"
                  aria-label={`${text('settings.resending.rule')}: ${text(`runs.class.${of}`)}`}
                  disabled={!maySet}
                  value={draft.classRules[of]}
                  data={classRules.map((rule) => ({ value: rule, label: text(`settings.resending.${rule}`) }))}
                  onChange={(event) => choose(of, event.currentTarget.value)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <NumberInput
        label={text('settings.resending.over')}
        description={text('settings.resending.over.hint')}
        disabled={!maySet}
        min={1}
        max={20_000}
        allowDecimal={false}
        value={draft.approvalOver}
        onChange={(value) => setDraft({ ...draft, approvalOver: Number(value) })}
      />
      {set.error ? (
        <p role="alert" className={styles.failed}>
          {errorText(set.error.shape).title}
        </p>
      ) : null}
      {maySet ? (
        <Button disabled={!isChanged || !isValid} loading={set.isPending} onClick={() => setAsking(true)}>
          {text('ui.save')}
        </Button>
      ) : null}
      {isAsking ? (
        <ConfirmDialog
          title={text('settings.part.resending')}
          confirmLabel={text('ui.save')}
          needsReason
          onConfirm={(reason) => {
            setAsking(false);
            set.mutate({ requestId, policy: draft, reason }, { onError: renewAfter, onSuccess: renew });
          }}
          onClose={() => setAsking(false)}
        >
          <p>{text('settings.resending.hint')}</p>
        </ConfirmDialog>
      ) : null}
    </div>
  );
}
