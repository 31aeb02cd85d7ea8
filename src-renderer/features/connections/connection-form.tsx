import { Button, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { connectionColours, engineKinds } from '../../../src-shared/domain/connection.ts';
import { useContractCommand } from '../../bridge/hooks.ts';
import { newRequestId } from '../../bridge/request-id.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useText } from '../../locales/use-text.ts';
import { CheckSteps } from './check-steps.tsx';
import { ClientCertificateFields } from './client-certificate-fields.tsx';
import {
  type ConnectionDraft,
  type ConnectionView,
  draftOf,
  environmentsFor,
  findProblems,
  hasTls,
  toInput,
  withKind,
} from './connection-draft.ts';
import styles from './connections.module.css';
import { EngineFields } from './engine-fields.tsx';
import { ReceiverBehaviour, ReceiverPlace } from './receiver-fields.tsx';
import { RemoveConnection } from './remove-connection.tsx';
import { TrustFields } from './trust-fields.tsx';

/** How to reach one engine; checked step by step before it is saved. @param view null = a new connection */
export function ConnectionForm({ view, onClose }: { view: ConnectionView | null; onClose: () => void }) {
  const text = useText();
  const errorText = useErrorText();
  const [draft, setDraft] = useState<ConnectionDraft>(() => draftOf(view));
  const [wasTried, setTried] = useState(false);
  const check = useContractCommand('connections.check');
  const save = useContractCommand('connections.save', ['connections.list', 'monitor.overview']);
  const problems = wasTried ? findProblems(draft) : [];
  const { connection } = draft;
  const isReceiver = connection.engineKind === 'mllp';
  const change = (part: Partial<ConnectionDraft['connection']>) =>
    setDraft({ ...draft, connection: { ...connection, ...part } });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (findProblems(draft).length > 0) return;
    save.mutate({ requestId: newRequestId(), ...toInput(draft) }, { onSuccess: onClose });
  };
  return (
    <form className={styles.section} onSubmit={submit} noValidate>
      <h2 className={styles.title}>{view ? view.connection.name : text('connections.newTitle')}</h2>
      <div className={styles.form}>
        {view ? null : (
          <Select
            className={styles.wide}
            label={text('connections.kind')}
            description={isReceiver ? text('connections.kindHint.mllp') : null}
            value={connection.engineKind}
            data={engineKinds.map((each) => ({ value: each, label: text(`connections.kind.${each}`) }))}
            onChange={(value) => value && setDraft(withKind(draft, value))}
          />
        )}
        <TextInput
          label={text('connections.name')}
          value={connection.name}
          error={problems.includes('name') ? text('connections.problem.name') : null}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Select
          label={text('connections.environment')}
          description={text('connections.environmentHint')}
          value={connection.environment}
          data={environmentsFor(connection).map((each) => ({ value: each, label: text(`environment.${each}`) }))}
          onChange={(value) => value && change({ environment: value })}
        />
        {isReceiver ? (
          <ReceiverPlace draft={draft} problems={problems} onChange={setDraft} />
        ) : (
          <EngineFields
            draft={draft}
            problems={problems}
            hasPassword={view?.hasPassword ?? false}
            onChange={setDraft}
          />
        )}
        {hasTls(connection) ? (
          <>
            <TrustFields draft={draft} problems={problems} onChange={setDraft} />
            <ClientCertificateFields draft={draft} hasClientKey={view?.hasClientKey ?? false} onChange={setDraft} />
          </>
        ) : null}
        <h3 className={styles.subtitle}>{text('connections.behaviour')}</h3>
        {isReceiver ? (
          <ReceiverBehaviour draft={draft} problems={problems} onChange={setDraft} />
        ) : (
          <NumberInput
            label={text('connections.pollInterval')}
            description={text('connections.pollIntervalHint')}
            value={connection.pollIntervalMs / 1000}
            min={2}
            max={60}
            suffix=" s"
            error={problems.includes('pollIntervalMs') ? text('connections.problem.pollIntervalMs') : null}
            onChange={(value) => change({ pollIntervalMs: Math.round(Number(value) * 1000) })}
          />
        )}
        <Select
          label={text('connections.colour')}
          description={text('connections.colourHint')}
          value={connection.colour}
          data={connectionColours.map((each) => ({ value: each, label: text(`connections.colour.${each}`) }))}
          onChange={(value) => value && change({ colour: value })}
        />
        <Switch
          label={text('connections.readOnly')}
          description={text('connections.readOnlyHint')}
          checked={connection.readOnly}
          onChange={(event) => change({ readOnly: event.currentTarget.checked })}
        />
        <Switch
          label={text('connections.enabled')}
          description={text('connections.enabledHint')}
          checked={connection.enabled}
          onChange={(event) => change({ enabled: event.currentTarget.checked })}
        />
      </div>
      <CheckSteps check={check} />
      {save.error ? (
        <p role="alert" className={styles.failed}>
          {errorText(save.error.shape).title}
        </p>
      ) : null}
      <div className={styles.row}>
        <Button type="submit" loading={save.isPending}>
          {text('ui.save')}
        </Button>
        <Button variant="default" loading={check.isPending} onClick={() => check.mutate(toInput(draft))}>
          {text('connections.check')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {text('ui.cancel')}
        </Button>
        <span style={{ flex: 1 }} />
        {view ? <RemoveConnection connection={view.connection} onRemoved={onClose} /> : null}
      </div>
    </form>
  );
}
