import { Button, Checkbox, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { alertSeverities } from '../../../../src-shared/domain/alerts/alert-rule.ts';
import type { NotifyTarget } from '../../../../src-shared/domain/alerts/notify-settings.ts';
import { useContractCommand } from '../../../bridge/hooks.ts';
import { useErrorText } from '../../../bridge/use-error-text.ts';
import { useRequestId } from '../../../bridge/use-request-id.ts';
import { languages } from '../../../locales/language.ts';
import { useText } from '../../../locales/use-text.ts';
import classes from '../alerts.module.css';
import { EmailFields } from './email-fields.tsx';

type Props = {
  target: NotifyTarget;
  /** As it stands here it is what is kept: it can be tested. */
  isSaved: boolean;
  hasSecret: boolean;
  secret: string | null | undefined;
  onChange: (target: NotifyTarget) => void;
  onSecret: (secret: string | undefined) => void;
  onRemove: () => void;
};

/** One way to tell somebody, with its test. */
export function TargetFields(props: Props) {
  const text = useText();
  const { target, isSaved, hasSecret, secret, onChange, onSecret, onRemove } = props;
  return (
    <fieldset className={classes.target}>
      <legend>{text(`alerts.notify.kind.${target.kind}`)}</legend>
      <div className={classes.limits}>
        <TextInput
          label={text('alerts.rules.name')}
          maxLength={80}
          value={target.name}
          onChange={(event) => onChange({ ...target, name: event.currentTarget.value })}
        />
        <NativeSelect
          label={text('alerts.notify.from')}
          value={target.from}
          data={alertSeverities.map((each) => ({ value: each, label: text(`severity.${each}`) }))}
          onChange={(event) =>
            onChange({
              ...target,
              from: alertSeverities.find((each) => each === event.currentTarget.value) ?? 'warning',
            })
          }
        />
        <NativeSelect
          label={text('alerts.notify.language')}
          value={target.language}
          data={[...languages]}
          onChange={(event) =>
            onChange({ ...target, language: languages.find((each) => each === event.currentTarget.value) ?? 'nb' })
          }
        />
      </div>
      {target.kind === 'webhook' ? (
        <TextInput
          label={text('alerts.notify.url')}
          value={target.url}
          onChange={(event) => onChange({ ...target, url: event.currentTarget.value })}
        />
      ) : null}
      {target.kind === 'email' ? <EmailFields target={target} onChange={onChange} /> : null}
      {target.kind === 'desktop' ? (
        <p className="dim">{text('alerts.notify.desktopHint')}</p>
      ) : (
        <PasswordInput
          label={text(target.kind === 'webhook' ? 'alerts.notify.token' : 'alerts.notify.password')}
          description={text(hasSecret ? 'connections.secretStored' : 'connections.secretNone')}
          value={secret ?? ''}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': text('connections.showSecret') }}
          onChange={(event) => onSecret(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
        />
      )}
      <Checkbox
        label={text('alerts.notify.forEscalation')}
        checked={target.isForEscalation}
        onChange={(event) => onChange({ ...target, isForEscalation: event.currentTarget.checked })}
      />
      <Checkbox
        label={text('alerts.rules.isOn')}
        checked={target.isOn}
        onChange={(event) => onChange({ ...target, isOn: event.currentTarget.checked })}
      />
      <div className={classes.actions}>
        <TestButton targetId={target.targetId} isSaved={isSaved} />
        <Button size="compact-sm" variant="default" onClick={onRemove}>
          {text('alerts.rules.remove')}
        </Button>
      </div>
    </fieldset>
  );
}

function TestButton({ targetId, isSaved }: { targetId: string; isSaved: boolean }) {
  const text = useText();
  const errorText = useErrorText();
  const test = useContractCommand('alerts.testTarget', ['alerts.deliveries']);
  const { requestId, renewAfter, renew } = useRequestId();
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        disabled={!isSaved}
        loading={test.isPending}
        onClick={() => test.mutate({ requestId, targetId }, { onSuccess: renew, onError: renewAfter })}
      >
        {text('alerts.notify.test')}
      </Button>
      <span role="status">
        {isSaved ? null : <span className="dim">{text('alerts.notify.saveFirst')}</span>}
        {test.isSuccess ? text('alerts.notify.tested') : null}
        {test.error ? errorText(test.error.shape).title : null}
      </span>
    </>
  );
}
