import { Checkbox, NumberInput, TextInput } from '@mantine/core';
import type { NotifySettings } from '../../../../src-shared/domain/alerts/notify-settings.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { useText } from '../../../locales/use-text.ts';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import classes from '../alerts.module.css';

type Heartbeat = NotifySettings['heartbeat'];
const usualSeconds = 60;

/** A place outside that alarms when this installation stops watching. */
export function HeartbeatFields({
  heartbeat,
  onChange,
}: {
  heartbeat: Heartbeat;
  onChange: (heartbeat: Heartbeat) => void;
}) {
  const text = useText();
  return (
    <fieldset className={classes.target}>
      <legend>{text('alerts.heartbeat')}</legend>
      <Checkbox
        label={text('alerts.heartbeat.isOn')}
        description={text('alerts.heartbeat.hint')}
        checked={heartbeat !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? { url: '', everySeconds: usualSeconds } : null)}
      />
      {heartbeat === null ? null : (
        <div className={classes.limits}>
          <TextInput
            label={text('alerts.notify.url')}
            value={heartbeat.url}
            onChange={(event) => onChange({ ...heartbeat, url: event.currentTarget.value })}
          />
          <NumberInput
            label={text('alerts.heartbeat.every')}
            min={10}
            max={3600}
            value={heartbeat.everySeconds}
            onChange={(typed) => onChange({ ...heartbeat, everySeconds: typed === '' ? Number.NaN : Number(typed) })}
          />
        </div>
      )}
      <LastBeat />
    </fieldset>
  );
}

function LastBeat() {
  const text = useText();
  const { data } = useContractQuery('alerts.list', {});
  const beat = data?.watcher.heartbeat;
  if (!beat) return null;
  if (beat.failed !== null) return <p role="alert">{text('alerts.heartbeat.failed', { detail: beat.failed })}</p>;
  if (beat.lastAt === null) return null;
  return (
    <p className="dim">
      {text('alerts.heartbeat.last')} <RelativeTime at={beat.lastAt} />
    </p>
  );
}
