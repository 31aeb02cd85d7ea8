import { NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import type { NotifyTarget } from '../../../../src-shared/domain/alerts/notify-settings.ts';
import { useText } from '../../../locales/use-text.ts';
import classes from '../alerts.module.css';

type EmailTarget = Extract<NotifyTarget, { kind: 'email' }>;
const securities = ['tls', 'starttls', 'none'] as const;

/** Which server takes the mail, from whom and to whom. */
export function EmailFields({ target, onChange }: { target: EmailTarget; onChange: (target: EmailTarget) => void }) {
  const text = useText();
  return (
    <>
      <div className={classes.limits}>
        <TextInput
          label={text('alerts.notify.host')}
          value={target.host}
          onChange={(event) => onChange({ ...target, host: event.currentTarget.value })}
        />
        <NumberInput
          label={text('alerts.notify.port')}
          min={1}
          max={65_535}
          value={target.port}
          onChange={(typed) => onChange({ ...target, port: Number(typed) })}
        />
        <NativeSelect
          label={text('alerts.notify.security')}
          value={target.security}
          data={securities.map((each) => ({ value: each, label: text(`alerts.notify.security.${each}`) }))}
          onChange={(event) =>
            onChange({ ...target, security: securities.find((each) => each === event.currentTarget.value) ?? 'tls' })
          }
        />
        <TextInput
          label={text('alerts.notify.username')}
          value={target.username ?? ''}
          onChange={(event) =>
            onChange({ ...target, username: event.currentTarget.value === '' ? null : event.currentTarget.value })
          }
        />
        <TextInput
          label={text('alerts.notify.sender')}
          value={target.sender}
          onChange={(event) => onChange({ ...target, sender: event.currentTarget.value })}
        />
        <TextInput
          label={text('alerts.notify.recipients')}
          value={target.recipients.join(', ')}
          onChange={(event) => onChange({ ...target, recipients: addressesIn(event.currentTarget.value) })}
        />
      </div>
      <Textarea
        label={text('alerts.notify.ca')}
        description={text('alerts.notify.caHint')}
        autosize
        minRows={1}
        maxRows={4}
        value={target.ownCaPem ?? ''}
        onChange={(event) =>
          onChange({ ...target, ownCaPem: event.currentTarget.value === '' ? null : event.currentTarget.value })
        }
      />
    </>
  );
}

/** What is still being typed stays: an address ends at a comma. */
function addressesIn(typed: string): string[] {
  return typed === '' ? [] : typed.split(',').map((each) => each.trim());
}
